//! Checks the summary at the end of the text.

use super::{UNDOCUMENTED, full, shop, without_file};

/// Returns the lines after the findings.
fn summary(text: &str) -> Vec<&str> {
    let start = text.find("\nthis baseline entry").or_else(|| text.find("\noperation ")).unwrap();
    text.get(start + 1..).unwrap().lines().collect()
}

#[test]
fn the_text_ends_with_a_line_for_each_operation_with_messages_and_a_total() {
    let name = |name: &str| format!("{name:<width$}", width = UNDOCUMENTED.len());
    let (title, list, create) = (name("operation"), name("list_orders"), name("create_order"));
    assert_eq!(
        summary(&full().to_string()).join("\n"),
        [
            "this baseline entry matches no finding: list_orders 200 wrong-type /body/gone".to_owned(),
            String::new(),
            format!("{title}  messages  errors  warnings  infos  responses exercised"),
            format!("{list}         6       2         4      1  2 of 4"),
            format!("{create}         3       3         1      0  1 of 1"),
            format!("{UNDOCUMENTED}         1       1         0      0  0 of 0"),
            String::new(),
            "6 errors, 5 warnings, 1 info, 3 accepted; 10 messages checked, 3 of 7 documented responses exercised, 1 \
             exchange with other hosts skipped"
                .to_owned(),
        ]
        .join("\n")
    );
    assert_eq!(
        summary(&without_file().to_string()),
        [
            "operation    messages  errors  warnings  infos  responses exercised",
            "list_orders         1       1         0      0  1 of 4",
            "",
            "1 error, 0 warnings, 0 infos, 0 accepted; 1 message checked, 1 of 7 documented responses exercised",
        ]
    );
}

#[test]
fn operations_get_lines_of_their_own_where_a_table_does_not_fit() {
    let (report, table) = (without_file(), without_file().to_string());
    let needed = summary(&table).first().unwrap().len();
    assert_eq!(format!("{report:needed$}"), table);
    let narrow = format!("{report:width$}", width = needed - 1);
    assert!(
        narrow.contains(
            "\n\nlist_orders\n  messages 1, exercised 1 of 4\n  errors 1, warnings 0, infos 0\n\n1 error, "
        ),
        "{narrow}"
    );
    assert_eq!(narrow.lines().last(), table.lines().last());
}

#[test]
fn a_report_without_messages_is_only_its_total() {
    let total = "0 errors, 0 warnings, 0 infos, 0 accepted; 0 messages checked, 0 of 7 documented responses exercised";
    assert_eq!(shop().empty_report().to_string(), total);
}

#[test]
fn equal_findings_of_one_file_are_shown_once_with_their_number() {
    let text = full().to_string();
    let blocks = text.split("\n\n").filter(|block| block.contains("/body/orders/*/rebate"));
    let blocks = blocks.collect::<Vec<_>>();
    assert_eq!(blocks.len(), 1, "{text}");
    assert!(blocks.concat().contains("\n  and at 2 more locations\n"), "{text}");
}

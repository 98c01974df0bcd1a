//! What surrounds the checks: showing the spec, writing a baseline, completions, pages for `man`.

use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::run::{drifted, text};
use crate::spec;

fn digilocker(arguments: &[&str]) -> Output {
    columns(arguments, "200")
}

fn columns(arguments: &[&str], columns: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_digilocker"));
    command.current_dir(spec::root()).args(arguments).env("COLUMNS", columns).output().unwrap()
}

#[test]
fn one_operation_can_be_shown_and_an_unknown_one_is_answered_with_the_known() {
    let one = text(&digilocker(&["contract", "show", "eaadhaar"]).stdout);
    assert!(
        one.starts_with("eaadhaar  POST /v1/kyc/digilocker/eaadhaar\n") && one.contains("/body/data/photo")
    );
    assert!(!one.contains("initiate_session"));
    let output = digilocker(&["contract", "show", "eadhar"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let ids = spec::operations(&spec::read()).iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ");
    assert_eq!(said, format!("digilocker: there is no operation \"eadhar\"; choose one of {ids}\n"));
}

#[test]
fn the_spec_is_shown_as_json_for_programs() {
    let output = digilocker(&["contract", "show", "initiate_session", "--format", "json"]);
    let shown = serde_json::from_slice::<Value>(&output.stdout).unwrap();
    let operation = &shown["operations"][0];
    assert_eq!(
        (operation["id"].as_str(), operation["method"].as_str()),
        (Some("initiate_session"), Some("POST"))
    );
    let names =
        operation["messages"].as_array().unwrap().iter().map(|message| message["name"].as_str().unwrap());
    assert!(
        names.eq(["request", "200", "201", "400", "401", "403", "422", "429", "500", "503"]),
        "{shown:#}"
    );
    let fields = operation["messages"][0]["fields"].as_array().unwrap();
    let purpose = fields.iter().find(|field| field["pointer"] == "/body/purpose").unwrap();
    assert_eq!((purpose["required"].as_bool(), purpose["evidence"].as_str()), (Some(true), Some("stated")));
}

#[test]
fn help_and_spec_fit_a_narrow_terminal() {
    for arguments in [
        ["--help"].as_slice(),
        &["contract", "check", "--help"],
        &["contract", "probe", "--help"],
        &["sandbox", "--help"],
        &["start", "--help"],
    ] {
        let help = text(&columns(arguments, "40").stdout);
        // A long option has no place to break.
        let too_long = |line: &&str| {
            line.chars().count() > 40
                && !line.starts_with("Usage:")
                && line.trim().contains(' ')
                && !line.trim().starts_with('-')
        };
        assert_eq!(help.lines().find(too_long), None, "{arguments:?}");
    }
    let narrow = text(&columns(&["contract", "show", "initiate_session"], "40").stdout);
    let wide = text(&digilocker(&["contract", "show", "initiate_session"]).stdout);
    assert!(narrow.contains("    /body/purpose\n      string required stated\n"), "{narrow}");
    assert!(wide.lines().any(|line| line.contains("/body/purpose ") && line.ends_with("stated")), "{wide}");
    assert!(
        narrow.lines().all(|line| line == line.trim_end())
            && wide.lines().all(|line| line == line.trim_end())
    );
}

#[test]
fn the_summary_of_a_check_fits_a_narrow_terminal_and_fingerprints_stay_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = drifted(folder.path());
    let narrow = text(&columns(&["contract", "check", &path], "40").stdout);
    let fingerprint = "  fingerprint: initiate_session 429 field-undocumented /body/retry_in\n\n";
    let (_, summary) = narrow.split_once(fingerprint).unwrap();
    assert!(
        summary.starts_with(
            "initiate_session\n  messages 1, exercised 1 of 9\n  errors 0, warnings 1, infos 0\n"
        ),
        "{summary}"
    );
    assert_eq!(summary.lines().find(|line| line.chars().count() > 40), None, "{summary}");
    let wide = text(&digilocker(&["contract", "check", &path]).stdout);
    assert!(wide.contains("\noperation         messages  errors"), "{wide}");
}

#[test]
fn a_written_baseline_accepts_what_was_found_and_keeps_the_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let recordings = drifted(folder.path());
    let file = folder.path().join("baseline.toml");
    let path = file.display().to_string();
    let check = |more: &[&str]| digilocker(&[&["contract", "check", &recordings], more].concat());

    assert_eq!(check(&[]).status.code(), Some(1));
    let written = check(&["--write-baseline", &path]);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    assert_eq!(text(&written.stderr), format!("{path}: accepts 1 finding; add a reason to each\n"));
    let baseline = std::fs::read_to_string(&file).unwrap();
    assert_eq!(
        baseline,
        "[[accepted]]\nfingerprint = \"initiate_session 429 field-undocumented /body/retry_in\"\n\
         reason = \"not explained yet\"\n"
    );
    assert_eq!(check(&["--baseline", &path]).status.code(), Some(0));

    // It is not overwritten by accident.
    let again = check(&["--write-baseline", &path]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        text(&again.stderr).contains("already exists; pass it to --baseline as well to replace it"),
        "{again:?}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), baseline);

    let explained = baseline.replace("not explained yet", "asked on 2026-11-29");
    std::fs::write(&file, &explained).unwrap();
    let body = json!({ "detail": "zqsecret", "retry_in": 60, "another": 1 }).to_string();
    std::fs::write(folder.path().join("initiate-session.429.json"), body).unwrap();
    assert_eq!(check(&["--baseline", &path, "--write-baseline", &path]).status.code(), Some(0));
    let merged = std::fs::read_to_string(&file).unwrap();
    assert!(merged.contains("asked on 2026-11-29") && merged.contains("/body/another"), "{merged}");
    assert!(!merged.contains("zqsecret"));
    assert_eq!(check(&["--baseline", &path]).status.code(), Some(0));
}

#[test]
fn each_shell_gets_a_completion_script_and_man_a_page_for_each_subcommand() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = text(&digilocker(&["completions", shell]).stdout);
        for word in ["digilocker", "write-baseline", "sandbox", "probe"] {
            assert!(script.contains(word), "{shell} {word}");
        }
    }
    let page = text(&digilocker(&["man"]).stdout);
    assert!(page.contains(".TH digilocker 1") && page.contains("digilocker\\-contract(1)"), "{page}");
    let page = text(&digilocker(&["man", "contract", "check"]).stdout);
    assert!(page.contains(".TH digilocker-contract-check 1") && page.contains("write\\-baseline"), "{page}");
    let output = digilocker(&["man", "contract", "chek"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "digilocker: `contract` has no subcommand \"chek\"; choose one of check, diff, show, probe\n"
    );
}

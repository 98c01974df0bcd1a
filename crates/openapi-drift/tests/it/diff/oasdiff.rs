//! Compares the verdicts with those that the tests of oasdiff expect of its own documents.
//!
//! A change breaks for oasdiff if its level is error or warning. Here it does if it affects existing clients.

use openapi_drift::{Check, Contract, Impact};

use super::line;

/// What the versions of oasdiff expect.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Breaking,
    Fine,
    /// Fine in 1.28, breaking since 1.30.
    BreakingSince130,
    /// Breaking in 1.28, fine since 1.30.
    FineSince130,
}

use Level::{Breaking, BreakingSince130, Fine, FineSince130};

/// The old document, the new one, and what oasdiff expects.
const PAIRS: [(&str, &str, Level); 45] = [
    ("request_property_added_base", "request_property_added_revision", Breaking),
    ("request_property_added_base", "request_property_added_revision2", Breaking),
    ("request_property_added_revision", "request_property_added_base", Breaking),
    ("request_property_became_nullable_base", "request_property_became_nullable_revision", Fine),
    ("request_property_became_nullable_revision", "request_property_became_nullable_base", Breaking),
    ("request_property_type_changed_base", "request_property_type_changed_revision", Breaking),
    (
        "request_property_pattern_added_or_changed_revision",
        "request_property_pattern_added_or_changed_base",
        Breaking,
    ),
    (
        "request_property_pattern_added_or_changed_base",
        "request_property_pattern_added_or_changed_revision",
        Fine,
    ),
    ("request_property_max_length_set_base", "request_property_max_length_set_revision", Breaking),
    ("request_body_max_length_set_base", "request_body_max_length_set_revision", Breaking),
    ("request_property_min_increased_base", "request_property_min_increased_revision", Breaking),
    ("request_property_min_increased_revision", "request_property_min_increased_base", Fine),
    ("request_property_min_items_increased_base", "request_property_min_items_increased_revision", Breaking),
    ("request_property_min_items_increased_revision", "request_property_min_items_increased_base", Fine),
    ("request_body_removed_base", "request_body_removed_revision", Breaking),
    ("request_body_default_value_changed_base", "request_body_default_value_changed_revision", Fine),
    ("request_body_media_type_updated_base", "request_body_media_type_updated_revision", Fine),
    ("request_body_media_type_updated_revision", "request_body_media_type_updated_base", Breaking),
    ("request_property_one_of_added_base", "request_property_one_of_added_revision", Fine),
    ("request_property_one_of_removed_base", "request_property_one_of_removed_revision", Breaking),
    ("request_property_one_of_wrapped_base", "request_property_one_of_wrapped_revision", Breaking),
    ("request_property_any_of_added_base", "request_property_any_of_added_revision", Fine),
    ("request_property_all_of_added_base", "request_property_all_of_added_revision", Breaking),
    ("request_property_all_of_removed_base", "request_property_all_of_removed_revision", Breaking),
    ("request_property_discriminator_added_base", "request_property_discriminator_added_revision", Fine),
    ("request_property_discriminator_added_revision", "request_property_discriminator_added_base", Fine),
    ("request_parameter_enum_value_updated_base", "request_parameter_enum_value_updated_revision", Breaking),
    ("request_parameter_enum_value_updated_revision", "request_parameter_enum_value_updated_base", Fine),
    ("response_required_property_added_base", "response_required_property_added_revision", Fine),
    ("response_optional_property_removed_base", "response_optional_property_removed_revision", FineSince130),
    ("response_optional_property_removed_revision", "response_optional_property_removed_base", Fine),
    ("response_property_became_optional_base", "response_property_became_optional_revision", Breaking),
    ("response_property_became_optional_revision", "response_property_became_optional_base", Fine),
    ("response_schema_type_changed_base", "response_schema_type_changed_revision", Breaking),
    ("response_property_one_of_added_base", "response_property_one_of_added_revision", Breaking),
    ("response_property_any_of_added_base", "response_property_any_of_added_revision", BreakingSince130),
    ("response_property_one_of_wrapped_base", "response_property_one_of_wrapped_revision", Breaking),
    ("add_new_media_type_base", "add_new_media_type_revision", Fine),
    ("add_new_media_type_revision", "add_new_media_type_base", Breaking),
    ("api_security_added_base", "api_security_added_revision", Fine),
    ("api_security_added_revision", "api_security_added_base", BreakingSince130),
    ("additional_properties_traversal_base", "additional_properties_traversal_revision", Breaking),
    ("additional_properties_traversal_revision", "additional_properties_traversal_base", Fine),
    ("nullable_base-property", "nullable_revision-property", Breaking),
    ("enums_request-property-no-enum", "enums_request-property-enum", Breaking),
];

/// Reads a document. Some have operations without a response, which OpenAPI 3.0 does not allow.
fn read(name: &str) -> Contract {
    let path = format!("{}/tests/fixtures/oasdiff/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    Contract::from_yaml(&text).unwrap_or_else(|_| {
        let start = "    post:\n";
        let response = "      responses: { '200': { description: ok } }\n";
        let text = text.replace(start, &format!("{start}{response}"));
        Contract::from_yaml(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    })
}

/// Where the verdict is another one, and why.
const OTHERWISE: [(&str, &str, &str); 4] = [
    (
        "request_property_added_revision",
        "request_property_added_base",
        "the server ignores a field that it no longer knows, unless the schema is closed",
    ),
    (
        "request_property_all_of_added_base",
        "request_property_all_of_added_revision",
        "the new member of the allOf says the same as another one, so that no value is ruled out",
    ),
    (
        "request_property_all_of_removed_base",
        "request_property_all_of_removed_revision",
        "a member of the allOf that is gone rules out nothing, and another one says the same",
    ),
    (
        "api_security_added_base",
        "api_security_added_revision",
        "existing clients send no credential, so that the server refuses them",
    ),
];

/// Where oasdiff's test looks at one kind of change only, though the documents have others.
const LOOKED_AT: [(&str, Check); 1] = [("request_body_default_value_changed_base", Check::DefaultChanged)];

#[test]
fn the_verdicts_of_oasdiff_are_shared_unless_there_is_a_reason() {
    let (mut shared, mut otherwise) = ([0, 0], Vec::new());
    for (old, new, level) in PAIRS {
        let looked_at = LOOKED_AT.iter().find(|(name, _)| *name == old).map(|(_, check)| *check);
        let changes = read(old).changes_to(&read(new));
        let changes =
            changes.as_slice().iter().filter(|it| looked_at.is_none_or(|check| it.check() == check));
        let breaking =
            changes.filter(|it| it.existing_clients() > Impact::None).map(line).collect::<Vec<_>>();
        let breaks = !breaking.is_empty();
        let expected = match level {
            Breaking => [true, true],
            Fine => [false, false],
            BreakingSince130 => [false, true],
            FineSince130 => [true, false],
        };
        for (shared, expected) in shared.iter_mut().zip(expected) {
            *shared += usize::from(breaks == expected);
        }
        if !expected.contains(&breaks) {
            otherwise.push((old, new));
        }
    }
    let [old, new] = shared;
    println!("of {} verdicts, 1.28 shares {old} and 1.30 shares {new}", PAIRS.len());
    assert_eq!(otherwise, OTHERWISE.map(|(old, new, _)| (old, new)));
}

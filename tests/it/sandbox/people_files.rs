//! A file of people is read whole or refused, with the person and the field, and without a value.

use deepvue_digilocker::sandbox::{People, PeopleError};
use serde_json::{Value, json};

/// Twelve digits with a valid checksum; a test for checksums has them in public.
const COULD_BE_REAL: &str = "999941057058";

fn read(people: Value) -> Result<People, PeopleError> {
    People::from_json(&json!({ "people": people }).to_string())
}

fn one(field: &str, value: Value) -> PeopleError {
    let mut person = json!({ "id": "meera", "name": "Meera Example" });
    let (outer, inner) = field.split_once('.').unwrap_or((field, ""));
    if inner.is_empty() {
        person[outer] = value;
    } else {
        person[outer] = json!({ inner: value });
    }
    read(json!([person])).unwrap_err()
}

#[test]
fn a_number_that_could_be_a_real_aadhaar_is_refused_wherever_it_stands() {
    let grouped = "9999 4105 7058";
    for field in
        ["aadhaar", "name", "latin_name", "pan", "licence", "mobile", "address.house", "address.care_of"]
    {
        for number in [
            COULD_BE_REAL,
            grouped,
            "9999-4105-7058",
            "Flat 7, 999941057058",
            "2 999941057058",
            "९९९९४१०५७०५८",
            "9999.4105.7058",
            "9999/4105/7058",
            "9999_4105_7058",
            "9999, 4105, 7058",
            "(9999) 4105+7058",
            "9999\u{200b}4105\u{200b}7058",
            "9999\u{ad}4105\u{ad}7058",
            "9999\u{2212}4105\u{2212}7058",
            "Flat 7/9999.4105.7058",
        ] {
            let error = one(field, json!(number));
            assert_eq!((error.person(), error.field()), (Some("meera"), Some(field)), "{number}: {error}");
            assert!(error.to_string().contains("could be a real Aadhaar number"), "{error}");
            for shown in [error.to_string(), format!("{error:?}")] {
                assert!(!shown.contains("4105") && !shown.contains("४"), "{shown}");
            }
        }
    }
    let error = read(json!([{ "id": COULD_BE_REAL, "name": "x" }])).unwrap_err();
    assert_eq!((error.person(), error.field()), (Some("number 1"), Some("id")));
    assert!(!error.to_string().contains("4105"), "{error}");
}

#[test]
fn numbers_that_are_nobody_s_are_accepted() {
    // A first digit of 0 or 1, another checksum, more or fewer digits.
    for number in ["099941057058", "199941057058", "999941057059", "9999410570580", "99994105705"] {
        let person = json!({ "id": "meera", "name": "Meera Example", "address": { "house": number } });
        assert!(read(json!([person])).is_ok(), "{number}");
    }
    for uid in ["000000001234", "0000 0000 1234", "XXXXXXXX1234", "XXXX-XXXX-1234"] {
        assert!(read(json!([{ "id": "a", "name": "A", "aadhaar": uid }])).is_ok(), "{uid}");
    }
}

#[test]
fn an_address_with_many_numbers_is_accepted() {
    for house in [
        "H.No. 8-2-293/82/A/1234, 500033",
        "S.No. 45/2, Plot 17, Sector 5, 560001",
        "Flat 12-B, 3rd Floor, 221/7, 110001",
        "9999 A 4105 B 7058",
        "9999/4105/7059",
        "99/99.4105_70583, 9",
    ] {
        let person = json!({ "id": "meera", "name": "Meera Example", "address": { "house": house } });
        assert!(read(json!([person])).is_ok(), "{house}");
    }
}

#[test]
fn what_is_wrong_is_named_by_person_and_field() {
    for (field, value) in [
        ("name", json!("")),
        ("name", json!(7)),
        ("name", json!("zq7\u{0}")),
        ("name", json!("zq7\u{202e}")),
        ("name", json!("zq7".repeat(200))),
        ("born", json!("1990-02-30")),
        ("born", json!("zq7")),
        ("born", json!("1899-01-01")),
        ("born", json!("01-01-1990")),
        ("born", json!(90)),
        ("gender", json!("zq7")),
        ("aadhaar", json!("zq7")),
        ("aadhaar", json!("XXXXXXXX123")),
        ("aadhaar", json!("éééé1234")),
        ("mobile", json!("zq7 zq7")),
        ("documents", json!("pan")),
        ("documents", json!(["zq7"])),
        ("documents", json!(["pan", "pan"])),
        ("address", json!("zq7")),
        ("address.zq", json!("zq7")),
        ("nickname", json!("zq7")),
    ] {
        let error = one(field, value);
        let named = field.strip_prefix("address.zq").map_or(field, |_| "zq");
        assert_eq!((error.person(), error.field()), (Some("meera"), Some(named)), "{error}");
        assert!(!error.to_string().contains("zq7"), "{error}");
    }
    let error = read(json!([{ "id": "meera" }])).unwrap_err();
    assert_eq!(error.to_string(), "person meera: name is missing");
    let error = read(json!([{ "name": "x" }])).unwrap_err();
    assert_eq!(error.to_string(), "person number 1: id is missing");
    let twice = json!({ "id": "meera", "name": "Meera Example" });
    assert_eq!(read(json!([twice, twice])).unwrap_err().to_string(), "person meera: id is there twice");
}

#[test]
fn a_file_that_is_no_list_of_people_is_refused() {
    for (text, said) in [
        (r#"{"people": []}"#, "must hold 1 to 100 people"),
        ("{}", "needs a list `people`"),
        ("[]", "must be an object"),
        (r#"{"people": [{"id": "a", "name": "A"}], "zq7": 1}"#, "has an unknown field"),
        ("{\n\"zq7\"", "is not valid JSON, at line 2"),
    ] {
        let error = People::from_json(text).unwrap_err();
        assert!(error.to_string().contains(said) && !error.to_string().contains("zq7"), "{error}");
    }
    let many = (0..101).map(|number| json!({ "id": format!("p{number}"), "name": "A" })).collect::<Value>();
    assert!(read(many).unwrap_err().to_string().contains("1 to 100"));
    let error = People::from_toml("[[people]]\nid = \"a\"\nname = zq7").unwrap_err();
    assert_eq!(error.to_string(), "the list of people is not valid TOML, at line 3");
    assert!(People::from_toml("").unwrap_err().to_string().contains("needs a list"));
}

//! The built-in people have all that real names, dates and addresses have, and every document survives it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use deepvue_digilocker::sandbox::{People, Person, Sandbox};
use deepvue_digilocker::{Callback, Date, DocumentAccess, Sensitive};
use serde_json::json;

use crate::support::answers::text;
use crate::support::calls::Calls;
use crate::support::control::Control;
use crate::support::{sandbox, start};

async fn access(sandbox: &Sandbox, person: impl AsRef<str>) -> DocumentAccess {
    let session = start(&sandbox.client()).send().await.unwrap();
    let callback = Callback::parse(&sandbox.approve_as(&session, person).unwrap()).unwrap();
    sandbox.client().authorize(&session, callback).send().await.unwrap()
}

async fn pdf(sandbox: &Sandbox, person: Person) -> String {
    let documents = access(sandbox, person).await;
    let aadhaar = documents.eaadhaar().pdf(true).send().await.unwrap();
    let pdf = aadhaar.document_pdf().unwrap().decode(1 << 20).unwrap();
    String::from_utf8_lossy(pdf.bytes().expose()).into_owned()
}

#[tokio::test]
async fn everybody_comes_through_the_whole_way_with_the_own_name() {
    let sandbox = sandbox().await;
    for person in Person::ALL {
        let documents = access(&sandbox, person).await;
        assert_eq!(text(documents.holder().name()), Some(person.name()));
        let files = documents.issued_files().send().await.unwrap();
        for file in &files {
            documents.file(file).send().await.unwrap();
        }
        if person != Person::WithoutAadhaar {
            let aadhaar = documents.eaadhaar().pdf(true).send().await.unwrap();
            assert_eq!(text(aadhaar.name()), Some(person.name()));
            let page = pdf(&sandbox, person).await;
            assert!(page.starts_with("%PDF-") && page.trim_end().ends_with("%%EOF"));
        }
    }
}

#[tokio::test]
async fn a_date_of_birth_is_whole_or_a_year_or_unknown() {
    let sandbox = sandbox().await;
    for (person, date, given) in [
        (Person::Complete, Some(Date { year: 1990, month: 1, day: 1 }), true),
        (Person::BirthYearOnly, None, true),
        (Person::NoBirthDate, None, false),
    ] {
        let documents = access(&sandbox, person).await;
        let aadhaar = documents.eaadhaar().send().await.unwrap();
        for born in [documents.holder().date_of_birth(), aadhaar.date_of_birth()] {
            assert_eq!(born.is_some(), given, "{person:?}");
            assert_eq!(born.and_then(|born| born.date().map(Sensitive::into_exposed)), date, "{person:?}");
        }
    }
}

#[tokio::test]
async fn a_pdf_shows_a_name_of_another_script_in_latin_letters() {
    let sandbox = sandbox().await;
    for (person, latin) in [
        (Person::Devanagari, "Udaharan Namuna"),
        (Person::Tamil, "Udharanam Madhiri"),
        (Person::Urdu, "Misal Namuna"),
    ] {
        assert!(!person.name().is_ascii());
        assert!(pdf(&sandbox, person).await.contains(&format!("({latin})")));
    }
}

#[tokio::test]
async fn a_very_long_address_stays_on_the_page() {
    let sandbox = sandbox().await;
    let page = pdf(&sandbox, Person::LongAddress).await;
    // "x y Td": where each text starts.
    let heights =
        page.lines().filter_map(|line| line.strip_suffix(" Td")?.split(' ').nth(1)?.parse::<f32>().ok());
    let heights = heights.collect::<Vec<_>>();
    assert!(heights.len() > 12, "{heights:?}");
    assert!(heights.iter().all(|height| (18.0..402.0).contains(height)), "{heights:?}");
    let shown = page.lines().filter_map(|line| line.strip_prefix('(')?.strip_suffix(") Tj"));
    let shown = shown.collect::<Vec<_>>().join(" ").replace('\\', "");
    for part in ["House of the Other Example", "Imaginary Heights", "Nowhere Road", "000000"] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
}

const FILE: &str = r#"
    [[people]]
    id = "meera"
    name = "Meera <Example> & \"Sons\""
    born = 1985-03-24
    gender = "F"
    aadhaar = "0000 0000 4321"
    pan = "XXXXX0042X"
    documents = ["aadhaar", "pan"]
    address = { care_of = "C/O \"A\" & <B>", house = "மாதிரி 12", pincode = "000000" }

    [[people]]
    id = "arun"
    name = "அருண் மாதிரி"
    born = 1970
"#;

#[tokio::test]
async fn a_sandbox_has_the_people_of_a_file_and_no_others() {
    let people = People::from_toml(FILE).unwrap();
    let sandbox = Sandbox::builder().people(people).start().await.unwrap();
    let documents = access(&sandbox, "meera").await;
    assert_eq!(text(documents.holder().name()), Some("Meera <Example> & \"Sons\""));
    let aadhaar = documents.eaadhaar().pdf(true).send().await.unwrap();
    assert_eq!(text(aadhaar.masked_uid()), Some("XXXXXXXX4321"));
    assert_eq!(
        aadhaar.date_of_birth().unwrap().date().unwrap().into_exposed(),
        Date { year: 1985, month: 3, day: 24 }
    );
    assert_eq!(text(aadhaar.address().unwrap().house()), Some("மாதிரி 12"));
    let files = documents.issued_files().send().await.unwrap();
    assert_eq!(files.len(), 2);
    let xml = documents.file(&files[0]).send().await.unwrap();
    let xml = String::from_utf8(xml.content().bytes().expose().clone()).unwrap();
    assert!(xml.contains(r#"name="Meera &lt;Example> &amp; &quot;Sons&quot;""#), "{xml}");
    // The first one decides where nobody is named.
    let session = start(&sandbox.client()).send().await.unwrap();
    assert_eq!(sandbox.approve(&session).unwrap(), sandbox.approve_as(&session, "meera").unwrap());
    let session = start(&sandbox.client()).send().await.unwrap();
    let error = sandbox.approve_as(&session, Person::Complete).unwrap_err();
    assert_eq!(error.to_string(), "the sandbox knows no such person");

    let calls = Calls::of(&sandbox);
    let page = calls.open(session.transaction_id()).await.text().await.unwrap();
    assert!(page.contains("value=\"arun\"") && page.contains("அருண்") && !page.contains("Asha"), "{page}");
    assert_eq!(calls.decide(session.transaction_id(), "complete", "allow").await.status(), 400);
}

#[tokio::test]
async fn a_person_whose_id_reads_like_another_value_is_chosen_on_each_page() {
    let ids = ["1001", "null", "true", "-1"];
    let people = ids.map(|id| json!({ "id": id, "name": "Meera Example" }));
    let people = People::from_json(&json!({ "people": people }).to_string()).unwrap();
    let sandbox = Sandbox::builder().people(people).start().await.unwrap();
    let (calls, control) = (Calls::of(&sandbox), Control::of(&sandbox).await);
    for id in ids {
        for page in ["control", "consent"] {
            let session = calls.start(json!({})).await;
            let response = match page {
                "control" => control.form(&format!("sessions/{session}/approve"), &[("person", id)]).await,
                _ => calls.decide(&session, id, "allow").await,
            };
            assert!(response.status().as_u16() < 400, "{page} {id}: {}", response.status());
            assert_eq!(control.get("sessions").await["sessions"][0]["person"], id, "{page}");
        }
    }
}

#[tokio::test]
async fn a_value_that_no_pdf_can_show_is_said_to_be_one() {
    let people = People::from_toml(FILE).unwrap();
    let sandbox = Sandbox::builder().people(people).start().await.unwrap();
    let calls = Calls::of(&sandbox);
    let documents = access(&sandbox, "arun").await;
    let files = documents.issued_files().send().await.unwrap();
    let id = sandbox.requests().iter().rev().find_map(|request| {
        let body = serde_json::from_slice::<serde_json::Value>(request.body()).ok()?;
        Some(body["initial_deepvue_transaction_id"].as_str()?.to_owned())
    });
    let body = json!({ "uri": files[1].uri().unwrap().expose() });
    let (_, answer) = calls.about(&id.unwrap(), "fetch_file", body).await;
    let page = BASE64_STANDARD.decode(answer["data"].as_str().unwrap()).unwrap();
    let page = String::from_utf8_lossy(&page);
    assert!(page.contains("in a script that this specimen can't show") && page.contains("(1970)"), "{page}");
}

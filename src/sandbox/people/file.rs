//! Reads people from a file ([`People::from_toml`], [`People::from_json`]).

use std::collections::HashSet;
use std::fmt;

use serde_json::{Map, Value};

use super::aadhaar_number;
use super::list::People;
use super::profile::{ADDRESS_PARTS, Born, Profile};
use crate::sandbox::document::Document;

const MAX_PEOPLE: usize = 100;
/// How many characters an id may have: it stands in forms and URLs.
const MAX_ID_LENGTH: usize = 64;
/// How many characters any other text may have.
const MAX_TEXT_LENGTH: usize = 500;

/// How `toml` gives a date that is not in quotation marks.
const TOML_DATE: &str = "$__toml_private_datetime";

const FIELDS: [&str; 11] = [
    "id",
    "name",
    "latin_name",
    "born",
    "gender",
    "aadhaar",
    "pan",
    "licence",
    "mobile",
    "documents",
    "address",
];

/// Says what is wrong with a list of people (feature `sandbox`): which person, which field, and which rule. It shows no value of the list
/// but a valid id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleError {
    person: Option<String>,
    field: Option<String>,
    rule: String,
}

impl People {
    /// Reads people from TOML.
    ///
    /// Each needs an `id` (lowercase letters, digits and hyphens) and a `name`. `born` is a date or a year alone; without
    /// it the date of birth is unknown. `gender` is `F`, `M` or `T`. Whoever has no list of `documents` has all of them.
    /// The numbers are made up from the person's place in the list where they are left out; of `aadhaar`, only the last
    /// four digits are given out. `latin_name` is for names in other scripts: a PDF shows it.
    ///
    /// ```
    /// use deepvue_digilocker::sandbox::People;
    ///
    /// let people = People::from_toml(
    ///     r#"
    ///     [[people]]
    ///     id = "meera"
    ///     name = "Meera Example"
    ///     born = "1985-03-24"
    ///     gender = "F"
    ///     documents = ["aadhaar", "pan"]
    ///     address = { house = "12", vtc = "Sandbox Town", pincode = "000000" }
    ///
    ///     [[people]]
    ///     id = "arun"
    ///     name = "அருண் மாதிரி"
    ///     latin_name = "Arun Madhiri"
    ///     born = 1970
    ///     "#,
    /// )?;
    /// assert_eq!(people.ids().collect::<Vec<_>>(), ["meera", "arun"]);
    /// # Ok::<(), deepvue_digilocker::sandbox::PeopleError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the text is no TOML, a field is unknown, missing or not as described, an id is there twice,
    /// there are no people or more than 100, or any text holds twelve digits that could be a real Aadhaar number.
    pub fn from_toml(text: &str) -> Result<Self, PeopleError> {
        let value = toml::from_str::<Value>(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            PeopleError::of_list(format!("is not valid TOML, at line {}", before.matches('\n').count() + 1))
        })?;
        read(&value)
    }

    /// Reads people from JSON: `{"people": […]}`, with the fields of [`from_toml`](People::from_toml).
    ///
    /// # Errors
    ///
    /// Returns the errors of [`from_toml`](People::from_toml).
    pub fn from_json(text: &str) -> Result<Self, PeopleError> {
        let value = serde_json::from_str::<Value>(text)
            .map_err(|error| PeopleError::of_list(format!("is not valid JSON, at line {}", error.line())))?;
        read(&value)
    }
}

fn read(list: &Value) -> Result<People, PeopleError> {
    let fields = list.as_object().ok_or_else(|| PeopleError::of_list("must be an object"))?;
    if fields.keys().any(|name| name != "people") {
        return Err(PeopleError::of_list("has an unknown field; it has `people` only"));
    }
    let entries = fields.get("people").and_then(Value::as_array);
    let entries = entries.ok_or_else(|| PeopleError::of_list("needs a list `people`"))?;
    if entries.is_empty() || entries.len() > MAX_PEOPLE {
        return Err(PeopleError::of_list(format!("must hold 1 to {MAX_PEOPLE} people")));
    }
    let mut ids = HashSet::new();
    let mut people = Vec::new();
    for (number, entry) in (1..).zip(entries) {
        let person = Entry::new(number, entry)?.read(number)?;
        if !ids.insert(person.id.clone()) {
            return Err(PeopleError::of(&person.id, "id", "is there twice"));
        }
        people.push(person);
    }
    Ok(People::new(people))
}

/// One person of a list, while it is read.
struct Entry<'a> {
    /// The id, or the place in the list until that is known to be valid.
    person: String,
    fields: &'a Map<String, Value>,
}

impl<'a> Entry<'a> {
    fn new(number: usize, entry: &'a Value) -> Result<Self, PeopleError> {
        let fields = entry.as_object();
        let place = format!("number {number}");
        let fields = fields.ok_or_else(|| PeopleError::of(&place, "people", "must be an object"))?;
        Ok(Self { person: place, fields })
    }

    fn read(mut self, number: usize) -> Result<Profile, PeopleError> {
        let id = self.text("id")?.ok_or_else(|| self.error("id", "is missing"))?;
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if id.is_empty() || id.len() > MAX_ID_LENGTH || !id.chars().all(plain) {
            return Err(self.error("id", "must be 1 to 64 lowercase letters, digits or hyphens"));
        }
        id.clone_into(&mut self.person);
        if let Some(unknown) = self.fields.keys().find(|name| !FIELDS.contains(&name.as_str())) {
            return Err(self.unknown(unknown, &FIELDS));
        }
        let name = self.text("name")?.ok_or_else(|| self.error("name", "is missing"))?;
        let mut profile = Profile::numbered(number, id.to_owned(), name.to_owned());
        profile.latin_name = self.text("latin_name")?.map(str::to_owned);
        profile.born = self.born()?;
        if let Some(gender) = self.text("gender")? {
            if !["F", "M", "T"].contains(&gender) {
                return Err(self.error("gender", "must be F, M or T"));
            }
            gender.clone_into(&mut profile.gender);
        }
        if let Some(uid) = self.text("aadhaar")? {
            profile.masked_uid = self.masked(uid)?;
        }
        let numbers =
            [("pan", &mut profile.pan), ("licence", &mut profile.licence), ("mobile", &mut profile.mobile)];
        for (field, number) in numbers {
            if let Some(text) = self.text(field)? {
                if !text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '+') {
                    return Err(self.error(field, "must be ASCII letters and digits"));
                }
                text.clone_into(number);
            }
        }
        if self.fields.contains_key("documents") {
            profile.documents = self.documents()?;
        }
        if self.fields.contains_key("address") {
            profile.address = self.address()?;
        }
        Ok(profile)
    }

    fn error(&self, field: &str, rule: &str) -> PeopleError {
        PeopleError::of(&self.person, field, rule)
    }

    fn unknown(&self, field: &str, known: &[&str]) -> PeopleError {
        // A name may be a slip of the pen, or a value in the wrong place.
        let is_name = field.len() <= MAX_ID_LENGTH
            && field.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, '_' | '-'));
        let field = if is_name { field } else { "…" };
        self.error(field, &format!("is unknown; known are {}", known.join(", ")))
    }

    /// Returns the text of a field, if it is there.
    fn text(&self, field: &str) -> Result<Option<&'a str>, PeopleError> {
        let Some(value) = self.fields.get(field) else { return Ok(None) };
        self.checked(field, value).map(Some)
    }

    fn checked(&self, field: &str, value: &'a Value) -> Result<&'a str, PeopleError> {
        let text = value.as_str().ok_or_else(|| self.error(field, "must be a string"))?;
        if text.trim().is_empty()
            || text.chars().count() > MAX_TEXT_LENGTH
            || text.chars().any(is_unprintable)
        {
            return Err(self.error(field, "must be 1 to 500 printable characters"));
        }
        if aadhaar_number::is_in(text) {
            let rule = "could be a real Aadhaar number; one that starts with 0 or 1 is nobody's";
            return Err(self.error(field, rule));
        }
        Ok(text)
    }

    fn born(&self) -> Result<Born, PeopleError> {
        let Some(value) = self.fields.get("born") else { return Ok(Born::Unknown) };
        let rule = "must be a date such as 1990-01-31, or a year alone, from 1900 on";
        let text = value.get(TOML_DATE).unwrap_or(value);
        let text = text.as_str().map_or_else(|| text.to_string(), str::to_owned);
        let parts = text.split('-').map(|part| part.parse::<u16>().ok()).collect::<Vec<_>>();
        let born = match (text.len(), &parts[..]) {
            (4, [Some(year)]) if *year >= 1900 => Some(Born::Year(*year)),
            (10, [Some(year), Some(month), Some(day)]) if *year >= 1900 => day_of(*year, *month, *day),
            _ => None,
        };
        born.ok_or_else(|| self.error("born", rule))
    }

    /// Masks a number as the vendor does: all but the last four digits.
    fn masked(&self, uid: &str) -> Result<String, PeopleError> {
        let digits = uid.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect::<String>();
        let is_digit = |letter: char| letter.is_ascii_digit();
        let (masked, end) = digits.split_at_checked(8).unwrap_or_default();
        let is_masked = masked.chars().all(|letter| letter == 'X' || is_digit(letter));
        if !is_masked || end.len() != 4 || !end.chars().all(is_digit) {
            return Err(self.error("aadhaar", "must be 12 digits, of which the first eight may be X"));
        }
        Ok(format!("XXXXXXXX{end}"))
    }

    fn documents(&self) -> Result<Vec<Document>, PeopleError> {
        let rule = "must be a list of aadhaar, pan and dl, each at most once";
        let mut documents = Vec::new();
        let names = self.fields["documents"].as_array().ok_or_else(|| self.error("documents", rule))?;
        for name in names {
            let document = name.as_str().and_then(Document::by_name);
            let document = document.filter(|document| !documents.contains(document));
            documents.push(document.ok_or_else(|| self.error("documents", rule))?);
        }
        Ok(documents)
    }

    fn address(&self) -> Result<[Option<String>; ADDRESS_PARTS.len()], PeopleError> {
        let parts = self.fields["address"].as_object();
        let parts = parts.ok_or_else(|| self.error("address", "must be an object"))?;
        if let Some(unknown) = parts.keys().find(|name| !ADDRESS_PARTS.contains(&name.as_str())) {
            return Err(self.unknown(unknown, &ADDRESS_PARTS));
        }
        let mut address = [const { None }; ADDRESS_PARTS.len()];
        for (name, part) in ADDRESS_PARTS.into_iter().zip(&mut address) {
            if let Some(value) = parts.get(name) {
                *part = Some(self.checked(&format!("address.{name}"), value)?.to_owned());
            }
        }
        Ok(address)
    }
}

/// Control characters have no place in XML, and the marks that turn text around could make a page lie.
fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

fn day_of(year: u16, month: u16, day: u16) -> Option<Born> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    let is_day = (1..=days).contains(&day);
    is_day.then_some(Born::Day(u8::try_from(day).ok()?, u8::try_from(month).ok()?, year))
}

impl PeopleError {
    fn of_list(rule: impl Into<String>) -> Self {
        Self { person: None, field: None, rule: rule.into() }
    }

    fn of(person: &str, field: &str, rule: &str) -> Self {
        Self { person: Some(person.to_owned()), field: Some(field.to_owned()), rule: rule.to_owned() }
    }

    /// Returns the id of the person, or the place in the list if there is no valid id; `None` if it is about the list.
    pub fn person(&self) -> Option<&str> {
        self.person.as_deref()
    }

    /// Returns the name of the field, such as `aadhaar` or `address.house`.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }
}

impl fmt::Display for PeopleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.person, &self.field) {
            (Some(person), Some(field)) => write!(f, "person {person}: {field} {}", self.rule),
            _ => write!(f, "the list of people {}", self.rule),
        }
    }
}

impl std::error::Error for PeopleError {}

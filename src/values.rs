//! What single values of a person mean: date of birth, gender, yes or no, the masked Aadhaar number.

use std::fmt;

use crate::sensitive::Sensitive;

/// A date of birth, as the vendor gave it and, where its form is known, as a date.
///
/// The vendor's sample has DDMMYYYY; of the e-Aadhaar's date the form is undocumented. Understood are `DDMMYYYY`,
/// `DD-MM-YYYY`, `DD/MM/YYYY` and `YYYY-MM-DD` (the latter three inferred). `Debug` shows nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateOfBirth(Sensitive<String>);

impl DateOfBirth {
    pub(crate) fn new(given: &Sensitive<String>) -> Self {
        Self(given.clone())
    }

    /// As the vendor gave it.
    pub fn as_given(&self) -> &Sensitive<String> {
        &self.0
    }

    /// Year, month (from 1) and day (from 1), if it is a date of the calendar in a form that is understood.
    pub fn ymd(&self) -> Option<Sensitive<(u16, u8, u8)>> {
        let text = self.0.expose().trim();
        let parts = text.split(['-', '/']).collect::<Vec<_>>();
        let (year, month, day) = match parts[..] {
            [all] if all.len() == 8 => (all.get(4..)?, all.get(2..4)?, all.get(..2)?),
            [year, month, day] if year.len() == 4 && text.contains('-') => (year, month, day),
            [day, month, year] if year.len() == 4 => (year, month, day),
            _ => return None,
        };
        let number = |text: &str| {
            let is_number = text.len() == 2 || text.len() == 4;
            text.parse::<u16>().ok().filter(|_| is_number && text.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u16::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let is_date = (1..=last).contains(&day) && year > 0;
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        is_date.then(|| (year, month, day).into())
    }
}

/// A gender. `Debug` does not say which.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Gender {
    /// `M`, or `MALE` (inferred).
    Male,
    /// `F`, or `FEMALE` (inferred).
    Female,
    /// `T`, or `TRANSGENDER` (inferred).
    Transgender,
    /// Something else, as it was given.
    Other(Sensitive<String>),
}

impl Gender {
    pub(crate) fn new(given: &Sensitive<String>) -> Self {
        match given.expose().trim().to_ascii_uppercase().as_str() {
            "M" | "MALE" => Self::Male,
            "F" | "FEMALE" => Self::Female,
            "T" | "TRANSGENDER" => Self::Transgender,
            _ => Self::Other(given.clone()),
        }
    }
}

impl fmt::Debug for Gender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gender")
    }
}

/// Yes or no. `Debug` does not say which.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum YesNo {
    /// `Y` (inferred).
    Yes,
    /// `N` (inferred).
    No,
    /// Something else, as it was given.
    Other(Sensitive<String>),
}

impl YesNo {
    pub(crate) fn new(given: &Sensitive<String>) -> Self {
        match given.expose().trim().to_ascii_uppercase().as_str() {
            "Y" => Self::Yes,
            "N" => Self::No,
            _ => Self::Other(given.clone()),
        }
    }
}

impl fmt::Debug for YesNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YesNo")
    }
}

/// Whether a text holds a whole Aadhaar number: twelve digits or more, with no letter and no other mask in between.
pub(crate) fn is_clear_uid(text: &str) -> bool {
    let counts = |c: &char| c.is_alphanumeric() || matches!(c, '*' | '#' | '•' | '●');
    let mut run = 0;
    text.chars().filter(counts).any(|c| {
        run = if c.is_numeric() { run + 1 } else { 0 };
        run >= 12
    })
}

/// All digits but the last four replaced, if it is a whole Aadhaar number.
pub(crate) fn masked_uid(text: &str) -> Option<String> {
    if !is_clear_uid(text) {
        return None;
    }
    let mut digits_left = text.chars().filter(|c| c.is_numeric()).count();
    let masked = text.chars().map(|c| {
        let is_digit = c.is_numeric();
        digits_left -= usize::from(is_digit);
        if is_digit && digits_left >= 4 { 'X' } else { c }
    });
    Some(masked.collect())
}

/// Accessors of texts that tell something of a person: nothing if they are absent, null or blank.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $field:ident;)*) => {
        $($(#[$doc])* pub fn $name(&self) -> Option<&crate::Sensitive<String>> {
            crate::values::filled(self.0.$field.as_ref())
        })*
    };
}

pub(crate) use texts;

pub(crate) fn filled(text: Option<&Sensitive<String>>) -> Option<&Sensitive<String>> {
    text.filter(|text| !text.expose().trim().is_empty())
}

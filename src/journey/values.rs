//! The meaning of single values: date of birth, gender, yes or no, a moment.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::privacy::sensitive::Sensitive;

/// A date of birth, as the vendor's text and, if its form is known, as a date.
///
/// The vendor's sample has DDMMYYYY; the form of the e-Aadhaar's date is undocumented. Known forms are `DDMMYYYY`,
/// `DD-MM-YYYY`, `DD/MM/YYYY` and `YYYY-MM-DD` (the latter three inferred), and `DMMYYYY`, in which a number has lost
/// its leading zero. `Debug` shows nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateOfBirth(Sensitive<String>);

impl DateOfBirth {
    pub(crate) fn new(given: &Sensitive<String>) -> Self {
        Self(given.clone())
    }

    /// Returns the text that the vendor sent.
    pub fn as_given(&self) -> &Sensitive<String> {
        &self.0
    }

    /// Returns the date, if it exists in the calendar, has a known form, and is neither before 1900 nor in the future
    /// (by the system's clock).
    pub fn date(&self) -> Option<Sensitive<Date>> {
        let text = self.0.expose().trim();
        let parts = text.split(['-', '/']).collect::<Vec<_>>();
        let (year, month, day) = match parts[..] {
            [all] if all.len() == 8 => (all.get(4..)?, all.get(2..4)?, all.get(..2)?),
            [all] if all.len() == 7 => (all.get(3..)?, all.get(1..3)?, all.get(..1)?),
            [year, month, day]
                if year.len() == 4 && month.len() == 2 && day.len() == 2 && text.contains('-') =>
            {
                (year, month, day)
            }
            [day, month, year] if year.len() == 4 && month.len() == 2 && day.len() == 2 => (year, month, day),
            _ => return None,
        };
        let number =
            |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u16::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let is_date = (1..=last).contains(&day) && year >= MIN_BIRTH_YEAR;
        let is_past = format!("{year:04}-{month:02}-{day:02}") <= latest_day(SystemTime::now());
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        (is_date && is_past).then(|| Date { year, month, day }.into())
    }
}

/// A date of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, such as 1994.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

/// The earliest year of birth that is accepted.
const MIN_BIRTH_YEAR: u16 = 1900;
/// How far ahead of UTC the most eastern clocks are.
const MAX_CLOCK_OFFSET: Duration = Duration::from_secs(14 * 60 * 60);

/// Returns the latest day that it is anywhere on earth, as `YYYY-MM-DD`.
fn latest_day(now: SystemTime) -> String {
    let now = now.clamp(UNIX_EPOCH, latest()) + MAX_CLOCK_OFFSET;
    humantime::format_rfc3339_seconds(now.min(latest())).to_string().chars().take(10).collect()
}

/// Returns the last second that RFC 3339 can express.
pub(crate) fn latest() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(253_402_300_799)
}

/// Parses a moment in one of the usual forms: seconds since the Unix epoch (from 2001 on), milliseconds if seconds
/// would be past the year 5000, and ISO 8601 dates with or without time and zone (UTC if there is none).
pub(crate) fn moment(text: &str) -> Option<SystemTime> {
    const MIN_SECONDS: u64 = 1_000_000_000;
    const MIN_MILLISECONDS: u64 = 100_000_000_000;
    let text = text.trim();
    let (number, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let moment = if is_number(number) && is_number(fraction) {
        let count = number.parse::<u64>().ok()?;
        if count < MIN_SECONDS {
            // Eight digits are a date without hyphens; any other number this small is too long ago.
            let date = (text.len() == 8).then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))?;
            return iso(&date);
        }
        let since =
            if count < MIN_MILLISECONDS { Duration::from_secs(count) } else { Duration::from_millis(count) };
        UNIX_EPOCH.checked_add(since)?
    } else {
        iso(text)?
    };
    // What is before 1970 in UTC can't be stored.
    (UNIX_EPOCH..=latest()).contains(&moment).then_some(moment)
}

fn iso(text: &str) -> Option<SystemTime> {
    if text.len() == "YYYY-MM-DD".len() {
        return humantime::parse_rfc3339_weak(&format!("{text}T00:00:00Z")).ok();
    }
    let (day, time) = text.split_once(['T', 't', ' '])?;
    let zone = time.find(['+', '-', '\u{2212}', 'Z', 'z']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let seconds = if time.trim_end().len() == "hh:mm".len() { ":00" } else { "" };
    let moment = humantime::parse_rfc3339_weak(&format!("{day}T{}{seconds}Z", time.trim_end())).ok()?;
    let digits = zone.chars().filter(char::is_ascii_digit).collect::<String>();
    if zone.chars().skip(1).any(|c| !c.is_ascii_digit() && c != ':') {
        return None;
    }
    let (hours, minutes) = match (zone.chars().next(), digits.len()) {
        (None, _) => (0, 0),
        (Some('Z' | 'z'), 0) if zone.len() == 1 => (0, 0),
        (Some('+' | '-' | '\u{2212}'), 2) => (digits.parse::<u64>().ok()?, 0),
        (Some('+' | '-' | '\u{2212}'), 4) => {
            (digits[..2].parse::<u64>().ok()?, digits[2..].parse::<u64>().ok()?)
        }
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    let offset = Duration::from_secs(hours * 3600 + minutes * 60);
    if zone.starts_with('+') { moment.checked_sub(offset) } else { moment.checked_add(offset) }
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
    /// Any other value, as the vendor sent it.
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
    /// `Y`, `YES`, `TRUE` or `1` (inferred).
    Yes,
    /// `N`, `NO`, `FALSE` or `0` (inferred).
    No,
    /// Any other value, as the vendor sent it.
    Other(Sensitive<String>),
}

impl YesNo {
    pub(crate) fn new(given: &Sensitive<String>) -> Self {
        match given.expose().trim().to_ascii_uppercase().as_str() {
            "Y" | "YES" | "TRUE" | "1" => Self::Yes,
            "N" | "NO" | "FALSE" | "0" => Self::No,
            _ => Self::Other(given.clone()),
        }
    }
}

impl fmt::Debug for YesNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YesNo")
    }
}

/// Writes accessors of personal texts: `None` if they are absent, null or blank.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $field:ident;)*) => {
        $($(#[$doc])* pub fn $name(&self) -> Option<&crate::Sensitive<String>> {
            crate::journey::values::filled(self.0.$field.as_ref())
        })*
    };
}

pub(crate) use texts;

pub(crate) fn filled(text: Option<&Sensitive<String>>) -> Option<&Sensitive<String>> {
    text.filter(|text| !text.expose().trim().is_empty())
}

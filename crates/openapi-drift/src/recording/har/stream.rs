//! Reads a HAR file entry by entry, so that its size does not matter. Only what is checked is kept.

use std::io::{BufRead, BufReader, Read};

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use serde_json::error::Category;

use crate::error::ContractError;
use crate::recording::encoding;
use crate::recording::har::entry::{self, Unusable};
use crate::recording::har::kept::Entry;
use crate::recording::har::visit::{Object, Visit, skip};
use crate::recording::recorded::{Recorded, Target};

const BUFFER_BYTES: usize = 64 * 1024;

/// Receives each exchange, or what makes its entry unusable.
pub(crate) type Each<'a> = &'a mut dyn FnMut(Result<Recorded, Unusable>);

/// Reads the exchanges of a HAR file. `wants_bodies` says whether the bodies of an exchange are needed.
pub(crate) fn read(
    place: &str,
    file: impl Read,
    wants_bodies: &dyn Fn(&Target) -> bool,
    each: Each<'_>,
) -> Result<(), ContractError> {
    let error = |problem: String| Err(ContractError::new(place, problem));
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, file);
    let start = match reader.fill_buf() {
        Ok(start) => start,
        Err(problem) => return error(format!("could not be read: {problem}")),
    };
    if let Some(name) = encoding::wide(start) {
        return error(format!("is {name}; a HAR file is UTF-8"));
    }
    if start.contains(&0) || start.starts_with(b"\x1F\x8B") {
        return error("is a binary file; a HAR file is JSON".to_owned());
    }
    let bom = start.len() - encoding::without_bom(start).len();
    reader.consume(bom);

    let mut found = false;
    let mut log = Log { place, wants_bodies, each, index: 0, found: &mut found };
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let read = Object(&mut Root { log: &mut log }).deserialize(&mut deserializer);
    match read.and_then(|_| deserializer.end()) {
        Err(problem) => error(describe(&problem)),
        Ok(()) if !found => error("is JSON, but not a HAR file: it has no list log.entries".to_owned()),
        Ok(()) => Ok(()),
    }
}

/// Describes an error by its location. The message of `serde_json` would quote values.
fn describe(problem: &serde_json::Error) -> String {
    let (line, column) = (problem.line(), problem.column());
    match problem.classify() {
        Category::Io => format!("could not be read: {problem}"),
        Category::Eof if (line, column) <= (1, 0) => "is empty".to_owned(),
        Category::Eof => format!("is not complete: it ends at line {line}, column {column}"),
        Category::Syntax | Category::Data => format!("is not JSON: line {line}, column {column}"),
    }
}

/// The file: `{"log": …}`.
struct Root<'a, 'b> {
    log: &'a mut Log<'b>,
}

impl Visit for Root<'_, '_> {
    fn member<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "log" => map.next_value_seed(Object(self.log)).map(|_| ()),
            _ => skip(map),
        }
    }
}

/// The log: `{"entries": […]}`.
struct Log<'a> {
    place: &'a str,
    wants_bodies: &'a dyn Fn(&Target) -> bool,
    each: Each<'a>,
    index: usize,
    found: &'a mut bool,
}

impl Visit for Log<'_> {
    fn member<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "entries" => map.next_value_seed(Object(&mut Entries(self))).map(|_| ()),
            _ => skip(map),
        }
    }
}

struct Entries<'a, 'b>(&'a mut Log<'b>);

impl Visit for Entries<'_, '_> {
    fn member<'de, A: MapAccess<'de>>(&mut self, _: &str, map: &mut A) -> Result<(), A::Error> {
        skip(map)
    }

    fn items<'de, A: SeqAccess<'de>>(&mut self, mut items: A) -> Result<(), A::Error> {
        let log = &mut *self.0;
        *log.found = true;
        loop {
            let mut entry = Entry::new(log.wants_bodies);
            let Some(is_object) = items.next_element_seed(Object(&mut entry))? else {
                return Ok(());
            };
            let at = format!("/log/entries/{}", log.index);
            (log.each)(entry::read(log.place, &at, is_object.then_some(entry)));
            log.index += 1;
        }
    }
}

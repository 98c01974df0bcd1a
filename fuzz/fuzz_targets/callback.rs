//! A callback holds what the browser sent and nothing else, and shows none of it.
//!
//! The input is the names of the parameters, if its first byte is below 128, each on a line of its own; then the URI.
#![no_main]

use std::collections::BTreeSet;

use deepvue_digilocker::{Callback, CallbackError, CallbackErrorKind, CallbackParameters};
use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;

const USUAL: [&str; 4] = ["code", "state", "error", "error_description"];

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let (names, uri) = if first.is_ascii() {
        (USUAL.map(str::to_owned), text)
    } else {
        let mut lines = text.splitn(5, '\n').map(str::to_owned);
        let names = [(); 4].map(|()| lines.next().unwrap_or_default());
        (names, text.splitn(5, '\n').nth(4).unwrap_or_default())
    };
    let [code, state, error, description] = &names;
    let parameters =
        CallbackParameters::default().code(code).state(state).error(error).error_description(description);
    let parsed = parameters.parse(uri);
    if names == USUAL {
        assert_eq!(Callback::parse(uri), parsed);
    }
    match parsed {
        Ok(callback) => check(&callback, uri, &names),
        Err(error) => check_error(&error, &names),
    }
});

fn check(callback: &Callback, uri: &str, names: &[String; 4]) {
    let (value, state, description) = match callback {
        Callback::Granted { code, state, .. } => {
            assert!(!has_parameter(uri, &names[2], names), "a code, although there is an error: {uri:?}");
            (code, state, None)
        }
        Callback::Denied { error, state, description, .. } => {
            assert!(!has_parameter(uri, &names[0], names), "a denial, although there is a code: {uri:?}");
            (error, state, description.as_ref())
        }
    };
    let values =
        [Some(value), state.as_ref()].into_iter().flatten().map(deepvue_digilocker::Sensitive::expose);
    for value in values {
        assert!(!value.trim().is_empty() && value.len() <= 2048, "{value:?}");
        assert!(occurs(value, uri, names), "{value:?} is not in {uri:?}");
    }
    assert!(description.is_none_or(|text| !text.expose().trim().is_empty()));
    assert_eq!(callback.state(), state.as_ref());
    assert!(uri.len() <= 16 * 1024);
    for shown in [format!("{callback:?}"), format!("{callback:#?}")] {
        let words = shown.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let own = "Granted Denied code state other error description Sensitive alloc string String Some None";
        let own = own.split(' ').collect::<BTreeSet<_>>();
        let others = words.filter(|word| !own.contains(word)).collect::<Vec<_>>();
        assert!(others.is_empty(), "{others:?} in {shown:?}");
    }
}

fn check_error(error: &CallbackError, names: &[String; 4]) {
    let shown = [error.to_string(), format!("{error:?}")].map(|text| {
        // The names are the program's own.
        let debugged = |name: &String| format!("{:?}", format!("`{name}`")).trim_matches('"').to_owned();
        let mut quoted =
            names.iter().flat_map(|name| [format!("`{name}`"), debugged(name)]).collect::<Vec<_>>();
        quoted.sort_by_key(|name| std::cmp::Reverse(name.len()));
        quoted.iter().fold(text, |text, name| text.replace(name, ""))
    });
    let own = "callback parameter is used for two parameters in CallbackParameters has longer than 16 KiB 2 048 bytes a \
               broken percent encoding repeated both neither nor and CallbackError kind rule Incomplete Ambiguous \
               Repeated TooLong Malformed Names";
    let own = own.split_whitespace().collect::<BTreeSet<_>>();
    for text in shown {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let others = words.filter(|word| !own.contains(word)).collect::<Vec<_>>();
        assert!(others.is_empty(), "{others:?} in {text:?}");
    }
    let are_alike = names.iter().collect::<BTreeSet<_>>().len() < names.len();
    assert_eq!(error.kind() == CallbackErrorKind::Names, are_alike);
}

/// Where a value may end: with its text, or with the next parameter, which may start with a `?`.
fn ends(text: &str, names: &[String; 4]) -> impl Iterator<Item = usize> {
    let marks = names.iter().filter_map(|name| text.find(&format!("?{name}=")));
    marks.chain([text.len()])
}

/// Whether a whole value of the query decodes to this.
fn occurs(value: &str, uri: &str, names: &[String; 4]) -> bool {
    let decodes =
        |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().is_ok_and(|it| it == value);
    let starts = uri.match_indices('=').map(|(at, _)| &uri[at + 1..]);
    let mut values = starts.map(|rest| rest.split(['&', '#']).next().unwrap_or_default());
    values.any(|text| ends(text, names).any(|end| decodes(&text[..end])))
}

/// Whether the query of a URL has a parameter of this name that is not blank.
fn has_parameter(uri: &str, name: &str, names: &[String; 4]) -> bool {
    let uri = uri.split('#').next().unwrap_or_default();
    let Some((start, query)) = uri.split_once('?') else { return false };
    let is_url = start.starts_with('/') || start.starts_with("https://");
    let form = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().map(String::from).ok();
    let has = |(other, value): (&str, &str)| {
        form(other).is_some_and(|other| other == name)
            && ends(value, names).all(|end| form(&value[..end]).is_some_and(|value| !value.trim().is_empty()))
    };
    // Escapes of old JavaScript have no meaning in a form.
    let is_plain = !query.contains("%u") && !name.is_empty();
    is_url
        && is_plain
        && !start.contains(['=', '&'])
        && query.split('&').filter_map(|it| it.split_once('=')).any(has)
}

//! Finds the lines of the keys and items of a YAML file. No YAML reader in the tree returns them for values.
//!
//! It reads only indentation. A value inside `{…}` or `[…]` has the line of the key before the bracket.

use std::collections::BTreeMap;

use super::place::child;

/// The line of each key and item, by JSON pointer.
pub(crate) struct Lines(BTreeMap<String, usize>);

/// A key or an item whose value continues in the lines that are indented further.
struct Open {
    indent: usize,
    is_item: bool,
    pointer: String,
    items: usize,
}

impl Lines {
    pub(crate) fn of(yaml: &str) -> Self {
        let mut found = BTreeMap::new();
        let mut open = Vec::<Open>::new();
        let mut top_items = 0;
        // The indentation of the key whose text follows in block form (`|` or `>`).
        let mut text = None;
        for (number, line) in (1..).zip(yaml.lines()) {
            let mut rest = line.trim_start();
            let mut indent = line.len() - rest.len();
            if rest.is_empty() || text.is_some_and(|of| indent > of) {
                continue;
            }
            text = None;
            if rest.starts_with('#') || rest.starts_with("---") {
                continue;
            }
            while rest == "-" || rest.starts_with("- ") {
                open.retain(|it| it.indent < indent || (it.indent == indent && !it.is_item));
                let (above, items) = match open.last_mut() {
                    Some(above) => (above.pointer.as_str(), &mut above.items),
                    None => ("", &mut top_items),
                };
                let pointer = child(above, &items.to_string());
                *items += 1;
                found.insert(pointer.clone(), number);
                open.push(Open { indent, is_item: true, pointer, items: 0 });
                let value = rest[1..].trim_start();
                text = value.starts_with(['|', '>']).then_some(indent);
                indent += rest.len() - value.len();
                rest = value;
            }
            if let Some((key, value)) = key(rest) {
                open.retain(|it| it.indent < indent);
                let pointer = child(open.last().map_or("", |above| &above.pointer), key);
                found.insert(pointer.clone(), number);
                open.push(Open { indent, is_item: false, pointer, items: 0 });
                text = value.starts_with(['|', '>']).then_some(indent);
            }
        }
        Self(found)
    }

    /// Returns the line of the value at `pointer`, or of the nearest value around it that has one.
    pub(crate) fn line(&self, pointer: &str) -> usize {
        let mut around = pointer;
        loop {
            match (self.0.get(around), around.rsplit_once('/')) {
                (Some(line), _) => return *line,
                (None, Some((above, _))) => around = above,
                (None, None) => return 1,
            }
        }
    }
}

/// Splits `key: value`; the key may be in quotes.
fn key(text: &str) -> Option<(&str, &str)> {
    let quoted = ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.split_once(quote));
    let (key, rest) = match quoted {
        Some((key, rest)) => (key, rest.trim_start().strip_prefix(':')?),
        None => text.split_once(": ").or_else(|| Some((text.strip_suffix(':')?, "")))?,
    };
    (rest.is_empty() || quoted.is_none() || rest.starts_with(' '))
        .then(|| (key.trim_end(), rest.trim_start()))
}

//! Names items as the generator does.

use std::collections::BTreeSet;

use heck::{ToKebabCase, ToPascalCase, ToSnakeCase};

/// The words that get an underscore.
const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "Self", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Names a type or a variant.
pub(super) fn pascal(name: &str) -> String {
    cased(name, ToPascalCase::to_pascal_case)
}

/// Names a field or a method.
pub(super) fn snake(name: &str) -> String {
    cased(name, ToSnakeCase::to_snake_case)
}

fn cased(name: &str, case: impl Fn(&str) -> String) -> String {
    let name = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => case(&name.replace('\'', "").replace(|c: char| !is_in_word(c), "-")),
    };
    let name = match name.chars().next() {
        Some(first) if first.is_alphabetic() => name,
        _ => case("x") + &name,
    };
    if KEYWORDS.contains(&name.as_str()) { name + "_" } else { name }
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Names the variants of an enum, or returns `None` if the generator can't give each its own name.
pub(super) fn variants(values: &[&str]) -> Option<Vec<String>> {
    let plain = values.iter().map(|value| pascal(value)).collect::<Vec<_>>();
    if are_different(&plain) {
        return Some(plain);
    }
    let told_apart =
        values.iter().map(|value| pascal(&value.replace(|c: char| c == '_' || !is_in_word(c), "X")));
    Some(told_apart.collect::<Vec<_>>()).filter(|names| are_different(names))
}

/// Names the variants of an enum whose branches have these names, where the branches are told apart by their content.
pub(super) fn branches(names: &[String]) -> Vec<String> {
    let prefix = names.iter().cloned().reduce(|a, b| common_words(&a, &b)).unwrap_or_default();
    let short = names.iter().map(|name| name.get(prefix.len()..).unwrap_or_default().to_owned());
    let short = short.collect::<Vec<_>>();
    if are_different(names) && short.iter().all(|name| !name.is_empty()) {
        return short;
    }
    (0..names.len()).map(|index| format!("Variant{index}")).collect()
}

fn common_words(a: &str, b: &str) -> String {
    let (a, b) = (a.to_kebab_case(), b.to_kebab_case());
    let same = a.split('-').zip(b.split('-')).take_while(|(a, b)| a == b).map(|(a, _)| a);
    same.collect::<Vec<_>>().join("-").to_pascal_case()
}

fn are_different(names: &[String]) -> bool {
    names.iter().collect::<BTreeSet<_>>().len() == names.len()
}

/// Names a variant of `Operation`, as `operations.rs` does.
pub(super) fn of_operation(id: &str) -> String {
    let words = id.split('_').filter(|word| !word.is_empty());
    let name = words.map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    name.collect()
}

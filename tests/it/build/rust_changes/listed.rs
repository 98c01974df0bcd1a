//! The public items that generated code really has.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Expr, Fields, ImplItem, Item, ItemImpl, ReturnType};

use crate::support::generator::Generated;

/// The items by their paths, with their signatures.
#[derive(Debug, Default, PartialEq)]
pub struct Listed {
    pub items: BTreeMap<String, String>,
    /// The types that are `#[non_exhaustive]`.
    pub open: BTreeSet<String>,
    /// The fields without which a builder fails.
    pub needed: BTreeSet<String>,
    /// What is there twice: the code does not compile.
    pub twice: Vec<String>,
}

pub fn listed(code: &Generated) -> Listed {
    let mut listed = Listed::default();
    let client = syn::parse_file(&code.client).unwrap();
    let modules = |name: &str| content(&client.items, name);
    for item in modules("types") {
        listed.type_item(item);
    }
    listed.fields_without_default(content(modules("types"), "builder"));
    listed.calls(modules("builder"), &client.items);
    for item in syn::parse_file(&code.constants).unwrap().items {
        match item {
            Item::Const(item) if item.ident != "DECODERS" => listed.add(item.ident.to_string(), "const"),
            Item::Enum(item) if item.ident == "Operation" => {
                for variant in &item.variants {
                    listed.add(format!("Operation::{}", variant.ident), "variant");
                }
            }
            _ => {}
        }
    }
    listed
}

fn content<'a>(items: &'a [Item], name: &str) -> &'a [Item] {
    let modules = items.iter().filter_map(|item| if let Item::Mod(item) = item { Some(item) } else { None });
    let mut found = modules.filter(|module| module.ident == name);
    &found.next().unwrap().content.as_ref().unwrap().1
}

/// A type without the paths of other crates.
fn short(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string().replace(' ', "");
    let mut short = String::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            if c != ':' {
                short.push_str(&word);
                short.push(c);
            }
            word.clear();
        }
    }
    // Where the formatter broke the line.
    (short + &word).replace(",>", ">").replace(",)", ")").replace("usize]", "]")
}

impl Listed {
    fn add(&mut self, path: String, signature: impl Into<String>) {
        if self.items.insert(path.clone(), signature.into()).is_some() {
            self.twice.push(path);
        }
    }

    fn type_item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                let path = format!("types::{}", item.ident);
                self.attributes(&path, &item.attrs);
                match &item.fields {
                    Fields::Named(fields) => {
                        self.add(path.clone(), "struct");
                        for field in &fields.named {
                            let name = field.ident.as_ref().unwrap();
                            self.add(format!("{path}::{name}"), short(&field.ty));
                        }
                    }
                    Fields::Unnamed(fields) => {
                        let field = &fields.unnamed[0];
                        let visible =
                            if matches!(field.vis, syn::Visibility::Public(_)) { "pub " } else { "" };
                        self.add(path, format!("struct({visible}{})", short(&field.ty)));
                    }
                    Fields::Unit => panic!("{path}"),
                }
            }
            Item::Enum(item) => {
                let path = format!("types::{}", item.ident);
                let is_copy = self.attributes(&path, &item.attrs);
                self.add(path.clone(), if is_copy { "enum of words" } else { "enum of types" });
                for variant in &item.variants {
                    self.add(format!("{path}::{}", variant.ident), short(&variant.fields));
                }
            }
            Item::Impl(item) => self.implementation(item),
            Item::Mod(_) => {}
            other => panic!("{}", short(other)),
        }
    }

    /// Notes what attributes say. Returns whether the type is `Copy`.
    fn attributes(&mut self, path: &str, attributes: &[syn::Attribute]) -> bool {
        let texts = attributes.iter().map(short).collect::<Vec<_>>();
        if texts.iter().any(|text| text == "#[non_exhaustive]") {
            self.open.insert(path.to_owned());
        }
        let derives = texts.iter().filter(|text| text.starts_with("#[derive(")).collect::<Vec<_>>();
        let has =
            |name: &str| derives.iter().any(|text| text.split(['(', ',', ')']).any(|word| word == name));
        if has("Default") {
            self.add(format!("{path}: Default"), "impl");
        }
        has("Copy")
    }

    /// Notes the traits that other code may rely on. What a wrapper implements follows from what it wraps.
    fn implementation(&mut self, item: &ItemImpl) {
        let Some((path, _)) = &item.trait_ else { return };
        let owner = format!("types::{}", short(&item.self_ty));
        let name = short(path);
        let is_enum = self.items.get(&owner).is_some_and(|kind| kind.starts_with("enum"));
        // A wrapper's way back to what it wraps comes and goes with the wrapper.
        let variant = name.strip_prefix("From<").map(|rest| format!("({})", &rest[..rest.len() - 1]));
        let from_variant = variant.is_some_and(|variant| {
            self.items.iter().any(|(path, it)| *it == variant && path.starts_with(&format!("{owner}::")))
        });
        let is_of_enum = ["Display", "FromStr"].contains(&name.as_str()) || from_variant;
        if name == "Default" || is_enum && is_of_enum {
            self.add(format!("{owner}: {name}"), "impl");
        }
    }

    /// Notes the fields whose builder starts with an error, and checks that there is a setter for each field.
    fn fields_without_default(&mut self, builders: &[Item]) {
        let mut setters = BTreeMap::new();
        for item in builders {
            let Item::Impl(item) = item else { continue };
            let owner = format!("types::{}", short(&item.self_ty));
            if item.trait_.is_none() {
                for function in functions(item) {
                    let bound = bound(function);
                    setters.insert(format!("{owner}::{}", function.sig.ident), bound);
                }
            } else if item.trait_.as_ref().is_some_and(|(path, _)| short(path) == "Default")
                && let Some(syn::Stmt::Expr(Expr::Struct(value), _)) =
                    functions(item).next().and_then(|function| function.block.stmts.first())
            {
                for field in &value.fields {
                    if short(&field.expr).starts_with("Err(") {
                        self.needed.insert(format!("{owner}::{}", short(&field.member)));
                    }
                }
            }
        }
        let is_field = |path: &str| {
            path.strip_prefix("types::").is_some_and(|path| path.contains("::") && !path.contains(": "))
        };
        let owner = |path: &str| self.items[path.rsplit_once("::").unwrap().0].clone();
        let fields = self.items.iter().filter(|(path, _)| is_field(path) && owner(path) == "struct");
        let fields = fields.map(|(path, rust)| (path.clone(), rust.clone())).collect::<BTreeMap<_, _>>();
        assert!(setters == fields || !self.twice.is_empty(), "{setters:?} are not {fields:?}");
    }

    fn calls(&mut self, builders: &[Item], items: &[Item]) {
        let mut signatures = BTreeMap::new();
        for item in implementations(builders) {
            let sent = functions(item).find(|function| function.sig.ident == "body");
            let sent = sent.map(bound).unwrap_or_default();
            let call = functions(item).find(|function| function.sig.ident == "send").unwrap();
            let ReturnType::Type(_, result) = &call.sig.output else { panic!("send returns nothing") };
            let received = short(result);
            let received = received.strip_prefix("Result<ResponseValue<").unwrap();
            let end = received.rfind(">,Error<").unwrap();
            let owner = short(&item.self_ty).replace("<'a>", "");
            signatures.insert(owner, format!("({sent}) -> {}", &received[..end]));
        }
        for item in implementations(items) {
            if item.trait_.as_ref().is_some_and(|(path, _)| short(path).starts_with("ClientInfo")) {
                self.add("Client::api_version".to_owned(), "const");
            }
            for function in functions(item).filter(|function| item.trait_.is_none() && takes_self(function)) {
                if let ReturnType::Type(_, result) = &function.sig.output {
                    let builder = short(result).replace("<'_>", "");
                    self.add(format!("Client::{}", function.sig.ident), signatures[&builder].clone());
                }
            }
        }
    }
}

fn implementations(items: &[Item]) -> impl Iterator<Item = &ItemImpl> {
    items.iter().filter_map(|item| if let Item::Impl(item) = item { Some(item) } else { None })
}

fn functions(item: &ItemImpl) -> impl Iterator<Item = &syn::ImplItemFn> {
    item.items.iter().filter_map(|item| if let ImplItem::Fn(function) = item { Some(function) } else { None })
}

fn takes_self(function: &syn::ImplItemFn) -> bool {
    function.sig.receiver().is_some()
}

/// What a setter takes: its bound is `TryInto` of that.
fn bound(function: &syn::ImplItemFn) -> String {
    let clause = function.sig.generics.where_clause.as_ref().unwrap();
    let syn::WherePredicate::Type(predicate) = &clause.predicates[0] else { panic!("no type is bound") };
    let text = short(&predicate.bounds);
    let inner = text.strip_prefix("TryInto<").and_then(|text| text.strip_suffix('>'));
    inner.unwrap_or_else(|| panic!("{text}")).to_owned()
}

/// Code without its documentation, and without the table for contract checks.
pub fn undocumented(code: &Generated) -> String {
    let mut text = String::new();
    let mut is_in_comment = false;
    for line in code.client.lines().chain(code.constants.split("pub const DECODERS").next().unwrap().lines())
    {
        let trimmed = line.trim_start();
        is_in_comment |= trimmed.starts_with("/**");
        if !is_in_comment && !trimmed.starts_with("//") {
            text.push_str(line);
            text.push('\n');
        }
        is_in_comment &= !trimmed.ends_with("*/");
    }
    text
}

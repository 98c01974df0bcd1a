//! Compares `oneOf` and `anyOf`: which variants are the same, which changed, and which were added or removed.

use serde_json::Value;

use crate::diff::engine::{Comparison, Pair};
use crate::diff::relation::Relation;
use crate::diff::shape::{self, Set, Shape, Union};
use crate::diff::side::Side;
use crate::diff::types::{NULL, OBJECT};
use crate::schema::graph::NodeId;

/// How many variants are compared by content with each other.
const MAX_COMPARED: usize = 64;

impl Comparison<'_, '_> {
    /// Compares a schema that is a union in one document only. Returns whether it did.
    pub(super) fn compare_wrapped(&mut self) -> bool {
        compare_wrapped(self)
    }

    /// Compares the unions of both schemas.
    pub(super) fn compare_unions(&mut self) {
        compare(self);
    }
}

/// Holds the variants of both documents, without those that were matched.
struct Variants {
    old: Vec<Variant>,
    new: Vec<Variant>,
    matched: Vec<(Variant, Variant)>,
}

#[derive(Clone)]
struct Variant {
    schemas: Vec<NodeId>,
    /// The name of the component, if the variant is a reference to one.
    name: Option<String>,
    types: u8,
    /// Whether nothing but the types limits its values.
    is_only_types: bool,
    pointer: String,
}

impl Variant {
    fn read(side: Side<'_>, id: NodeId) -> Self {
        let (resolved, _) = side.resolved(id, false);
        let set = Set { schemas: vec![resolved], without_null: false };
        let shape = Shape::read(side, &set);
        Self {
            schemas: vec![id],
            name: side.component(resolved),
            types: shape.types,
            is_only_types: shape.is_only_types(side.dialect()),
            pointer: side.graph.node(id).pointer.clone(),
        }
    }

    fn written<'a>(&self, side: Side<'a>) -> Option<&'a Value> {
        self.schemas.first().and_then(|id| side.raw(*id))
    }

    /// Returns whether another variant has the same types, without regard to null.
    fn has_types_of(&self, other: &Self) -> bool {
        (self.types ^ other.types) & !NULL == 0
    }

    /// Returns all variants of one side as one: the schema that is now, or was, not a union.
    fn whole(shape: &Shape<'_>, set: &Set, side: Side<'_>) -> Self {
        let name = match set.schemas.as_slice() {
            [single] => side.component(*single),
            _ => None,
        };
        Self {
            schemas: set.schemas.clone(),
            name,
            types: shape.types,
            is_only_types: shape.is_only_types(side.dialect()),
            pointer: shape.at(""),
        }
    }
}

/// Compares a schema that is a union in one document only, by taking the other for a union of one. Returns whether it
/// did.
fn compare_wrapped(it: &mut Comparison<'_, '_>) -> bool {
    let old_is_plain = it.old.unions.is_empty() && !it.old.parts.is_empty();
    let new_is_plain = it.new.unions.is_empty() && !it.new.parts.is_empty();
    let is_pure = |shape: &Shape<'_>, side: Side<'_>| {
        shape.unions.len() == 1
            && shape.is_bare(side.dialect())
            && shape.unions.iter().all(|union| !union.variants.is_empty())
    };
    let (old_side, new_side) = (it.engine.old, it.engine.new);
    let read = |side: Side<'_>, union: &Union| {
        union.variants.iter().map(|id| Variant::read(side, *id)).collect::<Vec<_>>()
    };
    let (old, new, old_null, new_null, places) = if old_is_plain && is_pure(&it.new, new_side) {
        let Some(union) = it.new.unions.first() else {
            return false;
        };
        let whole = Variant::whole(&it.old, &it.pair.old, old_side);
        let places = (it.old.at(""), union.pointer.clone());
        let takes_null = union.or_null;
        (vec![whole], read(new_side, union), it.old.types & NULL != 0 && takes_null, takes_null, places)
    } else if new_is_plain && is_pure(&it.old, old_side) {
        let Some(union) = it.old.unions.first() else {
            return false;
        };
        let whole = Variant::whole(&it.new, &it.pair.new, new_side);
        let places = (union.pointer.clone(), it.new.at(""));
        let takes_null = union.or_null;
        (read(old_side, union), vec![whole], takes_null, it.new.types & NULL != 0 && takes_null, places)
    } else {
        return false;
    };
    let without_null = old_null && new_null;
    if !without_null {
        compare_null(it, old_null, new_null, &places);
    }
    if old.iter().chain(&new).all(|variant| variant.is_only_types) {
        compare_types(it, (&old, &new), &places);
        return true;
    }
    compare_overlap(it, (&old, &new), &places, without_null);
    let variants = Variants { old, new, matched: Vec::new() };
    compare_variants(it, variants, &places, "oneOf", without_null);
    true
}

/// Compares variants that are nothing but types, which may also be a list of types.
fn compare_types(
    it: &mut Comparison<'_, '_>,
    (old, new): (&[Variant], &[Variant]),
    places: &(String, String),
) {
    let all = |variants: &[Variant]| variants.iter().fold(0, |types, variant| types | variant.types) & !NULL;
    let (old, new) = (all(old), all(new));
    let message = format!("changes from {} to {}", shape::names(old), shape::names(new));
    it.push_at(places.clone(), "type", Relation::of(old & !new != 0, new & !old != 0), message);
}

/// Compares whether values of the schema that is no union match several variants of the other, which `oneOf` rules out.
fn compare_overlap(
    it: &mut Comparison<'_, '_>,
    (old, new): (&[Variant], &[Variant]),
    places: &(String, String),
    without_null: bool,
) {
    let is_exclusive = |shape: &Shape<'_>| shape.unions.iter().any(|union| union.is_exclusive);
    let (wraps, unwraps) = (is_exclusive(&it.new), is_exclusive(&it.old));
    if !wraps && !unwraps || old.len().max(new.len()) > MAX_COMPARED {
        return;
    }
    let pairs = old.iter().flat_map(|old| new.iter().map(move |new| (old, new)));
    let within = pairs.filter(|(old, new)| {
        let relation = relation(it, old, new, without_null);
        let exceeds = |it: Relation| if wraps { it.narrowed } else { it.widened };
        relation.is_some_and(|it| !exceeds(it) && !it.unknown && !it.other)
    });
    if within.count() > 1 {
        let message = if wraps {
            "is a oneOf, and values may match several of its variants"
        } else {
            "is no longer a oneOf, and values may match several of its variants"
        };
        it.push_at(places.clone(), "oneOf", Relation::of(wraps, unwraps), message);
    }
}

/// Compares the unions of both schemas.
fn compare(it: &mut Comparison<'_, '_>) {
    let mut old = std::mem::take(&mut it.old.unions);
    let mut new = std::mem::take(&mut it.new.unions);
    if old.len().max(new.len()) > 1 {
        // Their order means nothing.
        old.retain(|old| match new.iter().position(|new| are_equal(it, old, new)) {
            Some(same) => {
                new.remove(same);
                false
            }
            None => true,
        });
    }
    for old in old {
        let same = new.iter().position(|new| new.is_exclusive == old.is_exclusive).unwrap_or_default();
        let keyword = keyword(&old);
        if same >= new.len() {
            let places = (old.pointer.clone(), it.new.at(""));
            it.push_at(places, keyword, Relation::WIDENED, format!("loses {keyword}"));
            continue;
        }
        let new = new.remove(same);
        let places = (old.pointer.clone(), new.pointer.clone());
        compare_null(it, old.or_null, new.or_null, &places);
        let variants = Variants::read(it, &old, &new);
        if old.is_exclusive != new.is_exclusive && !are_disjoint(&variants.old) {
            let relation = Relation::of(new.is_exclusive, old.is_exclusive);
            let several = if new.is_exclusive { "no longer allows" } else { "allows" };
            let message = format!("{several} values of several variants");
            it.push_at(places.clone(), keyword, relation, message);
        }
        compare_variants(it, variants, &places, keyword, false);
    }
    for new in new {
        let keyword = self::keyword(&new);
        let places = (it.old.at(""), new.pointer.clone());
        it.push_at(places, keyword, Relation::NARROWED, format!("gets {keyword}"));
    }
}

fn are_equal(it: &mut Comparison<'_, '_>, old: &Union, new: &Union) -> bool {
    if (old.is_exclusive, old.or_null, old.variants.len())
        != (new.is_exclusive, new.or_null, new.variants.len())
        || old.variants.len() > MAX_COMPARED
    {
        return false;
    }
    let mut variants = Variants::read(it, old, new);
    variants.take(|old, new| are_same(it, old, new, false));
    variants.old.is_empty()
}

fn keyword(union: &Union) -> &'static str {
    if union.is_exclusive { "oneOf" } else { "anyOf" }
}

/// Returns whether no value can match two of the variants, by their types.
fn are_disjoint(variants: &[Variant]) -> bool {
    let mut seen = 0;
    variants.iter().all(|variant| {
        let is_new = seen & variant.types == 0;
        seen |= variant.types;
        is_new
    })
}

fn compare_null(it: &mut Comparison<'_, '_>, old: bool, new: bool, places: &(String, String)) {
    let message = if new { "allows null" } else { "no longer allows null" };
    it.push_at(places.clone(), "nullable", Relation::of(old && !new, new && !old), message);
}

fn compare_variants(
    it: &mut Comparison<'_, '_>,
    mut variants: Variants,
    places: &(String, String),
    keyword: &'static str,
    without_null: bool,
) {
    variants.take(|old, new| old.name.is_some() && old.name == new.name);
    let (old_side, new_side) = (it.engine.old, it.engine.new);
    // What is written in the same way is most likely meant as the same, and that is found out soon.
    variants.take(|old, new| old.written(old_side) == new.written(new_side));
    if variants.old.len().max(variants.new.len()) <= MAX_COMPARED {
        variants.take(|old, new| are_same(it, old, new, without_null));
        variants.take(|old, new| {
            let relation = relation(it, old, new, without_null);
            old.has_types_of(new) && relation.is_some_and(Relation::is_one_way)
        });
    }
    if let ([_], [_]) = (variants.old.as_slice(), variants.new.as_slice()) {
        variants.take(|_, _| true);
    }
    variants.take(|old, new| old.types & new.types & !(NULL | OBJECT) != 0 || old.has_types_of(new));
    let Variants { old, new, matched } = variants;
    for (old, new) in &matched {
        let pair = pair(it, old, new, without_null);
        it.result.inner.push(pair);
    }
    let kept = matched;
    for old in old {
        let is_covered = keyword == "anyOf" && kept.iter().any(|(_, new)| is_within(it, &old, new, true));
        if !is_covered {
            let places = (old.pointer.clone(), places.1.clone());
            let message = format!("loses a variant ({})", named(&old));
            it.push_at(places, keyword, Relation::NARROWED, message);
        }
    }
    for new in new {
        let is_covered = keyword == "anyOf" && kept.iter().any(|(old, _)| is_within(it, old, &new, false));
        if !is_covered {
            let places = (places.0.clone(), new.pointer.clone());
            let message = format!("gets a variant ({})", named(&new));
            it.push_at(places, keyword, Relation::WIDENED, message);
        }
    }
}

/// Returns whether a variant that was added or removed allows no value that another one does not allow as well.
fn is_within(it: &mut Comparison<'_, '_>, old: &Variant, new: &Variant, is_old: bool) -> bool {
    let Some(relation) = relation(it, old, new, false) else {
        return false;
    };
    let exceeds = if is_old { relation.narrowed } else { relation.widened };
    !exceeds && !relation.unknown && !relation.other
}

fn are_same(it: &mut Comparison<'_, '_>, old: &Variant, new: &Variant, without_null: bool) -> bool {
    let pair = pair(it, old, new, without_null);
    it.engine.are_equal(&pair)
}

fn relation(
    it: &mut Comparison<'_, '_>,
    old: &Variant,
    new: &Variant,
    without_null: bool,
) -> Option<Relation> {
    let pair = pair(it, old, new, without_null);
    it.engine.relation(&pair)
}

fn pair(it: &Comparison<'_, '_>, old: &Variant, new: &Variant, without_null: bool) -> Pair {
    let mut pair = it.engine.pair(it.pair.direction(), &old.schemas, &new.schemas, it.pair.inferred);
    pair.old.without_null = without_null || it.pair.old.without_null;
    pair.new.without_null = without_null || it.pair.new.without_null;
    pair
}

fn named(variant: &Variant) -> String {
    variant.name.clone().unwrap_or_else(|| shape::names(variant.types))
}

impl Variants {
    fn read(it: &Comparison<'_, '_>, old: &Union, new: &Union) -> Self {
        let read = |side: Side<'_>, union: &Union| {
            union.variants.iter().map(|id| Variant::read(side, *id)).collect::<Vec<_>>()
        };
        Self { old: read(it.engine.old, old), new: read(it.engine.new, new), matched: Vec::new() }
    }

    /// Matches the variants that belong together, each with the first that fits.
    fn take(&mut self, mut belong: impl FnMut(&Variant, &Variant) -> bool) {
        let mut rest = Vec::new();
        for old in std::mem::take(&mut self.old) {
            match self.new.iter().position(|new| belong(&old, new)) {
                Some(index) => {
                    let new = self.new.remove(index);
                    self.matched.push((old, new));
                }
                None => rest.push(old),
            }
        }
        self.old = rest;
    }
}

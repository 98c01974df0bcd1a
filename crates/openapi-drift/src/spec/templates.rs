//! [`Template`]: path templates such as `/orders/{id}`.

use std::ops::Range;

use crate::spec::address::{Segment, form_decoded, percent_decoded};

/// How many ways to divide a path between its variables are tried, such as `a-b-c` in `{from}-{to}`.
pub(crate) const MAX_DIVISIONS: usize = 64;

/// How many parts a segment may have. Each of them takes memory, and stack space.
const MAX_PARTS: usize = 64;

/// Holds a path template.
pub(crate) struct Template {
    segments: Vec<Pattern>,
    /// What a query must have. OpenAPI has no such templates, but published documents do.
    query: Vec<(String, Option<String>)>,
}

/// Ranks how specific a template is. A greater one is more specific.
pub(crate) type Rank = (Vec<SegmentRank>, usize);

/// Ranks a segment: whether it has no variable, and the length of its fixed text.
pub(crate) type SegmentRank = (bool, usize);

/// Holds the values of a template's variables: the name, and the text as it was sent.
pub(crate) type Values = Vec<(String, String)>;

impl Template {
    /// Reads a template. A fragment is never sent, so it is ignored.
    pub(crate) fn read(text: &str) -> Self {
        let path = split(text, &['?', '#']).next().unwrap_or_default();
        let segments = split(path.strip_prefix('/').unwrap_or(path), &['/']);
        let query = text.strip_prefix(path).and_then(|rest| rest.strip_prefix('?')).unwrap_or_default();
        let query = query.split('#').next().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let pair = |pair: &str| match pair.split_once('=') {
            // A value that is a variable may be anything.
            Some((name, value)) => {
                (form_decoded(name), Some(form_decoded(value)).filter(|value| !value.contains('{')))
            }
            None => (form_decoded(pair), None),
        };
        Self {
            segments: segments.map(|segment| Pattern::new(parts(segment))).collect(),
            query: query.map(pair).collect(),
        }
    }

    /// Returns whether a path and a query fit.
    pub(crate) fn fits(&self, path: &[Segment], query: &[(String, String)]) -> bool {
        self.fits_path(path) && self.query.iter().all(|wanted| query.iter().any(|sent| meets(wanted, sent)))
    }

    fn fits_path(&self, path: &[Segment]) -> bool {
        // After a base path, nothing and a slash are the same resource.
        if path.is_empty() {
            return matches!(self.segments.as_slice(), [only] if only.parts.is_empty());
        }
        self.segments.len() == path.len() && self.fits_start(path, self.segments.len())
    }

    fn fits_start(&self, path: &[Segment], length: usize) -> bool {
        path.len() >= length
            && self.segments.iter().zip(path).take(length).all(|(pattern, it)| pattern.fits(it.decoded()))
    }

    /// Returns the rank of the first segments if a path starts with them, and whether the next one is fixed text, if
    /// there is one.
    pub(crate) fn next(&self, path: &[Segment], index: usize) -> Option<(Vec<SegmentRank>, Option<bool>)> {
        let fits = self.segments.len() >= index && self.fits_start(path, index);
        let start = || self.segments.iter().take(index).map(Pattern::rank).collect();
        fits.then(|| (start(), self.segments.get(index).map(Pattern::is_fixed)))
    }

    /// Returns the values of the variables, in each way to divide the segments between them.
    pub(crate) fn values(&self, path: &[Segment]) -> Vec<Values> {
        let mut found: Vec<Values> = vec![Vec::new()];
        for (pattern, segment) in self.segments.iter().zip(path) {
            let divisions = pattern.divisions(segment.decoded());
            let named = |ranges: &Vec<Range<usize>>| {
                let names = pattern.variables().zip(ranges);
                names
                    .map(|(name, range)| (name.to_owned(), segment.sent(range).to_owned()))
                    .collect::<Vec<_>>()
            };
            let divisions = divisions.iter().map(named).collect::<Vec<_>>();
            let all = found.iter().flat_map(|known| {
                divisions.iter().map(move |more| known.iter().chain(more).cloned().collect::<Values>())
            });
            found = all.take(MAX_DIVISIONS).collect();
        }
        found
    }

    /// Ranks the template: segments without a variable first, from left to right, then more fixed text.
    pub(crate) fn rank(&self) -> Rank {
        (self.segments.iter().map(Pattern::rank).collect(), self.query.len())
    }

    /// Returns the segments that have no variable.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        self.segments.iter().filter(|it| it.is_fixed()).map(Pattern::word).filter(|word| !word.is_empty())
    }

    /// Returns the names in the query that the template requires.
    pub(crate) fn query_names(&self) -> impl Iterator<Item = &str> {
        self.query.iter().map(|(name, _)| name.as_str())
    }
}

fn meets((name, value): &(String, Option<String>), (sent, text): &(String, String)) -> bool {
    sent == name && value.as_ref().is_none_or(|value| form_decoded(text) == *value)
}

/// Is a piece of a template.
#[derive(Clone)]
pub(crate) enum Part {
    Fixed(String),
    Variable(Variable),
}

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Fixed(text) => text.clone(),
            Self::Variable(variable) => format!("{{{}}}", variable.name),
        }
    }
}

/// Describes a variable of a template.
#[derive(Clone, Default)]
pub(crate) struct Variable {
    pub(crate) name: String,
    /// The only values that it has; any text if empty.
    pub(crate) listed: Vec<String>,
    /// A character that its value does not have.
    pub(crate) excluded: Option<u8>,
}

impl Variable {
    /// Returns the listed values, and the name in braces, which a redacted recording has.
    fn values(&self) -> impl Iterator<Item = String> {
        self.listed.iter().cloned().chain([format!("{{{}}}", self.name)])
    }

    fn allows(&self, value: &[u8]) -> bool {
        let is_listed = || self.values().any(|listed| listed.as_bytes() == value);
        let is_excluded = self.excluded.is_some_and(|byte| value.contains(&byte));
        !is_excluded && (self.listed.is_empty() || is_listed())
    }
}

/// Splits a text at characters that are not in braces.
fn split<'a>(text: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    let mut in_braces = false;
    text.split(move |c: char| {
        in_braces = c == '{' || in_braces && c != '}';
        !in_braces && separators.contains(&c)
    })
}

/// Splits a text into fixed text and variables in braces.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        found.push(Part::Fixed(before.to_owned()));
        found.push(Part::Variable(Variable { name: name.to_owned(), ..Variable::default() }));
        rest = after;
    }
    found.push(Part::Fixed(rest.to_owned()));
    found.retain(|part| !matches!(part, Part::Fixed(text) if text.is_empty()));
    found
}

/// Matches one segment of a path, or a host.
pub(crate) struct Pattern {
    parts: Vec<Part>,
}

impl Pattern {
    /// Creates a pattern from its parts. Fixed text is compared decoded.
    pub(crate) fn new(parts: Vec<Part>) -> Self {
        let decoded = |part| match part {
            Part::Fixed(text) => Part::Fixed(percent_decoded(&text)),
            variable @ Part::Variable(_) => variable,
        };
        Self { parts: parts.into_iter().map(decoded).collect() }
    }

    fn is_fixed(&self) -> bool {
        !self.parts.iter().any(|part| matches!(part, Part::Variable(_)))
    }

    fn variables(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable(variable) => Some(variable.name.as_str()),
            Part::Fixed(_) => None,
        })
    }

    fn word(&self) -> String {
        self.parts.iter().map(Part::text).collect()
    }

    pub(crate) fn rank(&self) -> SegmentRank {
        let fixed = |part: &Part| if let Part::Fixed(text) = part { text.len() } else { 0 };
        (self.is_fixed(), self.parts.iter().map(fixed).sum())
    }

    pub(crate) fn fits(&self, text: &[u8]) -> bool {
        match self.parts.as_slice() {
            [] => text.is_empty(),
            [Part::Fixed(fixed)] => fixed.as_bytes() == text,
            _ => Table::of(&self.parts, text).holds(0, 0),
        }
    }

    /// Returns the ranges of the variables, in each way to divide a text between them; nothing if it does not fit.
    fn divisions(&self, text: &[u8]) -> Vec<Vec<Range<usize>>> {
        let mut found = Vec::new();
        Table::of(&self.parts, text).divide(0, 0, &mut Vec::new(), &mut found);
        found
    }
}

/// Says from where the rest of a text fits the rest of a pattern. Without it, time would double with each variable.
struct Table<'a> {
    parts: &'a [Part],
    text: &'a [u8],
    /// For each number of parts that are left, and each position in the text.
    rows: Vec<Vec<bool>>,
}

impl<'a> Table<'a> {
    fn of(parts: &'a [Part], text: &'a [u8]) -> Self {
        let end = (0..=text.len()).map(|at| at == text.len()).collect();
        let mut table = Self { parts, text, rows: vec![end] };
        // A longer pattern fits nothing.
        for part in parts.iter().rev().take(MAX_PARTS) {
            let row = table.row(part);
            table.rows.push(row);
        }
        table
    }

    fn row(&self, part: &Part) -> Vec<bool> {
        let next = |at: usize| self.rows.last().and_then(|row| row.get(at)) == Some(&true);
        let starts = |at: usize, value: &[u8]| {
            self.text.get(at..).is_some_and(|rest| rest.starts_with(value)) && next(at + value.len())
        };
        let mut row = vec![false; self.text.len() + 1];
        let mut is_open = false;
        for (at, fits) in row.iter_mut().enumerate().rev() {
            *fits = match part {
                Part::Fixed(text) => starts(at, text.as_bytes()),
                Part::Variable(variable) if !variable.listed.is_empty() => {
                    variable.values().any(|value| !value.is_empty() && starts(at, value.as_bytes()))
                }
                Part::Variable(variable) => {
                    let byte = self.text.get(at);
                    is_open =
                        byte.is_some() && byte != variable.excluded.as_ref() && (is_open || next(at + 1));
                    is_open
                }
            };
        }
        row
    }

    /// Returns whether the text from a position fits the parts from an index.
    fn holds(&self, index: usize, at: usize) -> bool {
        let left = self.parts.len().checked_sub(index);
        left.and_then(|left| self.rows.get(left)).and_then(|row| row.get(at)) == Some(&true)
    }

    fn divide(
        &self,
        index: usize,
        at: usize,
        ranges: &mut Vec<Range<usize>>,
        found: &mut Vec<Vec<Range<usize>>>,
    ) {
        if found.len() >= MAX_DIVISIONS || !self.holds(index, at) {
            return;
        }
        match self.parts.get(index) {
            None => found.push(ranges.clone()),
            Some(Part::Fixed(text)) => self.divide(index + 1, at + text.len(), ranges, found),
            Some(Part::Variable(variable)) => {
                for end in (at + 1..=self.text.len()).filter(|end| self.holds(index + 1, *end)) {
                    let value = self.text.get(at..end).unwrap_or_default();
                    if variable.allows(value) {
                        ranges.push(at..end);
                        self.divide(index + 1, end, ranges, found);
                        ranges.pop();
                    }
                    if found.len() >= MAX_DIVISIONS {
                        return;
                    }
                }
            }
        }
    }
}

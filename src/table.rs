//! The tables that the build writes: the operations ([`OperationRow`]), and the shapes of documented responses
//! ([`Shape`]).

/// How many levels of a shape are followed: a shape may refer to itself.
const MAX_DEPTH: usize = 8;

/// A schema, as far as reading a response needs it.
#[derive(Debug)]
pub(crate) enum Shape {
    Text,
    /// A text with the value `Y` or `N`.
    YesNo,
    Integer,
    #[allow(dead_code, reason = "no response has one today; a new property in the YAML may")]
    Number,
    #[allow(dead_code, reason = "no response has one today; a new property in the YAML may")]
    Boolean,
    List(&'static Shape),
    Object(&'static [Property]),
    /// Accepted as it is.
    #[allow(dead_code, reason = "no response has one today; a new property in the YAML may")]
    Any,
}

/// A property of an object.
#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) shape: &'static Shape,
    /// Whether the object is useless without it.
    pub(crate) is_required: bool,
    /// Whether only a value of the documented type is accepted.
    pub(crate) is_exact: bool,
}

impl Shape {
    /// Returns the names of all properties that are lists, at any depth.
    pub(crate) fn lists(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        self.collect_lists(&mut names, MAX_DEPTH);
        names
    }

    fn collect_lists(&self, names: &mut Vec<&'static str>, depth: usize) {
        match self {
            Self::List(item) if depth > 0 => item.collect_lists(names, depth - 1),
            Self::Object(properties) if depth > 0 => {
                for property in *properties {
                    if matches!(property.shape, Self::List(_)) {
                        names.push(property.name);
                    }
                    property.shape.collect_lists(names, depth - 1);
                }
            }
            _ => {}
        }
    }
}

/// Says when an operation is retried automatically (`x-retry` in the contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    /// Also retried after a 500 and a 503, as the vendor's error guide advises.
    Advised,
    /// Retried only if the request certainly had no effect.
    NotDelivered,
}

/// One operation, as the contract describes it.
#[derive(Clone, Copy)]
pub(crate) struct OperationRow {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) retry: RetryClass,
    pub(crate) success: &'static Shape,
    /// Whether its request refers to a session that was started before.
    pub(crate) continues_session: bool,
}

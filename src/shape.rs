//! [`Shape`]: what a documented response looks like. The build generates one for each schema that a response uses.

/// A schema, as far as reading a response needs it.
#[derive(Debug)]
pub(crate) enum Shape {
    Text,
    /// A text that is `Y` or `N`.
    YesNo,
    Integer,
    #[allow(dead_code, reason = "no response has one today; a new property in the YAML may")]
    Number,
    #[allow(dead_code, reason = "no response has one today; a new property in the YAML may")]
    Boolean,
    List(&'static Shape),
    Object(&'static [Property]),
    /// Taken as it is.
    #[allow(dead_code, reason = "no response has one today; a new property in the YAML may")]
    Any,
}

/// A property of an object.
#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) shape: &'static Shape,
    /// Without it the object is of no use.
    pub(crate) is_required: bool,
    /// Only a value of the documented type will do.
    pub(crate) is_exact: bool,
}

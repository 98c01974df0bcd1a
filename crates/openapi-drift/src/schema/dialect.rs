//! [`Dialect`]: the keywords of schemas in OpenAPI 3.0 and in OpenAPI 3.1.

/// Names the version of OpenAPI, which decides what the keywords of a schema mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// OpenAPI 3.0: close to JSON Schema Draft 4.
    OpenApi30,
    /// OpenAPI 3.1: JSON Schema 2020-12.
    OpenApi31,
}

/// Says what the value of a keyword is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyword {
    /// One schema.
    Schema,
    /// A list of schemas.
    List,
    /// A map of schemas by name.
    Map,
    /// A rule that contains no schema.
    Rule,
    /// Not a rule: a description, an extension, or a keyword that this version does not have.
    Other,
}

impl Dialect {
    /// Returns what the value of a keyword is.
    pub(crate) fn keyword(self, name: &str) -> Keyword {
        match name {
            "not" | "items" | "additionalProperties" => Keyword::Schema,
            "allOf" | "oneOf" | "anyOf" => Keyword::List,
            "properties" => Keyword::Map,
            "type" | "enum" | "format" | "multipleOf" | "maximum" | "exclusiveMaximum" | "minimum"
            | "exclusiveMinimum" | "maxLength" | "minLength" | "pattern" | "maxItems" | "minItems"
            | "uniqueItems" | "maxProperties" | "minProperties" | "required" => Keyword::Rule,
            name if self == Self::OpenApi31 => Self::added_in_3_1(name),
            _ => Keyword::Other,
        }
    }

    fn added_in_3_1(name: &str) -> Keyword {
        match name {
            "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties" => Keyword::Schema,
            "prefixItems" => Keyword::List,
            "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => Keyword::Map,
            "const" | "maxContains" | "minContains" | "dependentRequired" | "$id" | "$anchor"
            | "$dynamicAnchor" => Keyword::Rule,
            _ => Keyword::Other,
        }
    }
}

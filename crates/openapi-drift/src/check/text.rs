//! [`Texts`]: checks values that are sent as text against their schemas.

use serde_json::Value;

use crate::check::shape::Shape;
use crate::check::style::Written;
use crate::schema::schemas::Schemas;

/// Checks texts against schemas.
pub(crate) struct Texts<'a> {
    schemas: &'a Schemas,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(schemas: &'a Schemas) -> Self {
        Self { schemas }
    }

    pub(crate) fn shape(&self, schema: &str) -> Shape<'a> {
        Shape::at(&self.schemas.exact, schema)
    }

    /// Returns whether a value that a text may stand for fits a schema.
    pub(crate) fn any_fits(&self, schema: &str, written: &[Written]) -> bool {
        let shape = self.shape(schema);
        written.iter().flat_map(|written| shape.values(written)).any(|value| self.fits(schema, value))
    }

    /// Returns whether a text is JSON that fits a schema.
    pub(crate) fn json_fits(&self, schema: &str, text: &str) -> bool {
        serde_json::from_str::<Value>(text).is_ok_and(|value| self.fits(schema, value))
    }

    /// Returns whether a value fits a schema. A field that the schema does not name is no reason to reject the value.
    fn fits(&self, schema: &str, value: Value) -> bool {
        self.schemas.fits(schema, value)
    }
}

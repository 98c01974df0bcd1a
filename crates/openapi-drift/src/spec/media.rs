//! [`MediaType`]: content types, and the documented one that fits best.

/// Holds a content type with its parameters, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MediaType {
    essence: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    pub(crate) fn parse(text: &str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
        let parameters = parts.filter_map(|part| part.split_once('=')).map(|(name, value)| {
            let value = value.trim().trim_matches('"');
            (name.trim().to_ascii_lowercase(), value.to_ascii_lowercase())
        });
        Self { essence, parameters: parameters.collect() }
    }

    /// Returns the type without its parameters, such as `application/json`.
    pub(crate) fn essence(&self) -> &str {
        &self.essence
    }

    pub(crate) fn is_json(&self) -> bool {
        self.essence == "application/json" || self.essence == "text/json" || self.essence.ends_with("+json")
    }

    /// Ranks how well it fits a documented content type; `None` if it does not fit. An exact type ranks above a range,
    /// and more parameters rank above fewer.
    fn fit(&self, documented: &Self) -> Option<(u8, usize)> {
        let main = |text: &str| text.split('/').next().unwrap_or_default().to_owned();
        let rank = match documented.essence.as_str() {
            essence if essence == self.essence => 2,
            "*/*" => 0,
            range if range.ends_with("/*") && main(range) == main(&self.essence) => 1,
            _ => return None,
        };
        let has = |parameter: &(String, String)| self.parameters.contains(parameter);
        documented.parameters.iter().all(has).then_some((rank, documented.parameters.len()))
    }

    /// Finds the documented content type that fits best.
    pub(crate) fn best<'a, T>(&self, documented: impl Iterator<Item = (&'a Self, T)>) -> Option<T> {
        let fitting = documented.filter_map(|(media, of)| Some((self.fit(media)?, of)));
        fitting.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, of)| of)
    }
}

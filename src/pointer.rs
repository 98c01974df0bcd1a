//! JSON pointers (RFC 6901) into a message, without any of its data.

/// Returns the pointer to a member or an item.
pub(crate) fn child(pointer: &str, name: impl AsRef<str>) -> String {
    let name = name.as_ref();
    // Nearly all names need no escape, and this is the hottest line of a contract check.
    if name.contains(['~', '/']) {
        return format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
    }
    [pointer, "/", name].concat()
}

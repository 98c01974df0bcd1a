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

/// Returns an undocumented name if it looks like one, or else `*`, since it may be data.
#[cfg(feature = "contract")]
pub(crate) fn shown(name: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.$@".contains(&byte);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_name = !name.is_empty() && name.len() <= 64 && name.bytes().all(plain) && digits < 4;
    if is_name { name } else { "*" }
}

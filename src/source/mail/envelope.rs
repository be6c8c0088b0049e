//! The reference of a stored mail, without reading the rest of it.

use super::header::Headers;
use super::{is_outlook, outlook};

/// The reference of a stored mail, without angle brackets; of a mail as it travelled its beginning suffices. `None` when it
/// has none.
#[must_use]
pub fn message_id(bytes: &[u8]) -> Option<String> {
    if is_outlook(bytes) {
        return outlook::message_id(bytes);
    }
    let (headers, _) = Headers::split(bytes.trim_ascii_start()).ok()?;
    headers.ids("message-id").into_iter().next()
}

//! Who is answered, and what for: this computer alone, and files of the site alone.

use std::path::Path;

use axum::extract::Request;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::Response;

/// What every answer says: nothing is kept, framed, guessed at or told on.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("x-robots-tag", "noindex, nofollow, noarchive"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// What the browser may show by itself; anything else it can only save.
const SHOWN: &[&str] = &["text/html", "text/css", "text/javascript", "text/plain", "application/pdf", "image/png", "image/jpeg"];

/// Where the stored pieces lie, which came from others: none of them is ever a page, a script or a style.
const PIECES: &str = "/bijlagen/";

/// What a stored piece may be shown as.
const SHOWN_PIECES: &[&str] = &["text/plain", "application/pdf", "image/png", "image/jpeg"];

/// Why a request is not answered; `None` when it is.
pub(super) fn refusal(port: u16, request: &Request) -> Option<StatusCode> {
    if !is_for_this_computer(port, request) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    is_asked_by_another_site(request.headers()).then_some(StatusCode::FORBIDDEN)
}

/// Why there is no file at this address; `None` when there may be one.
pub(super) fn absence(site: &Path, path: &str) -> Option<StatusCode> {
    match path {
        // A browser asks for an icon unasked.
        "/favicon.ico" => Some(StatusCode::NO_CONTENT),
        path => (!is_plain(path) || leads_through_a_link(site, path)).then_some(StatusCode::NOT_FOUND),
    }
}

/// A page elsewhere can make a name point at this computer; the name it asked for gives it away.
fn is_for_this_computer(port: u16, request: &Request) -> bool {
    let is_loopback = |name: &str| ["127.0.0.1", "localhost", "[::1]"].iter().any(|known| name == format!("{known}:{port}"));
    let mut hosts = request.headers().get_all(HOST).iter();
    let is_named = hosts.next().and_then(|host| host.to_str().ok()).is_some_and(is_loopback);
    let is_target = request.uri().authority().is_none_or(|authority| is_loopback(authority.as_str()));
    is_named && hosts.next().is_none() && is_target
}

/// Whether another site wants to have it for itself, as a script or a picture; to follow a link to a page is free.
fn is_asked_by_another_site(headers: &HeaderMap) -> bool {
    let says = |name: &str, value: &str| headers.get(name).is_some_and(|found| found.as_bytes() == value.as_bytes());
    let is_elsewhere = says("sec-fetch-site", "cross-site") || says("sec-fetch-site", "same-site");
    is_elsewhere && !(says("sec-fetch-mode", "navigate") && says("sec-fetch-dest", "document"))
}

/// Whether the address is one a site has: steps of letters, digits, `-`, `_` and `.`, none of them hidden or upwards.
fn is_plain(path: &str) -> bool {
    let Some(steps) = path.strip_prefix('/') else { return false };
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_' | b'.');
    let is_step = |step: &str| !step.is_empty() && !step.starts_with('.') && step.bytes().all(is_sign);
    steps.is_empty() || steps.strip_suffix('/').unwrap_or(steps).split('/').all(is_step)
}

/// Whether a link stands on the way to the file: it would lead out of the site.
fn leads_through_a_link(site: &Path, path: &str) -> bool {
    let mut place = site.to_owned();
    path.split('/').filter(|step| !step.is_empty()).any(|step| {
        place.push(step);
        std::fs::symlink_metadata(&place).is_ok_and(|metadata| metadata.is_symlink())
    })
}

/// The answer with what every answer says; what a browser should not show, it may only save.
pub(super) fn guarded(mut response: Response, path: &str) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let shown = if path.starts_with(PIECES) { SHOWN_PIECES } else { SHOWN };
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(|kind| kind.split(';').next().unwrap_or(kind).trim().to_owned());
    if kind.is_some_and(|kind| !shown.contains(&kind.as_str())) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_addresses_of_a_site_are_plain() {
        for path in ["/", "/index.html", "/dossier/K-2026-0001.html", "/zoek-0a/woorden-2026-0001.js", "/dossier/"] {
            assert!(is_plain(path), "{path}");
        }
        for path in
            ["", "//", "/a//b", "/..", "/a/../b", "/.klacht-site", "/a/.b", "/%00", "/%2e%2e/a", "/%252e/a", "/a\\b", "/a%5cb", "/c:/x", "http://a/"]
        {
            assert!(!is_plain(path), "{path}");
        }
    }
}

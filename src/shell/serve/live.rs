//! What makes a served page renew itself: a script put into it on its way to the browser, and the news that script asks for.
//!
//! The files of the site know nothing of it.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::news::State;
use crate::render::html::script_text;

/// The script.
const SCRIPT: &str = include_str!("live.js");

/// The address of the script.
const SCRIPT_ADDRESS: &str = "/.klacht/bijwerken.js";

/// The address of the news.
const NEWS_ADDRESS: &str = "/.klacht/nieuws.js";

/// The most bytes of a page into which the script is put; what is larger is no page of ours.
const LARGEST_PAGE: usize = 64 * 1024 * 1024;

/// The answer to what only a served page asks for; `None` when it asks for something else.
pub(super) fn answer(uri: &Uri, state: &State) -> Option<Response> {
    let text = match uri.path() {
        SCRIPT_ADDRESS => SCRIPT.to_owned(),
        NEWS_ADDRESS => news(state),
        _ => return None,
    };
    let mut response = text.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    Some(response)
}

/// The news as a call of what the script listens with.
fn news(state: &State) -> String {
    let failure = state.failure.as_ref().map_or_else(|| "null".to_owned(), |reason| script_text(&reason.replace('\n', " ")));
    format!("klachtNieuws(\"{}\", {failure});\n", state.edition)
}

/// A page with the script in it; any other answer as it is.
pub(super) async fn enlivened(response: Response, state: &State) -> Response {
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if response.status() != StatusCode::OK || !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, LARGEST_PAGE).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(with_script(page, state)))
}

/// The page with the script at its end. A page that was cut off, as for a request of its head alone, stays as it is.
fn with_script(page: Bytes, state: &State) -> Bytes {
    const END: &[u8] = b"</body>";
    let Some(at) = page.windows(END.len()).rposition(|window| window == END) else { return page };
    let script = format!("<script src=\"{SCRIPT_ADDRESS}\" data-editie=\"{}\"></script>\n", state.edition);
    [&page[..at], script.as_bytes(), &page[at..]].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_stands_at_the_end_of_a_page_and_tells_its_edition() {
        let state = State { edition: 3, failure: None };
        let page = with_script(Bytes::from_static(b"<body>een </body> twee</body>\n"), &state);
        assert_eq!(page, "<body>een </body> twee<script src=\"/.klacht/bijwerken.js\" data-editie=\"3\"></script>\n</body>\n");
        assert_eq!(with_script(Bytes::from_static(b"geen einde"), &state), "geen einde");
    }

    #[test]
    fn reason_stays_text_in_the_news() {
        let state = State { edition: 1, failure: Some("«a\"b\\».html: </script>\nregel\u{2028}3".to_owned()) };
        assert_eq!(news(&state), "klachtNieuws(\"1\", \"«a\\\"b\\\\».html: \\u003c/script> regel\\u20283\");\n");
        assert_eq!(news(&State::default()), "klachtNieuws(\"0\", null);\n");
    }
}

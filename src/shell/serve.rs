//! Serving the site to the browser on this computer, and to nobody else.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{HOST, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

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

/// A port on this computer, taken before anything is served.
#[derive(Debug)]
pub struct Counter {
    listener: std::net::TcpListener,
    address: SocketAddr,
}

/// Opens a file in the browser of this computer; whether that was possible.
#[must_use]
pub fn show_file(path: &Path) -> bool {
    open::that_detached(path).is_ok()
}

impl Counter {
    /// Takes the port, or a free one when none is named.
    ///
    /// # Errors
    /// When another program has it.
    pub fn take(port: Option<u16>) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0)))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// What to type in a browser.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Opens the address in the browser of this computer; whether that was possible.
    #[must_use]
    pub fn show(&self) -> bool {
        open::that_detached(self.address()).is_ok()
    }

    /// Serves the folder until Ctrl-C.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn serve(self, folder: &Path) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = TcpListener::from_std(self.listener)?;
            let interrupted = async { drop(tokio::signal::ctrl_c().await) };
            tokio::select! {
                served = async { axum::serve(listener, desk(folder, self.address.port())).await } => served,
                () = interrupted => Ok(()),
            }
        })
    }
}

/// The site behind its guards.
fn desk(folder: &Path, port: u16) -> Router {
    let files = ServeDir::new(folder).append_index_html_on_directories(true);
    Router::new().fallback_service(files).layer(from_fn(move |request, next| guard(port, request, next)))
}

/// Answers only requests that were meant for this computer, and only for pages.
async fn guard(port: u16, request: Request, next: Next) -> Response {
    let mut response = match refusal(port, &request) {
        Some(status) => status.into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// Why a request is not answered; `None` when it is.
fn refusal(port: u16, request: &Request) -> Option<StatusCode> {
    // A page elsewhere can make a name point at this computer; the name it asked for gives it away.
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| is_loopback(host, port)) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let path = request.uri().path();
    // The marker and what is being written are no pages; a browser asks for an icon unasked.
    let is_no_page = path.split('/').any(|part| part.starts_with('.') || part.starts_with("%2e") || part.starts_with("%2E"));
    match path {
        "/favicon.ico" => Some(StatusCode::NO_CONTENT),
        _ => is_no_page.then_some(StatusCode::NOT_FOUND),
    }
}

fn is_loopback(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    /// What a server with one page answers to these lines.
    fn answer(request: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index.html"), "voorpagina").unwrap();
        std::fs::write(folder.path().join(".klacht-site"), "geheim").unwrap();
        std::fs::create_dir(folder.path().join("dossier")).unwrap();
        let counter = Counter::take(None).unwrap();
        let port = counter.address.port();
        let request = request.replace("POORT", &port.to_string());
        let site = folder.path().to_owned();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = std::thread::spawn(move || {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
            stream.write_all(format!("{}\r\nConnection: close\r\n\r\n", request.replace('\n', "\r\n")).as_bytes()).unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            text
        });
        runtime.block_on(async move {
            let listener = TcpListener::from_std(counter.listener).unwrap();
            let served = async { axum::serve(listener, desk(&site, port)).await };
            let answered = tokio::task::spawn_blocking(move || client.join().unwrap());
            tokio::select! {
                _ = served => unreachable!(),
                text = answered => text.unwrap(),
            }
        })
    }

    fn status(request: &str) -> String {
        answer(request).split(' ').nth(1).unwrap().to_owned()
    }

    #[test]
    fn front_page_is_served_with_its_guards() {
        let text = answer("GET / HTTP/1.1\nHost: 127.0.0.1:POORT").to_ascii_lowercase();
        assert!(text.ends_with("voorpagina"), "{text}");
        for header in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "cache-control: no-store"] {
            assert!(text.contains(header), "{header} ontbreekt in\n{text}");
        }
    }

    #[test]
    fn name_of_another_computer_is_refused() {
        for host in ["kwaad.example", "127.0.0.1.kwaad.example:POORT", "127.0.0.1:1", "127.0.0.1"] {
            assert_eq!(status(&format!("GET / HTTP/1.1\nHost: {host}")), "421", "{host}");
        }
        assert_eq!(status("GET / HTTP/1.1\nHost: localhost:POORT"), "200");
    }

    #[test]
    fn path_out_of_the_site_is_refused() {
        for path in ["/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/etc/passwd", "/.klacht-site", "/%2eklacht-site"] {
            assert_eq!(status(&format!("GET {path} HTTP/1.1\nHost: localhost:POORT")), "404", "{path}");
        }
    }

    #[test]
    fn folder_is_not_listed_and_nothing_is_changed() {
        assert_eq!(status("GET /dossier/ HTTP/1.1\nHost: localhost:POORT"), "404");
        assert_eq!(status("POST / HTTP/1.1\nHost: localhost:POORT\nContent-Length: 0"), "405");
    }
}

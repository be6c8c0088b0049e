//! A port on this computer, and the site behind it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

use super::guard::{absence, guarded, refusal};
use super::live::{answer, enlivened};
use super::news::News;

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

    /// Serves the folder until Ctrl-C; an open page hears the news.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn serve(self, folder: &Path, news: News) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = TcpListener::from_std(self.listener)?;
            let interrupted = async { drop(tokio::signal::ctrl_c().await) };
            tokio::select! {
                served = async { axum::serve(listener, desk(folder, self.address.port(), news)).await } => served,
                () = interrupted => Ok(()),
            }
        })
    }
}

/// The site behind its guards.
fn desk(folder: &Path, port: u16, news: News) -> Router {
    let files = ServeDir::new(folder).append_index_html_on_directories(true);
    let site: Arc<Path> = folder.into();
    Router::new().fallback_service(files).layer(from_fn(move |request, next| {
        let (site, news) = (Arc::clone(&site), news.clone());
        async move { serve_one(&site, port, &news, request, next).await }
    }))
}

/// Answers only requests that were meant for this computer, and only for the site.
async fn serve_one(site: &Path, port: u16, news: &News, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    // Before the page is read: a page that is newer than its edition says is renewed once too often, never once too little.
    let state = news.state();
    let response = match refusal(port, &request) {
        Some(status) => status.into_response(),
        None => match answer(request.uri(), &state).ok_or_else(|| absence(site, &path)) {
            Ok(response) => response,
            Err(Some(status)) => status.into_response(),
            Err(None) => next.run(request).await,
        },
    };
    enlivened(guarded(response, &path), &state).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    /// A site with one page, served until the test is over.
    struct Served {
        folder: tempfile::TempDir,
        port: u16,
        news: News,
    }

    impl Served {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("index.html"), "<body>voorpagina</body>").unwrap();
            std::fs::write(folder.path().join(".klacht-site"), "geheim").unwrap();
            for name in ["dossier", "bijlagen"] {
                std::fs::create_dir(folder.path().join(name)).unwrap();
            }
            let counter = Counter::take(None).unwrap();
            let (port, news) = (counter.address.port(), News::default());
            let desk = desk(folder.path(), port, news.clone());
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            // Ends with the process.
            std::thread::spawn(move || runtime.block_on(async { axum::serve(TcpListener::from_std(counter.listener).unwrap(), desk).await }));
            Self { folder, port, news }
        }

        fn put(&self, path: &str, bytes: &[u8]) {
            std::fs::write(self.folder.path().join(path), bytes).unwrap();
        }

        fn connect(&self) -> TcpStream {
            TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap()
        }

        /// What is answered to these lines.
        fn answer(&self, request: &str) -> String {
            let request = request.replace("POORT", &self.port.to_string()).replace('\n', "\r\n");
            let mut stream = self.connect();
            stream.write_all(format!("{request}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
            let mut text = String::new();
            // A server that refuses early may close while there is still something to read.
            let _ = stream.read_to_string(&mut text);
            text
        }

        fn status(&self, request: &str) -> String {
            let answer = self.answer(request);
            answer.split(' ').nth(1).unwrap_or("dicht").to_owned()
        }

        fn get(&self, path: &str) -> String {
            self.answer(&format!("GET {path} HTTP/1.1\nHost: localhost:POORT"))
        }
    }

    #[test]
    fn front_page_is_served_with_its_guards() {
        let text = Served::new().answer("GET / HTTP/1.1\nHost: 127.0.0.1:POORT").to_ascii_lowercase();
        assert!(text.contains("voorpagina"), "{text}");
        for header in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "cache-control: no-store"] {
            assert!(text.contains(header), "{header} ontbreekt in\n{text}");
        }
    }

    #[test]
    fn name_of_another_computer_is_refused() {
        let served = Served::new();
        for host in ["kwaad.example", "127.0.0.1.kwaad.example:POORT", "127.0.0.1:1", "127.0.0.1", "localhost:POORT\nHost: kwaad.example"] {
            let status = served.status(&format!("GET / HTTP/1.1\nHost: {host}"));
            assert!(["421", "400"].contains(&status.as_str()), "{host}: {status}");
        }
        assert_eq!(served.status("GET http://kwaad.example/ HTTP/1.1\nHost: localhost:POORT"), "421");
        assert_eq!(served.status("GET http://localhost:POORT/ HTTP/1.1\nHost: localhost:POORT"), "200");
        assert_eq!(served.status("GET / HTTP/1.0\nAccept: */*"), "421");
        assert_eq!(served.status("GET / HTTP/1.1\nHost: localhost:POORT"), "200");
    }

    #[test]
    fn path_out_of_the_site_is_refused() {
        let served = Served::new();
        for path in [
            "/../etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/%2e%2e/etc/passwd",
            "/%252e%252e/etc/passwd",
            "/..\\..\\etc\\passwd",
            "/..%5c..%5cetc%5cpasswd",
            "/index.html%00.png",
            "//etc/passwd",
            "/dossier/../index.html",
            "/.klacht-site",
            "/%2eklacht-site",
            "/.klacht/../index.html",
        ] {
            let status = served.status(&format!("GET {path} HTTP/1.1\nHost: localhost:POORT"));
            assert!(["404", "400"].contains(&status.as_str()), "{path}: {status}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn link_within_the_site_leads_nowhere() {
        let served = Served::new();
        let elsewhere = tempfile::tempdir().unwrap();
        std::fs::write(elsewhere.path().join("geheim.html"), "geheim").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), served.folder.path().join("map")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("geheim.html"), served.folder.path().join("a.html")).unwrap();
        for path in ["/map/geheim.html", "/a.html"] {
            assert!(served.get(path).starts_with("HTTP/1.1 404"), "{path}");
        }
    }

    #[test]
    fn folder_is_not_listed_and_nothing_is_changed() {
        let served = Served::new();
        assert_eq!(served.status("GET /dossier/ HTTP/1.1\nHost: localhost:POORT"), "404");
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
            assert_eq!(served.status(&format!("{method} / HTTP/1.1\nHost: localhost:POORT\nContent-Length: 0")), "405", "{method}");
        }
    }

    #[test]
    fn another_site_may_lead_to_a_page_and_have_nothing() {
        let served = Served::new();
        let status = |fetch: &str| served.status(&format!("GET / HTTP/1.1\nHost: localhost:POORT\n{fetch}"));
        assert_eq!(status("Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script"), "403");
        assert_eq!(status("Sec-Fetch-Site: same-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: iframe"), "403");
        assert_eq!(status("Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document"), "200");
        assert_eq!(status("Sec-Fetch-Site: same-origin\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: script"), "200");
    }

    #[test]
    fn stored_piece_is_shown_only_as_what_is_harmless() {
        let served = Served::new();
        let hostile = b"<html><body><script>alert(1)</script></body>";
        for name in ["a.html", "a.svg", "a.xml", "a.js", "a.xhtml", "a.zip", "a.onbekend", "a"] {
            served.put(&format!("bijlagen/{name}"), hostile);
            let text = served.get(&format!("/bijlagen/{name}"));
            assert!(text.contains("content-type: application/octet-stream") && text.contains("content-disposition: attachment"), "{name}: {text}");
            assert!(!text.contains("bijwerken.js"), "{name}");
        }
        served.put("bijlagen/a.txt", hostile);
        assert!(served.get("/bijlagen/a.txt").contains("content-type: text/plain"));
    }

    #[test]
    fn page_asks_for_news_and_hears_it() {
        let served = Served::new();
        assert!(served.get("/").ends_with("voorpagina<script src=\"/.klacht/bijwerken.js\" data-editie=\"0\"></script>\n</body>"));
        assert!(served.get("/.klacht/bijwerken.js").contains("klachtNieuws"));
        served.news.changed();
        served.news.failed("«start.html», regel 3".to_owned());
        let text = served.get("/.klacht/nieuws.js");
        assert!(text.ends_with("klachtNieuws(\"1\", \"«start.html», regel 3\");\n"), "{text}");
        assert!(text.contains("cross-origin-resource-policy: same-origin") && text.contains("cache-control: no-store"), "{text}");
        assert_eq!(std::fs::read_to_string(served.folder.path().join("index.html")).unwrap(), "<body>voorpagina</body>");
    }

    #[test]
    fn endless_head_is_refused_and_a_slow_client_holds_up_nobody() {
        let served = Served::new();
        let mut slow: Vec<TcpStream> = (0..100).map(|_| served.connect()).collect();
        slow.iter_mut().for_each(|stream| stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap());
        assert_eq!(served.status("GET / HTTP/1.1\nHost: localhost:POORT"), "200");
        let status = served.status(&format!("GET / HTTP/1.1\nHost: localhost:POORT\nX-Lang: {}", "a".repeat(2_000_000)));
        assert!(["431", "400", "dicht"].contains(&status.as_str()), "{status}");
        assert_eq!(served.status(&format!("GET /{} HTTP/1.1\nHost: localhost:POORT", "a".repeat(70_000))), "414");
        assert_eq!(served.status("GET / HTTP/1.1\nHost: localhost:POORT"), "200");
    }
}

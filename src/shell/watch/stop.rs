//! Being asked to stop: Ctrl-C, `kill`, or a closed window.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the person, or the computer, has asked the program to stop.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens from now on, and calls `then` once when it is asked.
    ///
    /// # Errors
    /// When the system will not tell.
    pub fn listen(then: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let stop = Self::default();
        let asked = stop.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (ready, is_ready) = std::sync::mpsc::channel();
        // Ends with the process.
        std::thread::spawn(move || {
            runtime.block_on(async {
                let Some(signal) = told(&ready, listen()) else { return };
                signal.await;
                asked.ask();
                then();
            });
        });
        is_ready.recv().unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into()))?;
        Ok(stop)
    }

    /// Asks.
    pub fn ask(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it was asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Tells the one who waits whether there is something to listen to.
fn told<T>(ready: &std::sync::mpsc::Sender<io::Result<()>>, listening: io::Result<T>) -> Option<T> {
    let (answer, listening) = match listening {
        Ok(listening) => (Ok(()), Some(listening)),
        Err(error) => (Err(error), None),
    };
    let _ = ready.send(answer);
    listening
}

/// Ends at the first of the three signals.
#[cfg(unix)]
fn listen() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate, mut hangup) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => (),
            _ = terminate.recv() => (),
            _ = hangup.recv() => (),
        }
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn listen() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

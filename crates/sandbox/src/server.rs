//! Connections: accepted one after the other, served each in its own task, and all ended with the server.

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::response::Broken;
use crate::router::Router;
use crate::socket::{Line, Socket};

/// How long a stopping server waits for requests that are still arriving, and for answers that are held up.
const GRACE: Duration = Duration::from_millis(250);

/// How long accepting pauses after it failed, most often because the process has too many files open.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// A running server. Dropping it closes the port and aborts the connections.
pub(crate) struct Server {
    port: Port,
    stopping: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Starts to accept what comes to this port.
    pub(crate) fn start(listener: TcpListener, router: Arc<Router>) -> Self {
        let port = Port(Arc::new(Mutex::new(Some(listener))));
        let (stopping, stopped) = watch::channel(false);
        let accepting = tokio::spawn(accept(port.clone(), router, stopped));
        Self { port, stopping, accepting }
    }

    /// Closes the port and waits until every connection has ended.
    pub(crate) async fn stop(mut self) {
        self.port.close();
        self.stopping.send_replace(true);
        // The task ends with an error only if it panicked or was aborted, and has ended then as well.
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.port.close();
        self.accepting.abort();
    }
}

/// The listening port, shared so that it can be closed from outside the accepting task: an aborted task is
/// dropped some time later, and until then the kernel would go on taking connections.
#[derive(Clone)]
struct Port(Arc<Mutex<Option<TcpListener>>>);

impl Port {
    fn close(&self) {
        drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// The next connection, or `None` once the port is closed.
    async fn accept(&self) -> Option<io::Result<TcpStream>> {
        poll_fn(|context| match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(listener) => listener.poll_accept(context).map_ok(|(stream, _)| stream).map(Some),
            None => Poll::Ready(None),
        })
        .await
    }
}

async fn accept(port: Port, router: Arc<Router>, stopping: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    let mut stopped = stopping.clone();
    loop {
        tokio::select! {
            // Closing the port does not wake a pending accept, so the signal has an arm of its own.
            () = told_to_stop(&mut stopped) => break,
            Some(_) = connections.join_next() => {}
            accepted = port.accept() => match accepted {
                // Closed by being dropped, before anything was read.
                Some(Ok(_)) if router.faults().take_refusal() => {}
                Some(Ok(stream)) => {
                    connections.spawn(serve(stream, Arc::clone(&router), stopping.clone()));
                }
                Some(Err(_)) => tokio::time::sleep(ACCEPT_PAUSE).await,
                None => break,
            },
        }
    }
    while connections.join_next().await.is_some() {}
}

/// Serves one connection until the client closes it or the server stops. Errors are not reported: what can go
/// wrong here is the client's doing, and the client sees it.
async fn serve(stream: TcpStream, router: Arc<Router>, mut stopping: watch::Receiver<bool>) {
    // Without this the second write of a kept-alive connection waits for the client's delayed acknowledgement.
    let _ = stream.set_nodelay(true);
    let line = Line::new(stopping.clone());
    let socket = Socket::new(stream, Arc::clone(&line));
    let service = service_fn(move |request| {
        let (router, line) = (Arc::clone(&router), Arc::clone(&line));
        async move {
            let answer = router.answer(request, &line).await;
            if matches!(answer, Err(Broken::Reset)) {
                line.reset_on_close();
            }
            answer
        }
    });
    let mut connection = pin!(http1::Builder::new().serve_connection(TokioIo::new(socket), service));
    tokio::select! {
        biased; // What has arrived is answered first.
        _ = connection.as_mut() => return,
        () = told_to_stop(&mut stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(GRACE, connection).await;
}

async fn told_to_stop(stopping: &mut watch::Receiver<bool>) {
    // An error means that the server is gone, which says the same.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

//! Lets a handler reset its connection, which axum alone can't do.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// The switch of one connection. Once tripped, the next write resets the connection instead.
#[derive(Debug, Clone, Default)]
pub(super) struct ResetSwitch(Arc<AtomicBool>);

impl ResetSwitch {
    pub(super) fn trip(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn is_tripped(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl Connected<IncomingStream<'_, ResetListener>> for ResetSwitch {
    fn connect_info(stream: IncomingStream<'_, ResetListener>) -> Self {
        stream.remote_addr().clone()
    }
}

pub(super) struct ResetListener(TcpListener);

impl ResetListener {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self(listener)
    }
}

impl Listener for ResetListener {
    type Io = ResetStream;
    type Addr = ResetSwitch;

    async fn accept(&mut self) -> (ResetStream, ResetSwitch) {
        let (stream, _) = Listener::accept(&mut self.0).await;
        // Without this, small responses wait for the client's acknowledgement.
        let _ = stream.set_nodelay(true);
        let reset_switch = ResetSwitch::default();
        (ResetStream { stream, reset_switch: reset_switch.clone() }, reset_switch)
    }

    fn local_addr(&self) -> io::Result<ResetSwitch> {
        Ok(ResetSwitch::default())
    }
}

pub(super) struct ResetStream {
    stream: TcpStream,
    reset_switch: ResetSwitch,
}

impl ResetStream {
    fn reset(&self) -> io::Error {
        // With this, the kernel resets the connection when it is closed.
        let _ = self.stream.set_zero_linger();
        io::ErrorKind::ConnectionReset.into()
    }
}

impl AsyncRead for ResetStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for ResetStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        if self.reset_switch.is_tripped() {
            return Poll::Ready(Err(self.reset()));
        }
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

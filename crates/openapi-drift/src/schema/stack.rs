//! Runs recursive work with a stack that is large enough for it.

/// How many nested schemas are checked on the caller's stack. They easily fit into the 2 MiB of a test's thread.
const MAX_FRAMES_ON_CALLER_STACK: usize = 256;

/// The most stack space that one nested schema uses, in bytes, as a generous estimate.
const MAX_FRAME_BYTES: usize = 8192;

/// Runs the work, on a thread of its own if it needs more stack than a caller has. Returns `None` if there is not
/// enough memory for such a thread.
pub(crate) fn with<T: Send>(frames: usize, work: impl FnOnce() -> T + Send) -> Option<T> {
    if frames <= MAX_FRAMES_ON_CALLER_STACK {
        return Some(work());
    }
    std::thread::scope(|scope| {
        let stack_size = frames.saturating_mul(MAX_FRAME_BYTES);
        let thread = std::thread::Builder::new().stack_size(stack_size).spawn_scoped(scope, work).ok()?;
        Some(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

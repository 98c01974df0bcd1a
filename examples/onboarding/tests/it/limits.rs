//! One rate limit for all instances.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use deepvue_digilocker::Limiter as _;
use redis::aio::ConnectionManager;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::browser::Browser;
use crate::support::stage::Stage;
use crate::support::store::SharedStore;

#[path = "../../src/limiter/mod.rs"]
mod limiter;

use limiter::SharedLimiter;

/// Like the vendor's plan Starter, with shorter windows.
const WINDOWS: &str = "1/100ms,20/3s";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_share_a_rate_limit_and_no_attempt_is_refused() {
    let Some(store) = SharedStore::redis() else { return };
    let stage = Stage::set(store, &[("RATE_LIMIT", WINDOWS)]).await;
    let windows = [(1, Duration::from_millis(100)), (20, Duration::from_secs(3))];
    stage.vendor.enforce(&windows);
    let urls = [stage.a.url().to_owned(), stage.b.url().to_owned()];
    let customers = (0..8).map(|number| {
        let [start, other] = [urls[number % 2].clone(), urls[(number + 1) % 2].clone()];
        tokio::spawn(async move {
            let browser = Browser::new();
            let back = browser.start_and_allow(&start).await;
            assert!(browser.open(&other, &back).await.says("You are verified"));
        })
    });
    for customer in customers.collect::<Vec<_>>() {
        customer.await.unwrap();
    }
    // A session, a code, an e-Aadhaar and a list for each.
    assert_eq!((stage.vendor.attempts().len(), stage.vendor.refused()), (32, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_at_one_instance_stops_the_other_for_a_pause_that_doubles() {
    let Some(store) = SharedStore::redis() else { return };
    let stage = Stage::set(store, &[("RATE_LIMIT", "1000/1s")]).await;
    for _ in 0..2 {
        stage.vendor.respond_once("initiate-session", axum::http::StatusCode::TOO_MANY_REQUESTS);
    }
    let [first, second] = [Browser::new(), Browser::new()];
    tokio::join!(first.start(stage.a.url()), async {
        stage.store.limiter_pause_becomes(Some(2_000_000)).await;
        second.start(stage.b.url()).await;
    });
    let attempts = stage.vendor.attempts();
    assert_eq!(attempts.len(), 4);
    assert!(attempts[1] - attempts[0] >= Duration::from_secs(1));
    assert!(attempts[2] - attempts[1] >= Duration::from_secs(2));
    // An attempt was accepted, and the next pause would be a short one.
    stage.store.limiter_pause_becomes(None).await;
}

async fn limiter(store: &SharedStore, machine: &str) -> SharedLimiter {
    let server = ConnectionManager::new(redis::Client::open(store.url()).unwrap()).await.unwrap();
    SharedLimiter::new(server, [(1, Duration::from_millis(200))], machine)
}

/// A killed instance never says how its attempt ended.
#[tokio::test]
async fn the_place_of_a_machine_that_died_is_free_again_in_time() {
    let Some(store) = SharedStore::redis() else { return };
    let [dead, alive] = [limiter(&store, "dead").await, limiter(&store, "alive").await];
    dead.take().await.unwrap();
    drop(dead);
    let start = Instant::now();
    while let Err(pause) = alive.take().await {
        tokio::time::sleep(pause).await; // as it asks for
    }
    let waited = start.elapsed();
    // For a second, the attempt may still be on its way.
    assert!((Duration::from_millis(1100)..Duration::from_secs(10)).contains(&waited), "{waited:?}");
}

#[tokio::test]
async fn without_its_server_the_limiter_lets_attempts_through_and_says_so_once() {
    let Some(mut store) = SharedStore::redis() else { return };
    let limiter = limiter(&store, "alone").await;
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(
        tracing_subscriber::fmt().with_ansi(false).with_writer(log.clone()).finish(),
    );
    limiter.take().await.unwrap();
    assert!(limiter.take().await.is_err());
    assert_eq!(limiter.least_wait(50), Duration::from_secs(10));
    store.kill();
    for _ in 0..3 {
        limiter.take().await.unwrap();
    }
    assert_eq!(limiter.least_wait(50), Duration::ZERO);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_eq!(log.matches("calls are not limited").count(), 1, "{log}");
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

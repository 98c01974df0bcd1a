//! One client in several runtimes: what its documentation says of them.

use std::time::Duration;

use deepvue_digilocker::{Client, ErrorKind, Outcome};
use tokio::runtime::{Builder, Runtime};

use crate::support::{sandbox, start};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A sandbox on a runtime that runs by itself.
fn served() -> (Runtime, deepvue_digilocker::sandbox::Sandbox) {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let sandbox = runtime.block_on(sandbox());
    (runtime, sandbox)
}

fn call(runtime: &Runtime, client: &Client) {
    runtime.block_on(start(client).send()).unwrap();
}

#[test]
fn a_client_outlives_the_runtimes_of_its_calls() {
    let (_server, sandbox) = served();
    let client = sandbox.client();
    for _ in 0..5 {
        let runtime = runtime();
        call(&runtime, &client);
        call(&runtime, &client);
    }
    assert_eq!(sandbox.requests().len(), 10);
}

#[test]
fn a_client_serves_several_running_runtimes_at_once() {
    let (_server, sandbox) = served();
    let client = sandbox.client();
    let runtime = || Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let runtimes = [(); 4].map(|()| runtime());
    std::thread::scope(|scope| {
        for runtime in &runtimes {
            scope.spawn(|| (0..10).for_each(|_| call(runtime, &client)));
        }
    });
    assert_eq!(sandbox.requests().len(), 40);
}

#[test]
fn a_runtime_that_stands_still_costs_one_call_of_another_and_not_more() {
    let (_server, sandbox) = served();
    let short = Duration::from_millis(500);
    let client = sandbox.client_builder().connect_timeout(short).attempt_timeout(short).build().unwrap();
    let (still, running) = (runtime(), runtime());
    call(&still, &client);
    let error = running.block_on(start(&client).send()).unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Timeout, Outcome::Unknown));
    call(&running, &client);
    drop(still);
}

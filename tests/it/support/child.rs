//! Runs one test again in a process of its own, for what belongs to a whole process: environment, global logger.

use std::process::{Command, Output};

const MARKER: &str = "DIGILOCKER_TEST_CHILD";

/// Whether this is the child.
pub fn is_child() -> bool {
    std::env::var_os(MARKER).is_some()
}

/// Runs the named test as a child, with these variables and none of the vendor's or of proxies.
pub fn run(test: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(MARKER, "1");
    for name in ["DEEPVUE_CLIENT_ID", "DEEPVUE_CLIENT_SECRET", "NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("1 passed"), "{test} did not pass as a child:\n{stdout}\n{}", stderr(&output));
    output
}

/// Writes all that any crate traces to standard error.
pub fn trace_everything() {
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .init();
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

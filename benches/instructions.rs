//! Counts the instructions of a call, compared with the same request written by hand with reqwest.
//!
//! `cargo bench --bench instructions`; needs valgrind. Callgrind counts a process that makes 300 calls and one that
//! makes 1,300, over one kept connection to a server in another process; a call is a thousandth of the difference. The
//! same build gives the same number, whatever else the machine does.

#[allow(dead_code, reason = "what the other bench measures")]
mod support;

use std::process::{Command, Stdio};

use support::{Outcome, client, generated, handwritten, plain, serve};

const WARM_UP_CALLS: u64 = 300;
const CALLS: u64 = 1_000;
const MARKER: &str = "--counted";

fn main() -> Outcome<()> {
    let arguments = std::env::args().collect::<Vec<_>>();
    if let Some(at) = arguments.iter().position(|argument| argument == MARKER) {
        let [who, calls, url] = &arguments[at + 1..] else {
            return Err("the counted process is started by this bench itself".into());
        };
        return call(who, calls.parse()?, url);
    }
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!("valgrind is not installed: nothing was counted");
        return Ok(());
    }
    let url = serve()?;
    let ours = counted("ours", &url)?;
    let handwritten = counted("handwritten", &url)?;
    println!("ours        {ours:>8} instructions a call");
    println!("handwritten {handwritten:>8} instructions a call");
    #[allow(clippy::cast_precision_loss, reason = "a ratio of two digits")]
    let ratio = ours as f64 / handwritten as f64;
    println!("ours / handwritten: {ratio:.2}");
    Ok(())
}

fn counted(who: &str, url: &str) -> Outcome<u64> {
    Ok((instructions(who, WARM_UP_CALLS + CALLS, url)? - instructions(who, WARM_UP_CALLS, url)?) / CALLS)
}

/// Returns the instructions of a process that makes this many calls.
fn instructions(who: &str, calls: u64, url: &str) -> Outcome<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(std::env::current_exe()?);
    let output = valgrind.args([MARKER, who, &calls.to_string(), url]).output()?;
    let report = String::from_utf8(output.stderr)?;
    let count =
        report.lines().find_map(|line| line.split_once("Collected : ")).map(|(_, count)| count.trim());
    match count.filter(|_| output.status.success()) {
        Some(count) => Ok(count.parse()?),
        None => Err(format!("valgrind counted nothing:\n{report}").into()),
    }
}

fn call(who: &str, calls: u64, url: &str) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (ours, plain) = (client(url)?, plain()?);
    runtime.block_on(async {
        for _ in 0..calls {
            std::hint::black_box(match who {
                "ours" => generated(&ours).await?,
                _ => handwritten(&plain, url).await?,
            });
        }
        Ok(())
    })
}

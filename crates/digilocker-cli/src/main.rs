//! The command `digilocker`: contract checks, the sandbox, and a session from the command line.

mod contract;
mod sandbox;
mod save;
mod start;
mod waiting;

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Verify customers through DigiLocker, over Deepvue's HTTP API. Unofficial.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Does the vendor still answer as the spec says?
    #[command(subcommand)]
    Contract(contract::ContractCommand),
    /// Run the stand-in for the vendor: made-up people, on loopback, until Ctrl-C.
    Sandbox(sandbox::SandboxArguments),
    /// Start a session, wait for the customer, and list the documents.
    ///
    /// By running this you say that the customer has agreed. The keys are read from `DEEPVUE_CLIENT_ID` and
    /// `DEEPVUE_CLIENT_SECRET`, and from nowhere else. The vendor may bill each call.
    ///
    /// Exit codes: 0 done, 1 refused or failed, 2 wrong use.
    Start(start::StartArguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Contract(command) => contract::run(command).map_err(|error| failed(&error, 2)),
        Command::Sandbox(arguments) => {
            block_on(sandbox::run(arguments)).map_err(|error| failed(error.as_ref(), 1))
        }
        Command::Start(arguments) => {
            block_on(start::run(arguments)).map_err(|error| failed(error.as_ref(), 1))
        }
    };
    done.unwrap_or_else(|code| code)
}

fn failed(error: &dyn Error, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "digilocker: {}", chain(error));
    ExitCode::from(code)
}

/// An error with all its causes, on one line each; a cause that the line before repeats is left out.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut last = text.clone();
    let mut next = error.source();
    while let Some(cause) = next {
        let line = cause.to_string();
        if !last.contains(&line) {
            text.push_str("\n  because: ");
            text.push_str(&line);
            last = line;
        }
        next = cause.source();
    }
    text
}

fn block_on(
    work: impl Future<Output = Result<ExitCode, Box<dyn Error>>>,
) -> Result<ExitCode, Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

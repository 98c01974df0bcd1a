//! The command `digilocker`: checks recordings, runs the sandbox, and runs a session from a terminal.

mod contract;
mod diff;
mod output;
mod probe;
mod progress;
mod rust_code;
mod sandbox;
mod save;
mod shell;
mod show;
mod start;
mod waiting;

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

/// Verify customers through DigiLocker, over Deepvue's HTTP API (unofficial)
#[derive(Parser)]
#[command(name = "digilocker", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check recorded traffic against the spec, and compare two versions of it
    #[command(subcommand)]
    Contract(contract::ContractCommand),
    /// Run the stand-in for the vendor on loopback, with made-up people, until Ctrl-C
    Sandbox(sandbox::SandboxArguments),
    /// Start a session, wait for the customer, and list the documents
    ///
    /// By running this command you state that the customer has given consent. The keys are read from the environment
    /// variables `DEEPVUE_CLIENT_ID` and `DEEPVUE_CLIENT_SECRET` only. The vendor may bill each call.
    ///
    /// Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
    Start(start::StartArguments),
    /// Print a completion script for a shell
    Completions(shell::CompletionsArguments),
    /// Print a page for `man`
    Man(shell::ManArguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Contract(command) => contract::run(command).map_err(|error| failed(error.as_ref(), 2)),
        Command::Sandbox(arguments) => {
            block_on(sandbox::run(arguments)).map_err(|error| failed(error.as_ref(), 1))
        }
        Command::Start(arguments) => {
            block_on(start::run(arguments)).map_err(|error| failed(error.as_ref(), 1))
        }
        Command::Completions(arguments) => {
            Ok(print(&shell::completions(&arguments, &mut Arguments::command())))
        }
        Command::Man(arguments) => shell::man(&arguments, Arguments::command())
            .map(|page| print(&page))
            .map_err(|error| failed(error.as_ref(), 2)),
    };
    done.unwrap_or_else(|code| code)
}

fn print(bytes: &[u8]) -> ExitCode {
    // A reader such as `head` may have closed the pipe.
    let _ = io::stdout().write_all(bytes);
    ExitCode::SUCCESS
}

/// Prints an error, and returns the exit code.
fn failed(error: &dyn Error, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "digilocker: {}", chain(error));
    ExitCode::from(code)
}

/// Formats an error with all its causes, one per line. Skips a cause that the previous line already contains.
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

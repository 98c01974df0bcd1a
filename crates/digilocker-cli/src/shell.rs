//! `digilocker completions` and `digilocker man`: the command for shells and for `man`.

use std::error::Error;

use clap::{Args, Command};
use clap_complete::Shell;

#[derive(Args)]
pub(crate) struct CompletionsArguments {
    /// Shell to write the script for
    shell: Shell,
}

#[derive(Args)]
pub(crate) struct ManArguments {
    /// Subcommand to describe, such as `contract check`; the whole command if omitted
    subcommand: Vec<String>,
}

/// Returns the completion script of a shell.
pub(crate) fn completions(arguments: &CompletionsArguments, command: &mut Command) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, "digilocker", &mut script);
    script
}

/// Returns a page for `man`, in roff.
pub(crate) fn man(arguments: &ManArguments, command: Command) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    for wanted in &arguments.subcommand {
        let Some(found) = command.find_subcommand(wanted) else {
            let names = command.get_subcommands().map(Command::get_name).collect::<Vec<_>>().join(", ");
            let name = command.get_name();
            return Err(format!("`{name}` has no subcommand {wanted:?}; choose one of {names}").into());
        };
        command = found.clone();
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}

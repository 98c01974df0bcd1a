//! Prints the public items that a JSON file of rustdoc has, one in a line, without what the compiler adds to every type.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("name the JSON file")?;
    let builder = public_api::Builder::from_rustdoc_json(std::path::PathBuf::from(file));
    let api = builder.omit_blanket_impls(true).omit_auto_trait_impls(true).build()?;
    println!("{api}");
    Ok(())
}

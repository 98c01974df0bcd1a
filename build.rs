//! Turns `openapi.yaml` into Rust: read, check, prepare a copy that progenitor can take, generate.
//!
//! Offline, and no process is started. Without the feature `codegen` nothing happens here: the committed copy in
//! `src/generated/` is compiled.

#[cfg(feature = "codegen")]
#[path = "build"]
mod steps {
    pub(crate) mod check;
    pub(crate) mod constants;
    pub(crate) mod envelopes;
    pub(crate) mod fault;
    pub(crate) mod generate;
    pub(crate) mod lines;
    pub(crate) mod lookup;
    pub(crate) mod operations;
    pub(crate) mod place;
    pub(crate) mod prepare;
    pub(crate) mod read;
    pub(crate) mod shapes;
}

#[cfg(feature = "codegen")]
fn main() {
    const SPEC: &str = "openapi.yaml";
    println!("cargo::rerun-if-changed={SPEC}");
    if let Ok(script) = std::env::current_exe() {
        // The tests run this very program on broken and edited specs.
        println!("cargo::rustc-env=DIGILOCKER_BUILD_SCRIPT={}", script.display());
    }
    let faults = build(SPEC);
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    if !faults.is_empty() {
        std::process::exit(1);
    }
}

/// Builds the client from the spec in `file`, or returns all faults of it, one on each line.
#[cfg(feature = "codegen")]
fn build(file: &str) -> Vec<String> {
    use steps::{check, fault, lines::Lines, read};

    let yaml = match std::fs::read_to_string(file) {
        Ok(yaml) => yaml,
        Err(error) => return vec![format!("{file}: the file could not be read: {error}")],
    };
    let mut faults = Vec::new();
    let exact = read::spec(&yaml, &mut faults);
    if faults.is_empty() || !exact.is_null() {
        faults.extend(check::spec(&exact));
    }
    if faults.is_empty() {
        faults.extend(write(&exact).err());
    }
    fault::told(faults, file, &exact, &Lines::of(&yaml))
}

/// Writes what is generated from a spec without faults.
#[cfg(feature = "codegen")]
fn write(exact: &serde_json::Value) -> Result<(), steps::fault::Fault> {
    use steps::{constants, fault::Fault, generate, prepare};

    let in_place = prepare::plain_values_in_place(exact);
    let client = generate::client(&prepare::for_progenitor(&in_place))?;
    let constants = constants::code(&in_place)?;
    let json = format!("{exact:#}\n");

    let out = std::env::var_os("OUT_DIR").map(std::path::PathBuf::from).unwrap_or_default();
    for (name, text) in [("client.rs", &client), ("constants.rs", &constants), ("openapi.json", &json)] {
        std::fs::write(out.join(name), text)
            .map_err(|error| Fault::of_file(format!("{name} could not be written to OUT_DIR: {error}")))?;
    }
    println!("cargo::rustc-env=DIGILOCKER_GENERATED={}", out.display());
    Ok(())
}

#[cfg(not(feature = "codegen"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    println!("cargo::rustc-env=DIGILOCKER_GENERATED={root}/src/generated");
}

//! Turns `openapi.yaml` into Rust: read, check, prepare a copy that progenitor can take, generate.
//!
//! Offline, and no process is started. Without the feature `codegen` nothing happens here: the committed copy in
//! `src/generated/` is compiled.

#[cfg(feature = "codegen")]
#[path = "build"]
mod steps {
    pub(crate) mod check;
    pub(crate) mod constants;
    pub(crate) mod fault;
    pub(crate) mod generate;
    pub(crate) mod operations;
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
    if let Err(fault) = build(SPEC) {
        println!("cargo::error={SPEC}: {fault}");
        std::process::exit(1);
    }
}

#[cfg(feature = "codegen")]
fn build(spec: &str) -> Result<(), steps::fault::Fault> {
    use steps::{check, constants, fault::Fault, generate, prepare, read};

    let exact = read::spec(std::path::Path::new(spec))?;
    check::spec(&exact)?;
    let prepared = prepare::for_progenitor(&exact);
    let client = generate::client(&prepared)?;
    let constants = constants::code(&exact)?;
    let json = format!("{exact:#}\n");

    let out = std::env::var_os("OUT_DIR").map(std::path::PathBuf::from).unwrap_or_default();
    for (name, text) in [("client.rs", &client), ("constants.rs", &constants), ("openapi.json", &json)] {
        std::fs::write(out.join(name), text)
            .map_err(|error| Fault::new("", format!("{name} could not be written to OUT_DIR: {error}")))?;
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

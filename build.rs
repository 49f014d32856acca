//! Compiles `dictionaries/` to one table, which the library embeds as it is. A released package has the table instead, and
//! nothing is compiled.
//!
//! The rooms `data`, `table` and `compile` are the library's own, mounted here under the same names; anything in them
//! that reached for the engine would not build. No dependency, no clock, no network.

extern crate alloc;

#[allow(dead_code, unused_imports, reason = "the library uses what the build script does not")]
#[path = "src/data/mod.rs"]
mod data;
#[allow(dead_code, unused_imports, reason = "the engine reads, the build script writes")]
#[path = "src/table/mod.rs"]
mod table;

#[path = "src/compile/mod.rs"]
mod compile;

use data::tsv::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = root.join("dictionaries");
    println!("cargo::rerun-if-changed=build.rs");
    let table = if folder.is_dir() { run(&folder) } else { shipped(&root) };
    match table {
        Ok(bytes) => {
            let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("table.bin");
            match fs::write(&out, bytes) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&[format!("{}: {error}", out.display())]),
            }
        }
        Err(errors) => fail(&errors),
    }
}

/// The table of a released package (`.ci/package` puts it there).
fn shipped(root: &Path) -> Result<Vec<u8>, Vec<String>> {
    let path = root.join("table.bin");
    println!("cargo::rerun-if-changed=table.bin");
    fs::read(&path).map_err(|error| vec![format!("neither dictionaries/ nor {}: {error}", path.display())])
}

/// Cargo shows lines that begin so, each as one error.
fn fail(errors: &[String]) -> ExitCode {
    for error in errors {
        println!("cargo::error={error}");
    }
    ExitCode::FAILURE
}

fn run(folder: &Path) -> Result<Vec<u8>, Vec<String>> {
    println!("cargo::rerun-if-changed=dictionaries");
    for room in ["data", "table", "compile"] {
        println!("cargo::rerun-if-changed=src/{room}");
    }
    let mut texts = Vec::new();
    read(folder, folder, &mut texts).map_err(|error| vec![error])?;
    let files = texts.iter().map(|(path, text)| File { path, text });
    let told = |errors: Vec<data::Error>| errors.iter().map(ToString::to_string).collect();
    let sources = compile::Sources::of(files).map_err(|error| told(vec![error]))?;
    compile::compile(&sources).map_err(told)
}

/// Reads all tables of a folder and of those in it.
fn read(folder: &Path, root: &Path, texts: &mut Vec<(String, String)>) -> Result<(), String> {
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    for entry in fs::read_dir(folder).map_err(|error| told(folder, error))? {
        let path = entry.map_err(|error| told(folder, error))?.path();
        if path.is_dir() {
            read(&path, root, texts)?;
        } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "tsv") {
            let text = fs::read_to_string(&path).map_err(|error| told(&path, error))?;
            texts.push((shown(&path, root), text));
        }
    }
    Ok(())
}

/// A path as the repository has it, so that messages are the same on every machine.
fn shown(path: &Path, folder: &Path) -> String {
    let parent = folder.parent().unwrap_or(folder);
    path.strip_prefix(parent).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

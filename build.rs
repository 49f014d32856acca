//! Compiles `dictionaries/` to one table, which the library embeds as it is.
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
    println!("cargo::rerun-if-changed=dictionaries");
    for room in ["data", "table", "compile"] {
        println!("cargo::rerun-if-changed=src/{room}");
    }
    match run(&folder) {
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

/// Cargo shows lines that begin so, each as one error.
fn fail(errors: &[String]) -> ExitCode {
    for error in errors {
        println!("cargo::error={error}");
    }
    ExitCode::FAILURE
}

fn run(folder: &Path) -> Result<Vec<u8>, Vec<String>> {
    let opencc = folder.join("opencc");
    let listed = fs::read_dir(&opencc).map_err(|error| vec![format!("{}: {error}", opencc.display())])?;
    let mut names: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    names.extend([opencc.join("presets.tsv"), folder.join("pairs.tsv")]);
    let mut texts = Vec::new();
    for path in &names {
        texts.push(fs::read_to_string(path).map_err(|error| vec![format!("{}: {error}", path.display())])?);
    }
    let paths: Vec<String> = names.iter().map(|path| shown(path, folder)).collect();
    let mut files: Vec<File<'_>> = paths.iter().zip(&texts).map(|(path, text)| File { path, text }).collect();
    let (Some(pairs), Some(presets)) = (files.pop(), files.pop()) else { return Err(Vec::new()) };
    let sources = compile::Sources { tables: files, presets, pairs };
    compile::compile(&sources).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

/// A path as the repository has it, so that messages are the same on every machine.
fn shown(path: &Path, folder: &Path) -> String {
    let parent = folder.parent().unwrap_or(folder);
    path.strip_prefix(parent).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

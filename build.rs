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
use std::ops::Range;
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
    let mut texts = Texts { folder, files: Vec::new() };
    let tables = texts.all("opencc", "txt")?;
    let concepts = texts.all("concepts", "tsv")?;
    let names = texts.all("names", "tsv")?;
    let plain = texts.all("plain", "tsv")?;
    let mut one = |path: &str| texts.read(folder.join(path)).map(|at| at..at + 1);
    let (presets, pairs) = (one("opencc/presets.tsv")?, one("pairs.tsv")?);
    let [evidence, glyphs, variants] =
        [one("script/evidence.tsv")?, one("script/glyphs.tsv")?, one("script/variants.tsv")?];
    let [characters, phrases] = [one("script/characters.tsv")?, one("script/phrases.tsv")?];
    let files = |range: Range<usize>| -> Vec<File<'_>> {
        texts.files[range].iter().map(|(path, text)| File { path, text }).collect()
    };
    let file = |range: Range<usize>| files(range)[0];
    let sources = compile::Sources {
        tables: files(tables),
        presets: file(presets),
        pairs: file(pairs),
        script: data::script::Files {
            evidence: file(evidence),
            glyphs: file(glyphs),
            variants: file(variants),
            characters: file(characters),
            phrases: file(phrases),
        },
        concepts: files(concepts),
        names: files(names),
        plain: files(plain),
    };
    compile::compile(&sources).map_err(|errors| errors.iter().map(ToString::to_string).collect())
}

/// Files that have been read: paths as the repository has them, and texts.
struct Texts<'f> {
    folder: &'f Path,
    files: Vec<(String, String)>,
}

impl Texts<'_> {
    /// Reads a file; tells its number.
    fn read(&mut self, path: PathBuf) -> Result<usize, Vec<String>> {
        let text = fs::read_to_string(&path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
        self.files.push((shown(&path, self.folder), text));
        Ok(self.files.len() - 1)
    }

    /// Reads all files of a folder with an ending, by name; tells their numbers.
    fn all(&mut self, name: &str, ending: &str) -> Result<Range<usize>, Vec<String>> {
        let folder = self.folder.join(name);
        let listed = fs::read_dir(&folder).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
        let mut paths: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
        paths.sort();
        let first = self.files.len();
        for path in paths {
            self.read(path)?;
        }
        Ok(first..self.files.len())
    }
}

/// A path as the repository has it, so that messages are the same on every machine.
fn shown(path: &Path, folder: &Path) -> String {
    let parent = folder.parent().unwrap_or(folder);
    path.strip_prefix(parent).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

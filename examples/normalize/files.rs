//! Which files are read: those that are named, and those of folders.

use crate::config;
use crate::input::{Fault, SAMPLE, Source};
use crate::settings::Settings;
use ignore::WalkBuilder;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use tongwen::Language;

/// Files.
#[derive(Default)]
pub(crate) struct Files {
    /// What to read, in order; where something cannot be, why not.
    pub(crate) sources: Vec<(Source, Result<(), Fault>)>,
    /// What of folders is not read, though it is Chinese: nothing says what format it has.
    pub(crate) passed_over: Vec<PathBuf>,
}

/// What to read.
pub(crate) fn of(named: &[impl AsRef<Path>], settings: &Settings) -> Files {
    let mut files = Files::default();
    if named.is_empty() {
        files.sources.push((Source::Standard, Ok(())));
    }
    for path in named.iter().map(AsRef::as_ref) {
        if path.is_dir() {
            files.add_folder(path, settings);
        } else {
            files.sources.push((Source::named(path), Ok(())));
        }
    }
    files
}

impl Files {
    /// The files of a folder that have a known format, by name; what .gitignore and the like leave out is left out, and what is
    /// hidden, and links.
    fn add_folder(&mut self, folder: &Path, settings: &Settings) {
        let mut walk = WalkBuilder::new(folder);
        walk.overrides(settings.exclude.clone()).require_git(false).sort_by_file_name(Ord::cmp);
        for entry in walk.build() {
            match entry {
                Ok(entry) if !entry.file_type().is_some_and(|kind| kind.is_file()) => {}
                // Settings are no text.
                Ok(entry) if entry.file_name() == config::NAME || settings.is_lexicon(entry.path()) => {}
                Ok(entry) => {
                    let path = entry.path();
                    // As one would name it.
                    let name = path.strip_prefix(".").unwrap_or(path).to_owned();
                    if settings.known_format(path).is_some() {
                        self.sources.push((Source::File(name), Ok(())));
                    } else if is_chinese(path).unwrap_or(false) {
                        self.passed_over.push(name);
                    }
                }
                Err(error) => self.sources.push((Source::File(folder.to_owned()), Err(Fault::Folder(error)))),
            }
        }
    }
}

/// Whether a file begins with text that is Chinese.
fn is_chinese(path: &Path) -> io::Result<bool> {
    let mut begin = Vec::new();
    File::open(path)?.take(SAMPLE as u64).read_to_end(&mut begin)?;
    let chunk = begin.utf8_chunks().next();
    let text =
        chunk.filter(|chunk| chunk.invalid().is_empty() || begin.len() == SAMPLE).map_or("", |chunk| chunk.valid());
    Ok(tongwen::detect(text).language() == Some(Language::Chinese))
}

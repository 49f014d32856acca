//! Which files are read: those that are named, and those of folders.

use crate::config;
use crate::input::{Fault, Source};
use crate::settings::Settings;
use ignore::WalkBuilder;
use std::path::Path;

/// What to read, in order; where something cannot be, why not.
pub(crate) fn sources(named: &[impl AsRef<Path>], settings: &Settings) -> Vec<(Source, Result<(), Fault>)> {
    if named.is_empty() {
        return vec![(Source::Standard, Ok(()))];
    }
    let mut all = Vec::new();
    for path in named.iter().map(AsRef::as_ref) {
        if path.is_dir() { all.extend(in_folder(path, settings)) } else { all.push((Source::named(path), Ok(()))) }
    }
    all
}

/// The files of a folder that have a known format, by name; what .gitignore and the like leave out is left out, and what is
/// hidden, and links.
fn in_folder(folder: &Path, settings: &Settings) -> Vec<(Source, Result<(), Fault>)> {
    let mut walk = WalkBuilder::new(folder);
    walk.overrides(settings.exclude.clone()).require_git(false).sort_by_file_name(Ord::cmp);
    let mut all = Vec::new();
    for entry in walk.build() {
        match entry {
            Ok(entry) if !entry.file_type().is_some_and(|kind| kind.is_file()) => {}
            // Settings are no text.
            Ok(entry) if entry.file_name() == config::NAME => {}
            Ok(entry) if settings.known_format(entry.path()).is_none() || settings.is_lexicon(entry.path()) => {}
            Ok(entry) => {
                let path = entry.path();
                // As one would name it.
                let path = path.strip_prefix(".").unwrap_or(path);
                all.push((Source::File(path.to_owned()), Ok(())));
            }
            Err(error) => all.push((Source::File(folder.to_owned()), Err(Fault::Folder(error)))),
        }
    }
    all
}

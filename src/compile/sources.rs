//! The dictionary files, by what they are.

use crate::data::tsv::File;
use crate::data::{Error, ErrorKind, choice, script};
use alloc::format;
use alloc::vec::Vec;

/// The dictionary files.
#[derive(Clone, Debug, Default)]
pub struct Sources<'a> {
    /// OpenCC's tables.
    pub tables: Vec<File<'a>>,
    /// OpenCC's configurations.
    pub presets: File<'a>,
    /// How often characters are neighbours.
    pub pairs: File<'a>,
    /// What our plans add to OpenCC's characters and phrases.
    pub script: Option<script::Files<'a>>,
    /// Our lexicon.
    pub concepts: Vec<File<'a>>,
    pub names: Vec<File<'a>>,
    /// What their forms mean where they stand.
    pub senses: Vec<File<'a>>,
    /// Cues that many of those rows share.
    pub cues: Option<File<'a>>,
    /// How dear words are.
    pub frequencies: Option<File<'a>>,
    /// What marks text about words.
    pub glosses: Option<File<'a>>,
    /// Everyday words, a file a locale.
    pub plain: Vec<File<'a>>,
    /// Which of several spellings a style prints.
    pub styles: Vec<File<'a>>,
}

impl<'a> Sources<'a> {
    /// Sorts the files of `dictionaries/` by what they are; other files are passed over.
    ///
    /// # Errors
    /// Where one is missing.
    pub fn of(files: impl Iterator<Item = File<'a>>) -> Result<Self, Error> {
        let mut files: Vec<File<'a>> = files.collect();
        files.sort_by_key(|file| file.path);
        let folder = |name: &str, ending: &str| -> Vec<File<'a>> {
            let wanted = |file: &&File<'a>| file.folder() == name && file.path.ends_with(ending);
            files.iter().filter(wanted).copied().collect()
        };
        let one = |path: &str| {
            let found = files.iter().find(|file| file.path.ends_with(path)).copied();
            found.ok_or_else(|| Error::new(ErrorKind::Row, format!("dictionaries/{path} is missing")))
        };
        Ok(Sources {
            tables: folder("opencc", ".txt"),
            presets: one("opencc/presets.tsv")?,
            pairs: one("pairs.tsv")?,
            script: Some(script::Files {
                evidence: one("script/evidence.tsv")?,
                glyphs: one("script/glyphs.tsv")?,
                variants: one("script/variants.tsv")?,
                characters: one("script/characters.tsv")?,
                phrases: one("script/phrases.tsv")?,
                choice: choice::Files { weights: one("choice/weights.tsv")?, harmful: one("choice/harmful.tsv")? },
            }),
            frequencies: Some(one("frequencies.tsv")?),
            glosses: Some(one("glosses.tsv")?),
            cues: Some(one("cues.tsv")?),
            concepts: folder("concepts", ".tsv"),
            names: folder("names", ".tsv"),
            senses: folder("senses", ".tsv"),
            plain: folder("plain", ".tsv"),
            styles: folder("styles", ".tsv"),
        })
    }
}

//! The texts: a folder of corpora, or the repository's seeds.

use crate::Fault;
use crate::report::Settings;
use clap::ValueEnum;
use lzma_rust2::XzReader;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use tongwen::Locale;

/// Text that people of one place wrote.
pub(crate) struct Text {
    /// The file's name without its endings, or the place of the seeds.
    pub(crate) name: String,
    pub(crate) locale: Locale,
    pub(crate) lines: Vec<String>,
}

/// A part of the corpora, as `dictionaries/corpora.py` parts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    Train,
    Dev,
    All,
}

impl Part {
    fn has(self, line: &str) -> bool {
        let is_dev = crc32fast::hash(line.as_bytes()).is_multiple_of(10);
        match self {
            Part::Train => !is_dev,
            Part::Dev => is_dev,
            Part::All => true,
        }
    }
}

/// What the file of a text is called.
const ENDING: &str = ".txt.xz";

/// Every `<locale>.<name>.txt.xz` of a folder.
pub(crate) fn corpora(folder: &Path, settings: &Settings) -> Result<Vec<Text>, Fault> {
    let mut texts = Vec::new();
    for path in entries(folder)? {
        let Some(name) = name_of(&path).strip_suffix(ENDING).map(ToOwned::to_owned) else { continue };
        let locale = name.split('.').next().unwrap_or_default().parse().map_err(|error: tongwen::Error| {
            format!("{}: {error}; a text is called <locale>.<name>{ENDING}", path.display())
        })?;
        let lines = lines(&path, settings)?.map(|line| Ok(line?.1)).collect::<Result<_, Fault>>()?;
        texts.push(Text { name, locale, lines });
    }
    if texts.is_empty() {
        return Err(
            format!("{}: no <locale>.<name>{ENDING} in it; --corpora takes their folder", folder.display()).into()
        );
    }
    Ok(texts)
}

/// The lines of a file `.xz` that settings ask for, with their numbers.
pub(crate) fn lines(
    path: &Path,
    settings: &Settings,
) -> Result<impl Iterator<Item = Result<(usize, String), Fault>>, Fault> {
    let part = settings.part.unwrap_or(Part::All);
    let lines = all_lines(path)?.filter(move |line| line.as_ref().map_or(true, |(_, line)| part.has(line)));
    Ok(lines.take(settings.limit.unwrap_or(usize::MAX)))
}

/// All lines of a file `.xz`, with their numbers.
pub(crate) fn all_lines(path: &Path) -> Result<impl Iterator<Item = Result<(usize, String), Fault>>, Fault> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = BufReader::new(XzReader::new(BufReader::new(file), true)).lines();
    Ok((1..).zip(lines).map({
        let path = path.to_owned();
        move |(number, line)| match line {
            Ok(line) => Ok((number, line)),
            Err(error) => Err(format!(
                "{}:{number}: {error}; it should be UTF-8, packed by xz: see `xz -t`, and `xz -dc | iconv -f utf-8`",
                path.display()
            )
            .into()),
        }
    }))
}

/// The texts of `seeds/`, by place; what is in no locale's folder (`hostile`) is no place's text.
pub(crate) fn seeds(settings: &Settings) -> Result<Vec<Text>, Fault> {
    let folder = repository("seeds");
    let mut texts = Vec::new();
    for place in entries(&folder)? {
        let Ok(locale) = name_of(&place).parse() else { continue };
        let mut lines = Vec::new();
        for path in entries(&place)? {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            lines.extend(text.lines().take(settings.limit.unwrap_or(usize::MAX)).map(ToOwned::to_owned));
        }
        texts.push(Text { name: name_of(&place), locale, lines });
    }
    Ok(texts)
}

/// A path of the repository that this program was built from.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What lies in a folder, by name.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let told = |error| format!("{}: {error}; is it a folder that you may read?", folder.display());
    let entries = fs::read_dir(folder).map_err(told)?;
    let mut paths = entries.map(|entry| Ok(entry.map_err(told)?.path())).collect::<Result<Vec<_>, Fault>>()?;
    paths.retain(|path| !name_of(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn parts_are_those_of_corpora_py() {
    // Python: [line for line in (f"第{n}行" for n in range(40)) if zlib.crc32(line.encode()) % 10 == 0]
    let lines: Vec<_> = (0..40).map(|n| format!("第{n}行")).collect();
    let dev: Vec<_> = lines.iter().filter(|line| Part::Dev.has(line)).collect();
    assert_eq!(dev, ["第1行", "第15行"]);
    assert!(lines.iter().all(|line| Part::Train.has(line) != Part::Dev.has(line) && Part::All.has(line)));
}

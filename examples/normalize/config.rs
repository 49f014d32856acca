//! `tongwen.toml`: settings for a folder and all in it.

use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use tongwen::{Format, Layer, Locale, Preset, Rule, Style};

use crate::args::From;

/// The name of the file.
pub(crate) const NAME: &str = "tongwen.toml";

/// What the file holds; each may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    #[serde(deserialize_with = "read")]
    pub(crate) to: Option<Locale>,
    #[serde(deserialize_with = "read")]
    pub(crate) from: Option<From>,
    #[serde(deserialize_with = "read")]
    pub(crate) style: Option<Style>,
    #[serde(deserialize_with = "read")]
    pub(crate) preset: Option<Preset>,
    pub(crate) user: Vec<PathBuf>,
    #[serde(deserialize_with = "read_all")]
    pub(crate) without: Vec<Layer>,
    pub(crate) protect: Option<Vec<String>>,
    pub(crate) retag: bool,
    pub(crate) columns: Vec<String>,
    pub(crate) exclude: Vec<String>,
    #[serde(deserialize_with = "read_values")]
    pub(crate) formats: BTreeMap<String, Format>,
    pub(crate) check: Check,
    /// The folder where it lies: its paths and patterns begin there.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
}

/// What counts where texts are checked.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Check {
    pub(crate) allow: Vec<String>,
    #[serde(deserialize_with = "read_all")]
    pub(crate) without: Vec<Rule>,
}

impl Config {
    /// The nearest one from a folder upward; nothing set where there is none.
    pub(crate) fn nearest(folder: &Path) -> Result<Self, String> {
        match folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file()) {
            Some(path) => Self::at(&path),
            None => Ok(Config { folder: folder.to_owned(), ..Config::default() }),
        }
    }

    pub(crate) fn at(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))?;
        // Toml's errors have lines of their own, with the place marked.
        let config: Config = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let user = config.user.iter().map(|file| folder.join(file)).collect();
        Ok(Config { folder: folder.to_owned(), user, ..config })
    }
}

fn parsed<T: FromStr<Err: Display>, E: de::Error>(text: &str) -> Result<T, E> {
    text.parse().map_err(de::Error::custom)
}

fn read<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    String::deserialize(from).and_then(|text| parsed(&text)).map(Some)
}

fn read_all<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    Vec::<String>::deserialize(from)?.iter().map(|text| parsed(text)).collect()
}

fn read_values<'de, T, D>(from: D) -> Result<BTreeMap<String, T>, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    let all = BTreeMap::<String, String>::deserialize(from)?;
    all.into_iter().map(|(key, text)| Ok((key, parsed(&text)?))).collect()
}

//! The engines, each behind one kind of function.

use clap::ValueEnum;
use std::{borrow::Cow, path::Path};
use tongwen::{Locale, Normalizer};

/// Converts a text by one configuration.
pub type Convert = Box<dyn for<'t> Fn(&'t str) -> Cow<'t, str>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Tongwen,
    Zhconv,
    Fmmseg,
    Ferrous,
    Jieba,
    #[cfg(feature = "cpp")]
    Opencc,
}

impl Engine {
    pub fn name(self) -> &'static str {
        match self {
            Engine::Tongwen => "tongwen",
            Engine::Zhconv => "zhconv",
            Engine::Fmmseg => "opencc-fmmseg",
            Engine::Ferrous => "ferrous-opencc",
            Engine::Jieba => "opencc-jieba-rs",
            #[cfg(feature = "cpp")]
            Engine::Opencc => "OpenCC (C++)",
        }
    }

    /// Its version, as the lock file has it.
    pub fn version(self) -> &'static str {
        #[cfg(feature = "cpp")]
        if self == Engine::Opencc {
            return "1.4.2"; // Of the library, which .ci/opencc.sh brings.
        }
        let lock = include_str!("../Cargo.lock");
        let entry = lock.split_once(&format!("name = \"{}\"\nversion = \"", self.name()));
        entry.and_then(|(_, rest)| rest.split('"').next()).unwrap_or("")
    }

    /// The engine ready to convert, if it has the configuration. `dictionaries` is where OpenCC's files are.
    pub fn open(self, config: &str, dictionaries: &Path) -> Option<Convert> {
        let _ = dictionaries; // Only OpenCC reads files.
        match self {
            Engine::Tongwen => {
                let normalizer = tongwen(config)?;
                Some(Box::new(move |text| normalizer.normalize(text)))
            }
            Engine::Zhconv => {
                let variant = variant(config)?;
                let converter = zhconv::get_builtin_converter(variant);
                Some(Box::new(move |text| converter.convert(text).into()))
            }
            Engine::Fmmseg => {
                let config = opencc_fmmseg::OpenccConfig::parse(config)?;
                let mut engine = opencc_fmmseg::OpenCC::new();
                engine.set_parallel(false); // All engines are compared on one thread.
                Some(Box::new(move |text| engine.convert_with_config(text, config, false).into()))
            }
            Engine::Ferrous => {
                let config = ferrous_opencc::config::BuiltinConfig::from_filename(&format!("{config}.json")).ok()?;
                let engine = ferrous_opencc::OpenCC::from_config(config).ok()?;
                Some(Box::new(move |text| engine.convert(text).into()))
            }
            Engine::Jieba => {
                config.parse::<tongwen::Preset>().ok()?; // It would take any name, and do nothing.
                let config = config.to_string();
                let engine = opencc_jieba_rs::OpenCC::new();
                Some(Box::new(move |text| engine.convert(text, &config, false).into()))
            }
            #[cfg(feature = "cpp")]
            Engine::Opencc => {
                let engine = opencc_rust::OpenCC::new(dictionaries.join(format!("{config}.json"))).ok()?;
                Some(Box::new(move |text| engine.convert(text).expect("OpenCC converts what is UTF-8").into()))
            }
        }
    }
}

/// A plan or a preset.
pub fn tongwen(config: &str) -> Option<Normalizer> {
    match config.parse::<Locale>() {
        Ok(locale) => Some(Normalizer::to(locale)),
        Err(_) => Some(Normalizer::preset(config.parse().ok()?)),
    }
}

/// zhconv knows targets only, and no glyphs without the words of the place: the nearest one, or none.
fn variant(config: &str) -> Option<zhconv::Variant> {
    use zhconv::Variant::*;
    Some(match config {
        "s2t" => ZhHant,
        "t2s" | "tw2s" | "hk2s" => ZhHans,
        "s2twp" => ZhTW,
        "s2hk" | "s2hkp" => ZhHK,
        "tw2sp" | "hk2sp" => ZhCN,
        _ => return None,
    })
}

/// Writes OpenCC's files for the engine that reads them.
#[cfg(feature = "cpp")]
pub fn write_dictionaries(folder: &Path) {
    use opencc_rust::DefaultConfig::*;
    let all = [S2T, T2S, S2TWP, TW2SP, S2HKP, HK2SP];
    opencc_rust::generate_static_dictionaries(folder, &all).expect("a writable folder for temporary files");
}

/// Nothing to write: no engine here reads files.
#[cfg(not(feature = "cpp"))]
pub fn write_dictionaries(_: &Path) {}

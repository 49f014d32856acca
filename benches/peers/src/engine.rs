//! The engines, each behind one kind of function.

use clap::ValueEnum;
use std::{borrow::Cow, path::Path};

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

    /// The engine ready to convert, if it has the configuration. `dictionaries` is where OpenCC's files are.
    pub fn open(self, preset: &str, dictionaries: Option<&Path>) -> Option<Convert> {
        let _ = dictionaries; // Only OpenCC reads files.
        match self {
            Engine::Tongwen => {
                let normalizer = tongwen::Normalizer::preset(preset.parse().ok()?);
                Some(Box::new(move |text| normalizer.normalize(text)))
            }
            Engine::Zhconv => {
                let variant = variant(preset)?;
                let converter = zhconv::get_builtin_converter(variant);
                Some(Box::new(move |text| converter.convert(text).into()))
            }
            Engine::Fmmseg => {
                let config = opencc_fmmseg::OpenccConfig::parse(preset)?;
                let mut engine = opencc_fmmseg::OpenCC::new();
                engine.set_parallel(false); // All engines are compared on one thread.
                Some(Box::new(move |text| engine.convert_with_config(text, config, false).into()))
            }
            Engine::Ferrous => {
                let config = ferrous_opencc::config::BuiltinConfig::from_filename(&format!("{preset}.json")).ok()?;
                let engine = ferrous_opencc::OpenCC::from_config(config).ok()?;
                Some(Box::new(move |text| engine.convert(text).into()))
            }
            Engine::Jieba => {
                let preset = preset.to_string();
                let engine = opencc_jieba_rs::OpenCC::new();
                Some(Box::new(move |text| engine.convert(text, &preset, false).into()))
            }
            #[cfg(feature = "cpp")]
            Engine::Opencc => {
                let engine = opencc_rust::OpenCC::new(dictionaries?.join(format!("{preset}.json"))).ok()?;
                Some(Box::new(move |text| engine.convert(text).expect("OpenCC converts what is UTF-8").into()))
            }
        }
    }
}

/// zhconv knows targets only, and no glyphs without the words of the place: the nearest one, or none.
fn variant(preset: &str) -> Option<zhconv::Variant> {
    use zhconv::Variant::*;
    Some(match preset {
        "s2t" => ZhHant,
        "t2s" | "tw2s" | "hk2s" => ZhHans,
        "s2twp" => ZhTW,
        "s2hk" | "s2hkp" => ZhHK,
        "tw2sp" | "hk2sp" => ZhCN,
        _ => return None,
    })
}

/// What each configuration must turn into what, before anything is timed.
pub fn proof(preset: &str) -> (&'static str, &'static str) {
    match preset {
        "t2tw" => ("裏", "裡"),
        "tw2t" => ("裡", "裏"),
        "t2hk" => ("爲", "為"),
        "hk2t" => ("為", "爲"),
        "t2jp" => ("圖書", "図書"),
        "jp2t" => ("図書", "圖書"),
        _ if preset.starts_with('s') => ("汉字", "漢字"),
        _ => ("漢字", "汉字"),
    }
}

/// Writes OpenCC's files for the engine that reads them.
#[cfg(feature = "cpp")]
pub fn write_dictionaries(folder: &Path) {
    use opencc_rust::DefaultConfig::*;
    let all = [S2T, T2S, S2TW, TW2S, S2HK, HK2S, S2TWP, TW2SP, S2HKP, HK2SP, T2TW, TW2T, T2HK, HK2T, T2JP, JP2T];
    opencc_rust::generate_static_dictionaries(folder, &all).expect("a writable folder for temporary files");
}

/// Nothing to write: no engine here reads files.
#[cfg(not(feature = "cpp"))]
pub fn write_dictionaries(_: &Path) {}

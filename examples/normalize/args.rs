//! What was asked for: the command line.

use crate::input::Source;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Parser, ValueHint};
use std::ffi::OsStr;
use std::num::NonZero;
use std::path::PathBuf;
use std::str::FromStr;
use tongwen::{Locale, Preset, Style};

const AFTER: &str = "\
Examples:
  normalize --to zh-TW < article.txt                  standard input to standard output
  normalize --to zh-HK --from zh-CN -o all.txt a b    two files, one after the other, into a third
  normalize --to zh-CN -o a.txt a.txt                 a file in place
  normalize --preset s2twp < article.txt              as OpenCC does, to the byte

Exit status:
  0  done (also where whoever read the output went away early, as `head` does)
  2  it could not: an input not found or not UTF-8, an output not written, a wrong command line";

/// Give Chinese text in the script and words of one place.
///
/// Any source will do: each line is read for what it shows. Addresses, code, placeholders, Japanese
/// and Korean are left as they are.
///
/// Reads UTF-8 and writes UTF-8, line for line: line ends, a byte order mark and a missing last line
/// end stay as they are. Memory stays small whatever the size of a file or of a line. A FILE that
/// cannot be read is named on standard error, and the others are still done.
#[derive(Debug, Parser)]
#[command(name = "normalize", version = version(), after_help = AFTER)]
pub(crate) struct Args {
    /// The locale to write: zh-CN, zh-SG, zh-MY, zh-TW, zh-HK, zh-MO; zh-Hans or zh-Hant for the
    /// script alone; or a pair as zh-Hant-SG
    #[arg(short, long, value_name = "LOCALE", required_unless_present = "preset")]
    pub(crate) to: Option<Locale>,

    /// The locale that lines are in which show no script; `guess` takes what the first 64 KB of each
    /// input show
    #[arg(short, long, value_name = "LOCALE", conflicts_with = "preset")]
    pub(crate) from: Option<From>,

    /// The house style, where a place accepts several spellings: press or ministry for zh-TW, press or
    /// government for zh-HK
    #[arg(short, long, value_name = "NAME", conflicts_with = "preset")]
    pub(crate) style: Option<Style>,

    /// Convert by one of OpenCC's configurations instead
    #[arg(short, long, value_name = "NAME", value_parser = PresetParser, conflicts_with = "to")]
    pub(crate) preset: Option<Preset>,

    /// Write to this file, only when all went well, instead of standard output
    ///
    /// The text goes to a temporary file beside it, which takes its name at the end: so an input
    /// may be named here too, and nobody ever sees half of it.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,

    /// How many threads convert a large input, 16 at most; if not given, as many as there are cores
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZero<usize>>,

    /// Files to read, one after the other; `-` or none is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
}

/// Where text comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum From {
    Locale(Locale),
    Guess,
}

impl FromStr for From {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "guess" {
            return Ok(From::Guess);
        }
        text.parse().map(From::Locale).map_err(|error: tongwen::Error| format!("{error}; or guess"))
    }
}

/// The crate's version, and that of the dictionaries in it.
fn version() -> String {
    format!("{} (dictionaries: {})", env!("CARGO_PKG_VERSION"), tongwen::DATA_VERSION)
}

impl Args {
    /// What to read, in order.
    pub(crate) fn sources(&self) -> impl Iterator<Item = Source<'_>> {
        let none_named = self.files.is_empty().then_some(Source::Standard);
        none_named.into_iter().chain(self.files.iter().map(|path| Source::named(path)))
    }
}

/// Reads a preset as [`Preset`] itself does; help and errors list the names.
#[derive(Clone)]
struct PresetParser;

impl TypedValueParser for PresetParser {
    type Value = Preset;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Preset, clap::Error> {
        if let Some(Ok(preset)) = value.to_str().map(str::parse) {
            return Ok(preset);
        }
        // Not a preset, so this fails too, and says it with the names and the nearest of them.
        let names = PossibleValuesParser::new(Preset::ALL.iter().map(|preset| preset.name()));
        let name = names.parse_ref(command, arg, value)?;
        name.parse().map_err(|error| command.clone().error(ErrorKind::InvalidValue, error))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Preset::ALL.iter().copied().map(|preset| PossibleValue::new(preset.name()))))
    }
}

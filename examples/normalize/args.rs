//! What was asked for: the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, Parser, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::ffi::OsStr;
use std::num::NonZero;
use std::path::PathBuf;
use std::str::FromStr;
use tongwen::{Format, Layer, Locale, Preset, Rule, Style};

const AFTER: &str = "\
Examples:
  normalize --to zh-TW < article.txt                  standard input to standard output
  normalize --to zh-HK --from zh-CN -o all.txt a b    two files, one after the other, into a third
  normalize --to zh-TW --in-place site                all files of a folder that it can read
  cp -r site tw && normalize --to zh-TW --in-place tw the same in a copy
  normalize --to zh-TW --diff page.html               what would change
  normalize --to zh-TW --check --output-format github docs
                                                      what is not Taiwan's, as annotations in CI
  normalize --to zh-TW --explain notes.md             why each word changes
  normalize --preset s2twp < article.txt              as OpenCC does, to the byte

Formats, by the ending of a file's name or --as:
  html, markdown, srt, webvtt, ass, po, json, yaml, toml, xliff, csv, tsv (and .htm, .md, .vtt, .yml
  and the like). All else that is named is plain text; of a folder only files of these formats are
  read, and .txt. Only the text in them is converted: tags, code, keys, timings stay, byte for byte.

Settings:
  The nearest tongwen.toml, from the working folder upward, may hold to, from, style, preset, user,
  without, protect, retag, columns, exclude, formats and check; what is given here counts.

      to = \"zh-TW\"
      user = [\"house.tsv\"]           # beside this file
      without = [\"names\"]         # layers
      exclude = [\"vendor/**\"]
      formats = { \"*.txt\" = \"markdown\" }
      [check]
      allow = [\"視頻\"]
      without = [\"glyph\"]           # rules

Exit status:
  0  done (also where whoever read the output went away early, as `head` does)
  1  --check found more than notes (by --strict: anything), or --diff something that would change
  2  it could not: an input not found, not UTF-8 or not of its format, an output not written, a wrong
     command line";

/// Give Chinese text in the script and words of one place.
///
/// Any source will do: each line is read for what it shows. Addresses, code, placeholders, Japanese
/// and Korean are left as they are.
///
/// Reads UTF-8 and writes UTF-8; line ends, a byte order mark and a missing last line end stay as they
/// are. Of plain text memory stays small whatever the size of a file or of a line; documents of other
/// formats are read as a whole. A FILE that cannot be read is named on standard error, and the others
/// are still done.
#[derive(Debug, Parser)]
#[command(name = "normalize", version = version(), after_help = AFTER)]
pub(crate) struct Args {
    /// The locale to write: zh-CN, zh-SG, zh-MY, zh-TW, zh-HK, zh-MO; zh-Hans or zh-Hant for the
    /// script alone; or a pair as zh-Hant-SG
    #[arg(short, long, value_name = "LOCALE")]
    pub(crate) to: Option<Locale>,

    /// The locale that lines are in which show no script; `guess` takes what the first 64 KB of each
    /// input show. If not given, what a document says of itself, as <html lang="zh-CN"> does
    #[arg(short, long, value_name = "LOCALE", conflicts_with = "preset")]
    pub(crate) from: Option<From>,

    /// The house style, where a place accepts several spellings: press or ministry for zh-TW, press or
    /// government for zh-HK
    #[arg(short, long, value_name = "NAME", conflicts_with = "preset")]
    pub(crate) style: Option<Style>,

    /// Convert by one of OpenCC's configurations instead (plain text, if --as does not say more)
    #[arg(short, long, value_name = "NAME", value_parser = PresetParser, conflicts_with = "to")]
    pub(crate) preset: Option<Preset>,

    /// Words of your own, which win over all others; may be given several times, and the last counts most
    ///
    /// A row a line, cells parted by tabs: a form and what it becomes; or a form, nothing, and `keep` (it
    /// stays as it is) or `forbid` (no built-in word for it; its characters are still converted); `exact`
    /// there: in this script only (`keep exact` for both). Or, for several targets, a first row
    /// `zh-CN⇥zh-TW⇥zh-HK` and in each row what each place says: then all other cells of a row become that
    /// of the target. A form counts inside longer words, too: give those rows of their own. Files that end
    /// in .txt are read as OpenCC's. Rows that clash or undo each other are told.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "preset")]
    pub(crate) user: Vec<PathBuf>,

    /// Turn a layer off: script, variant, names, punctuation, or a domain of words as computing
    #[arg(long, value_name = "LAYER", value_delimiter = ',', conflicts_with = "preset")]
    pub(crate) without: Vec<Layer>,

    /// What is left alone because it is no prose, if not all of it: some of urls, emails, handles, paths,
    /// code, placeholders; or none
    #[arg(long, value_name = "KINDS", value_delimiter = ',', conflicts_with = "preset")]
    pub(crate) protect: Option<Vec<String>>,

    /// Read files as this format, whatever their names end with
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) format: Option<Format>,

    /// Change tags of the language, too: `lang` in HTML, YAML, TOML and JSON, `Language:` in PO and WebVTT,
    /// `target-language` and `trgLang` in XLIFF
    #[arg(long, conflicts_with = "preset")]
    pub(crate) retag: bool,

    /// In tables convert these columns only, by name or by number from 1
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,

    /// Write to this file, only when all went well, instead of standard output
    ///
    /// The text goes to a temporary file beside it, which takes its name at the end: so an input
    /// may be named here too, and nobody ever sees half of it.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) mode: Modes,

    /// With --check: write what is safe into the files, and tell of the rest; a line that needs a look, if
    /// only for a note, stays whole
    #[arg(long, requires = "check")]
    pub(crate) fix: bool,

    /// With --check: fail for notes, too
    #[arg(long, requires = "check")]
    pub(crate) strict: bool,

    /// With --check: how findings are told
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t, requires = "check")]
    pub(crate) output_format: OutputFormat,

    /// With --check: let a word stand, exactly as it is written here
    #[arg(long, value_name = "WORD", value_delimiter = ',', requires = "check")]
    pub(crate) allow: Vec<String>,

    /// With --check: turn a rule off: script (an error), glyph, word, name, quotation, house (warnings) or
    /// ambiguous (notes)
    #[arg(long, value_name = "RULE", value_delimiter = ',', requires = "check")]
    pub(crate) without_rule: Vec<Rule>,

    /// Leave out of folders what this matches, as a line of .gitignore does: one with a slash from the
    /// folder of tongwen.toml on, or else the working folder
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,

    /// Take settings from this file, not from the nearest tongwen.toml
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,

    /// Take no settings from a file
    #[arg(long, conflicts_with = "config")]
    pub(crate) no_config: bool,

    /// How many threads convert, 16 at most; if not given, as many as there are cores
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZero<usize>>,

    /// Write completions for a shell, and do nothing else
    #[arg(long, value_name = "SHELL", exclusive = true)]
    pub(crate) completions: Option<Shell>,

    /// Write the manual page, and do nothing else
    #[arg(long, exclusive = true)]
    pub(crate) man: bool,

    /// Files to read, one after the other, and folders, of which all files of a known format are read
    /// that no .gitignore leaves out; `-` or none is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(crate) files: Vec<PathBuf>,
}

/// What is done, if not to write all text to one place.
#[derive(Debug, clap::Args)]
#[group(multiple = false, conflicts_with = "output")]
pub(crate) struct Modes {
    /// Write each file into itself: by way of a temporary file, so that it is either the old or the new
    #[arg(short, long)]
    pub(crate) in_place: bool,

    /// Tell what is not as the locale prints it, and change nothing
    ///
    /// A word that the place knows, too, is told in lines that show that they come from elsewhere. Short
    /// strings show little: with --from zh-CN all that may be the mainland's is told, most of it by notes.
    ///
    /// `tongwen-ignore` in a line lets it stand, `tongwen-ignore-next-line` the next one, `tongwen-ignore-start`
    /// and `-end` all between; with `: word, glyph` behind it these rules only. (A conversion heeds no such
    /// marks.) Notes, of words that may mean something else, are no error, if not by --strict.
    #[arg(long)]
    pub(crate) check: bool,

    /// Write what would change as a unified diff, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,

    /// Tell of each change by which entry it is made, how sure it is, and what else could be meant; and of
    /// what stays because it is protected or a row says so
    #[arg(long)]
    pub(crate) explain: bool,

    /// Write one HTML file that shows both sides with every change marked, and change nothing
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = page)]
    pub(crate) report: Option<PathBuf>,
}

/// The name of a page; else a text whose name stands there by mistake would be written over.
fn page(name: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(name);
    let is_page = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    is_page.then_some(path).ok_or_else(|| String::from("a report is a page; give it a name that ends in .html"))
}

/// How findings are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// With the lines they stand in.
    #[default]
    Text,
    /// One array.
    Json,
    /// Annotations of GitHub's workflows.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// Where text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

//! What is to be done, by the command line and the settings file: the one beats the other.

use crate::args::{Args, From};
use crate::complain;
use crate::config::Config;
use crate::input::{Fault, Input};
use crate::links::Links;
use ignore::overrides::{Override, OverrideBuilder};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;
use std::{env, fs};
use tongwen::{Format, Lexicon, Linter, Locale, Normalizer, NormalizerBuilder, Parser, Protect, Rule};

/// How text is converted and checked.
pub(crate) struct Settings {
    way: Way,
    target: String,
    format: Option<Format>,
    /// Formats by the name of a file, where the settings tell them.
    formats: Vec<(Override, Format)>,
    retag: bool,
    columns: Vec<String>,
    allow: Vec<String>,
    rules_off: Vec<Rule>,
    /// What is left out of folders: by patterns, and the files of the user's words.
    pub(crate) exclude: Override,
    words: Vec<PathBuf>,
    /// What becomes of links between files.
    pub(crate) links: Links,
    /// How many threads there may be.
    pub(crate) threads: usize,
}

/// What to convert by.
enum Way {
    Preset(Normalizer),
    Fixed(Normalizer),
    /// By what each input shows.
    Guess(NormalizerBuilder),
}

impl Settings {
    /// # Errors
    /// What is wrong, and the mend.
    pub(crate) fn of(args: &Args) -> Result<Self, String> {
        let here = env::current_dir().map_err(|error| format!("the working folder cannot be told: {error}"))?;
        let config = match &args.config {
            _ if args.no_config => Config { folder: here, ..Config::default() },
            Some(path) => Config::at(path)?,
            None => Config::nearest(&here)?,
        };
        let available = || thread::available_parallelism().map_or(1, NonZero::get);
        let formats = config.formats.iter();
        let formats = formats.map(|(glob, &format)| Ok((patterns(&config.folder, [glob.as_str()])?, format)));
        let exclude: Vec<String> =
            args.exclude.iter().chain(&config.exclude).map(|pattern| format!("!{pattern}")).collect();
        Ok(Settings {
            target: target(args, &config),
            way: way(args, &config)?,
            format: args.format,
            formats: formats.collect::<Result<_, String>>()?,
            retag: args.retag || config.retag,
            columns: if args.columns.is_empty() { config.columns } else { args.columns.clone() },
            allow: args.allow.iter().chain(&config.check.allow).cloned().collect(),
            rules_off: args.without_rule.iter().chain(&config.check.without).copied().collect(),
            exclude: patterns(&config.folder, exclude.iter().map(String::as_str))?,
            words: config.user.iter().chain(&args.user).filter_map(|file| fs::canonicalize(file).ok()).collect(),
            links: Links::default(),
            threads: args.threads.map_or_else(available, NonZero::get).min(16),
        })
    }

    /// The normaliser for a text, by its begin.
    pub(crate) fn normalizer(&self, begin: impl FnOnce() -> String) -> Normalizer {
        match &self.way {
            Way::Preset(normalizer) | Way::Fixed(normalizer) => normalizer.clone(),
            Way::Guess(builder) => {
                let guess = tongwen::detect(&begin()).locale();
                let builder = guess.into_iter().fold(builder.clone(), NormalizerBuilder::from);
                builder.build().expect("it was built without the guess")
            }
        }
    }

    /// The normaliser for what an input yields.
    pub(crate) fn normalizer_of(&self, input: &mut Input) -> Result<Normalizer, Fault> {
        let begin = if matches!(self.way, Way::Guess(_)) { input.sample()?.to_owned() } else { String::new() };
        Ok(self.normalizer(|| begin))
    }

    /// The same to check with.
    pub(crate) fn linter(&self, normalizer: &Normalizer) -> Linter {
        let linter = self.allow.iter().fold(normalizer.linter(), |linter, word| linter.allow(word.as_str()));
        self.rules_off.iter().fold(linter, |linter, &rule| linter.without(rule))
    }

    /// Whether a file holds the user's words, and is no text.
    pub(crate) fn is_lexicon(&self, path: &Path) -> bool {
        !self.words.is_empty() && fs::canonicalize(path).is_ok_and(|path| self.words.contains(&path))
    }

    /// What is written, by its name: a locale or a preset.
    pub(crate) fn target(&self) -> &str {
        &self.target
    }

    /// The format that a file has by its name; none where it is not known.
    pub(crate) fn known_format(&self, path: &Path) -> Option<Format> {
        let named = || self.formats.iter().find(|(glob, _)| glob.matched(path, false).is_whitelist());
        let ending = || Format::of_extension(path.extension()?.to_str()?);
        self.format.or_else(|| named().map(|&(_, format)| format)).or_else(ending)
    }

    /// Whether a file is read as plain text because nothing says what its ending means.
    pub(crate) fn is_unknown(&self, path: &Path) -> bool {
        let is_told = matches!(self.way, Way::Preset(_)) || self.known_format(path).is_some();
        !is_told && path.extension().is_some() && path.is_file()
    }

    /// What a file, or standard input, is read as.
    pub(crate) fn format(&self, path: Option<&Path>) -> Format {
        match self.way {
            // As OpenCC does, which knows no formats.
            Way::Preset(_) => self.format,
            _ => path.map_or(self.format, |path| self.known_format(path)),
        }
        .unwrap_or(Format::Plain)
    }

    pub(crate) fn parser(&self, format: Format) -> Parser {
        Parser::new(format).retag(self.retag).columns(&self.columns)
    }
}

/// The locale to write, if it is not by a preset.
fn to(args: &Args, config: &Config) -> Option<Locale> {
    args.to.or(config.to.filter(|_| args.preset.is_none()))
}

fn target(args: &Args, config: &Config) -> String {
    let preset = || args.preset.or(config.preset).map(|preset| preset.to_string());
    to(args, config).map(|to| to.to_string()).or_else(preset).unwrap_or_default()
}

fn way(args: &Args, config: &Config) -> Result<Way, String> {
    let Some(to) = to(args, config) else {
        let preset = args.preset.or(config.preset);
        return preset.map(|preset| Way::Preset(Normalizer::preset(preset))).ok_or_else(|| {
            String::from("no target: give --to LOCALE or --preset NAME, or set `to` in a tongwen.toml")
        });
    };
    let mut builder = Normalizer::builder(to);
    for file in config.user.iter().chain(&args.user) {
        let lexicon = Lexicon::from_path(file).map_err(|error| error.to_string())?;
        lexicon.lint(to).iter().for_each(|found| complain(format_args!("{found:#}")));
        builder = builder.layer(lexicon);
    }
    builder = args.without.iter().chain(&config.without).fold(builder, |builder, &layer| builder.without(layer));
    builder = args.style.or(config.style).into_iter().fold(builder, NormalizerBuilder::style);
    if let Some(kinds) = args.protect.as_ref().or(config.protect.as_ref()) {
        builder = builder.protect(protected(kinds)?);
    }
    let from = args.from.or(config.from);
    if let Some(From::Locale(from)) = from {
        builder = builder.from(from);
    }
    let fixed = builder.clone().build().map_err(|error| error.to_string())?;
    Ok(if from == Some(From::Guess) { Way::Guess(builder) } else { Way::Fixed(fixed) })
}

fn protected(kinds: &[String]) -> Result<Protect, String> {
    let named = |kind: &String| match kind.to_ascii_uppercase().as_str() {
        "NONE" => Ok(Protect::empty()),
        "ALL" => Ok(Protect::all()),
        name => Protect::from_name(name).ok_or_else(|| {
            let names: Vec<_> = Protect::all().iter_names().map(|(name, _)| name.to_ascii_lowercase()).collect();
            format!("{kind:?} is nothing that is protected; write some of {}, or none", names.join(", "))
        }),
    };
    kinds.iter().map(named).collect()
}

/// Patterns as .gitignore has them, from a folder on.
fn patterns<'p>(folder: &Path, patterns: impl IntoIterator<Item = &'p str>) -> Result<Override, String> {
    let mut builder = OverrideBuilder::new(folder);
    for pattern in patterns {
        builder.add(pattern).map_err(|error| format!("{error}; write a pattern as .gitignore has them"))?;
    }
    builder.build().map_err(|error| error.to_string())
}

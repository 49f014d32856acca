//! What kinds of things are found, and how bad they are.

use crate::{Error, ErrorKind};
use alloc::format;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

/// What kind of thing was found.
///
/// ```
/// use tongwen::Rule;
///
/// assert_eq!(Rule::Quotation.name(), "quotation");
/// assert_eq!(Rule::ALL.len(), 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// Characters or phrases of the other script.
    Script,
    /// Glyphs that the place, or the house style, prints otherwise.
    Glyph,
    /// A word of another place.
    Word,
    /// A name as another place writes it.
    Name,
    /// Quotation marks that the place does not print.
    Quotation,
    /// What a row of the caller's ([`Lexicon`](crate::Lexicon)) changes.
    House,
    /// A word or character that may have to be another: nothing near tells.
    Ambiguous,
}

impl Rule {
    /// All rules.
    pub const ALL: &[Rule] =
        &[Rule::Script, Rule::Glyph, Rule::Word, Rule::Name, Rule::Quotation, Rule::House, Rule::Ambiguous];

    /// Its name, as reports and `tongwen-ignore` comments have it.
    pub const fn name(self) -> &'static str {
        match self {
            Rule::Script => "script",
            Rule::Glyph => "glyph",
            Rule::Word => "word",
            Rule::Name => "name",
            Rule::Quotation => "quotation",
            Rule::House => "house",
            Rule::Ambiguous => "ambiguous",
        }
    }

    /// What it finds, in a sentence for readers of reports.
    pub const fn meaning(self) -> &'static str {
        match self {
            Rule::Script => "characters or phrases of the other script",
            Rule::Glyph => "glyphs that the place, or the house style, prints otherwise",
            Rule::Word => "words of another place",
            Rule::Name => "names as another place writes them",
            Rule::Quotation => "quotation marks that the place does not print",
            Rule::House => "what a row of your own changes",
            Rule::Ambiguous => "words or characters that may have to be others: nothing near tells",
        }
    }

    /// How bad it is.
    pub const fn severity(self) -> Severity {
        match self {
            Rule::Script => Severity::Error,
            Rule::Ambiguous => Severity::Note,
            _ => Severity::Warning,
        }
    }
}

impl FromStr for Rule {
    type Err = Error;

    /// Reads a rule's name, in any case of letters.
    ///
    /// # Errors
    /// [`ErrorKind::Rule`] for any other text; the message lists the names.
    fn from_str(text: &str) -> Result<Self, Error> {
        Rule::ALL.iter().copied().find(|rule| rule.name().eq_ignore_ascii_case(text)).ok_or_else(|| {
            let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
            let message = format!("there is no rule {text:?}; write one of {}", names.join(", "));
            Error::new(ErrorKind::Rule, message)
        })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How bad a finding is; the less bad before the worse.
///
/// ```
/// use tongwen::{Rule, Severity};
///
/// assert!(Rule::Ambiguous.severity() < Severity::Warning);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look; no text fails for it.
    Note,
    /// A reader of the place would notice.
    Warning,
    /// Another script.
    Error,
}

impl Severity {
    /// All of them, the least bad first.
    pub const ALL: &[Severity] = &[Severity::Note, Severity::Warning, Severity::Error];

    /// Its name, as reports have it.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

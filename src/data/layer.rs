//! Layers: the dictionaries by name, in the order in which later ones win.

use super::{Error, ErrorKind};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::{fmt, str::FromStr};

/// A dictionary of a [`Normalizer::to`](crate::Normalizer::to) plan. On the same span a later one wins.
///
/// ```
/// use tongwen::{Domain, Layer};
///
/// assert!(Layer::Script < Layer::Term(Domain::Computing));
/// assert_eq!("computing".parse(), Ok(Layer::Term(Domain::Computing)));
/// assert_eq!(Layer::Name.to_string(), "names");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Layer {
    /// Characters and phrases of the other script.
    Script,
    /// Glyphs of the same script that the place does not use, in lines that show no other. (Where they do, the script
    /// layer writes all glyphs.)
    Variant,
    /// Words of other places.
    Term(Domain),
    /// Names of places and people.
    Name,
    /// Quotation marks.
    Punctuation,
    /// The caller's own words ([`Lexicon`](crate::Lexicon)), which win over all others.
    User,
}

/// What a term is about: a file of `dictionaries/concepts/`.
///
/// ```
/// assert_eq!(tongwen::Domain::Transport.name(), "transport");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Domain {
    /// Hardware, software, networks, data.
    Computing,
    /// Sport, games, media, music, festivals, religion.
    Culture,
    /// Food, the household, school, work, money.
    Daily,
    /// Mathematics, physics, biology, medicine, space.
    Science,
    /// Business, law, government, media.
    Society,
    /// Vehicles and travel.
    Transport,
}

impl Domain {
    /// All domains.
    ///
    /// ```
    /// assert!(tongwen::Domain::ALL.contains(&tongwen::Domain::Daily));
    /// ```
    pub const ALL: &[Domain] =
        &[Domain::Computing, Domain::Culture, Domain::Daily, Domain::Science, Domain::Society, Domain::Transport];

    /// The file's name, without `.tsv`.
    pub const fn name(self) -> &'static str {
        match self {
            Domain::Computing => "computing",
            Domain::Culture => "culture",
            Domain::Daily => "daily",
            Domain::Science => "science",
            Domain::Society => "society",
            Domain::Transport => "transport",
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Layer {
    /// All layers, in their order.
    pub(crate) fn all() -> impl Iterator<Item = Layer> {
        let terms = Domain::ALL.iter().copied().map(Layer::Term);
        [Layer::Script, Layer::Variant].into_iter().chain(terms).chain([Layer::Name, Layer::Punctuation, Layer::User])
    }

    /// Its place among all layers, as the table names it.
    pub(crate) fn number(self) -> u8 {
        Layer::all().position(|layer| layer == self).unwrap_or_default() as u8
    }

    /// The layer with a number.
    pub(crate) fn numbered(number: u8) -> Layer {
        Layer::all().nth(number.into()).unwrap_or(Layer::Script)
    }

    /// The layer's name: `script`, `variant`, `names`, `punctuation`, `user`, or the domain's.
    ///
    /// ```
    /// assert_eq!(tongwen::Layer::Variant.name(), "variant");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Layer::Script => "script",
            Layer::Variant => "variant",
            Layer::Term(domain) => domain.name(),
            Layer::Name => "names",
            Layer::Punctuation => "punctuation",
            Layer::User => "user",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Layer {
    type Err = Error;

    /// Reads a layer's name, in any case of letters.
    ///
    /// # Errors
    /// [`ErrorKind::Layer`] for any other text; the message lists the names.
    fn from_str(text: &str) -> Result<Self, Error> {
        Layer::all().find(|layer| layer.name().eq_ignore_ascii_case(text)).ok_or_else(|| {
            let names: Vec<&str> = Layer::all().map(Layer::name).collect();
            let message: String = format!("there is no layer {text:?}; write one of {}", names.join(", "));
            Error::new(ErrorKind::Layer, message)
        })
    }
}

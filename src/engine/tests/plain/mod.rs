//! Our own plans, the slow and obvious way: a whole line at once, over maps.

mod borders;
mod choice;
mod glosses;
mod senses;
mod words;

use crate::compile::lexicon::Lexicon;
use crate::compile::script::Scripts;
use crate::data::choice::CANTONESE;
use crate::data::gloss::Kind;
use crate::data::sense::{Cues, Sense};
use crate::data::{Locale, Place, Script};
use crate::engine::lattice::Candidate;
use crate::engine::protect::{self, Protect};
use crate::engine::quotes::{self, Style};
use crate::table::concepts::KEEPER;
use crate::table::plans::{Glyphs, Mode};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use words::Keep;

/// What the dictionaries say.
pub struct Rows<'a> {
    pub scripts: Scripts<'a>,
    pub lexicon: Lexicon<'a>,
    pub costs: BTreeMap<String, u8>,
    pub senses: Vec<Sense<'a>>,
    pub cues: Vec<Cues<'a>>,
    pub marks: Vec<(Kind, &'a str)>,
}

/// Converts text, each line apart.
pub fn convert(
    Rows { scripts, lexicon, costs, senses, cues, marks }: &Rows<'_>,
    to: Locale,
    from: Option<Locale>,
    text: &str,
) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let spans = protect::spans(line, 0..line.len(), Protect::all(), &[]);
        let mut pieces: Vec<(bool, &str)> = Vec::new();
        let mut at = 0;
        for span in &spans {
            pieces.push((true, &line[at..span.start]));
            pieces.push((false, &line[span.clone()]));
            at = span.end;
        }
        pieces.push((true, &line[at..]));
        let is_cantonese = |c: char| {
            let marks = CANTONESE.chars().any(|mark| mark == c || scripts.simplify(mark) == c);
            // The fast loop does not see characters beyond U+FFFF.
            marks && c < '\u{10000}' && to.script() == Script::Hant
        };
        let cantonese = pieces.iter().any(|(open, piece)| *open && piece.chars().any(is_cantonese));
        let places = None;
        let plan = Plain {
            scripts,
            costs,
            lexicon,
            senses,
            cues,
            marks,
            spans: &spans,
            to,
            from,
            line,
            cantonese,
            by_prior: false,
            stays: false,
            places,
            quotes: &[],
        };
        let other = |c: char| plan.shows(c).is_some_and(|script| script != to.script());
        let is_prior = from.is_some_and(|from| from.script() != to.script());
        let shows_at_all = pieces.iter().any(|(open, piece)| *open && piece.chars().any(other));
        let plan = Plain { places: plan.places_of(shows_at_all, &pieces), ..plan };
        let mode = plan.mode(from, &pieces);
        let shows = if is_prior { plan.rest(&pieces, Mode::Shown).chars().any(other) } else { shows_at_all };
        let mut seen = 0;
        // Phrases are asked only where no character shows it.
        let by_phrase = to.script() == Script::Hant
            && !shows_at_all
            && pieces.iter().any(|&(open, piece)| {
                seen += piece.len();
                open && plan.shows_by_phrase(seen - piece.len(), piece)
            });
        let places = plan.places_of(shows || by_phrase, &pieces);
        let quotes = quotes_of(line, &spans, to, places.as_deref());
        let by_prior = mode == Mode::Shown && !shows && !by_phrase;
        let plan = Plain { by_prior, places, quotes: &quotes, ..plan };
        let (made, stays) = plan.convert(&pieces, mode);
        let made = if stays { Plain { stays, ..plan }.convert(&pieces, mode).0 } else { made };
        out.push_str(&made);
    }
    out
}

/// What becomes of the quotation marks of a line: nothing, if no place that it may come from prints others.
fn quotes_of(line: &str, spans: &[Range<usize>], to: Locale, places: Option<&[Place]>) -> Vec<(usize, char)> {
    let Some(style) = to.place().map(Style::of) else { return Vec::new() };
    let differs = places.into_iter().flatten().any(|&place| Style::of(place) != style);
    if differs { quotes::changes(line, spans, style) } else { Vec::new() }
}

pub struct Plain<'a> {
    pub scripts: &'a Scripts<'a>,
    /// How dear words are.
    pub costs: &'a BTreeMap<String, u8>,
    pub lexicon: &'a Lexicon<'a>,
    pub senses: &'a [Sense<'a>],
    pub cues: &'a [Cues<'a>],
    /// What marks text about words.
    pub marks: &'a [(Kind, &'a str)],
    /// What of the line is protected, in bytes.
    pub spans: &'a [Range<usize>],
    pub to: Locale,
    pub from: Option<Locale>,
    pub line: &'a str,
    /// Quotation marks that change.
    pub quotes: &'a [(usize, char)],
    /// Where the line may come from: only then senses decide.
    pub places: Option<Vec<Place>>,
    pub cantonese: bool,
    /// Nothing shows the other script.
    pub by_prior: bool,
    /// Something that shows it stays.
    pub stays: bool,
}

impl Plain<'_> {
    fn glyphs(&self) -> Glyphs {
        Glyphs::of(self.to.script(), self.to.place())
    }

    fn mode(&self, from: Option<Locale>, pieces: &[(bool, &str)]) -> Mode {
        let open = || pieces.iter().filter(|(open, _)| *open).map(|(_, piece)| *piece);
        let shows: Vec<Script> = open().flat_map(str::chars).filter_map(|c| self.shows(c)).collect();
        let rest = self.rest(pieces, Mode::Quiet);
        let shows_own = rest.chars().any(|c| self.shows(c).is_some());
        let mut at = 0;
        let mut phrase = false;
        for &(open, piece) in pieces {
            phrase |= open && self.to.script() == Script::Hant && self.shows_by_phrase(at, piece);
            at += piece.len();
        }
        let other = |script: Script| script != self.to.script();
        let prior = !shows_own && from.is_some_and(|from| other(from.script()));
        if phrase || prior || shows.iter().any(|&script| other(script)) { Mode::Shown } else { Mode::Quiet }
    }

    /// What stands outside words that are replaced.
    pub fn rest(&self, pieces: &[(bool, &str)], mode: Mode) -> String {
        let mut at = 0;
        let mut rest = String::new();
        for &(open, piece) in pieces {
            if open {
                let chars: Vec<char> = piece.chars().collect();
                let words = self.words(at, &chars, mode);
                let covers = |word: &Candidate, number: usize| !word.own && word.start <= number && number < word.end;
                let kept = |number: &usize| !words.iter().any(|word| covers(word, *number));
                rest.extend((0..chars.len()).filter(kept).map(|number| chars[number]));
            }
            at += piece.len();
        }
        rest
    }

    /// The script that a character shows: none, if the plan edits it in every line.
    pub fn shows(&self, c: char) -> Option<Script> {
        let edited = self.scripts.map(self.glyphs(), Mode::Quiet).get(&c).is_some_and(|change| change.variant);
        let made = self.scripts.map(self.glyphs(), Mode::Shown).get(&c);
        let changes = made.is_some_and(|made| made.target != String::from(c));
        let counts = |script: &Script| !edited && (*script == self.to.script() || changes);
        self.scripts.shows.get(&c).copied().filter(counts)
    }

    /// Whether a phrase shows Simplified: it stands here as written, and would change.
    fn shows_by_phrase(&self, at: usize, piece: &str) -> bool {
        let chars: Vec<char> = piece.chars().collect();
        let words = self.words(at, &chars, Mode::Quiet);
        let apart = |start, end| words.iter().all(|word| end <= word.start || word.end <= start);
        let (keeps, _) = self.found(at, &chars, Mode::Quiet);
        let counts = |start, end| apart(start, end) && keeps.iter().all(|keep| keep.lets(start, end));
        let covers = self.scripts.covers(&chars, self.glyphs(), &counts);
        self.scripts.evidence.iter().any(|phrase| {
            let phrase: Vec<char> = phrase.chars().collect();
            (0..chars.len().saturating_sub(phrase.len() - 1)).any(|start| {
                let key = start..start + phrase.len();
                let here = chars[key.clone()] == phrase[..];
                let whole = |keep: &Keep| {
                    let keep = &keep.span;
                    let apart = keep.end <= key.start || key.end <= keep.start;
                    let inside = |a: &Range<usize>, b: &Range<usize>| b.start <= a.start && a.end <= b.end;
                    apart || inside(keep, &key) || inside(&key, keep)
                };
                here && apart(key.start, key.end)
                    && keeps.iter().all(whole)
                    && key.clone().any(|number| {
                        self.becomes(chars[number], covers[number], Mode::Shown) != String::from(chars[number])
                    })
            })
        })
    }

    fn becomes(&self, c: char, cover: Option<char>, mode: Mode) -> String {
        match (self.scripts.map(self.glyphs(), mode).get(&c), cover) {
            (None, _) => c.into(),
            (Some(change), cover) => match cover.and_then(|to| change.by_phrase(c, to)) {
                Some(to) => to.into(),
                None => change.target.into(),
            },
        }
    }

    /// What becomes of a line; and whether something that shows the other script stays.
    fn convert(&self, pieces: &[(bool, &str)], mode: Mode) -> (String, bool) {
        let (mut at, mut out, mut stays) = (0, String::new(), false);
        for &(open, piece) in pieces {
            if open {
                stays |= self.piece(at, piece, mode, &mut out);
            } else {
                out.push_str(piece);
            }
            at += piece.len();
        }
        (out, stays)
    }

    fn piece(&self, at: usize, piece: &str, mode: Mode, out: &mut String) -> bool {
        let mut stays = false;
        let chars: Vec<char> = piece.chars().collect();
        let words = self.words(at, &chars, mode);
        let keeper = |word: &Candidate| word.own && self.lexicon.concepts[word.concept as usize].layer & KEEPER != 0;
        let (keeps, _) = self.found(at, &chars, mode);
        let apart = |start, end| {
            words.iter().all(|word| end <= word.start || word.end <= start || keeper(word))
                && !(mode == Mode::Shown && self.is_crossed(at, &chars, start..end))
                && keeps.iter().all(|keep| keep.lets(start, end))
        };
        let mut covers = self.scripts.covers(&chars, self.glyphs(), &apart);
        if mode == Mode::Shown && self.to.script() == Script::Hant {
            let classes = self.classes(at, &chars, &apart);
            for (cover, class) in covers.iter_mut().zip(classes) {
                *cover = class.or(*cover);
            }
        }
        let mut number = 0;
        while number < chars.len() {
            match words.iter().find(|word| word.start == number) {
                Some(word) if word.own => {
                    for c in self.written(word.concept as usize).chars() {
                        out.push_str(&self.becomes(chars[number], Some(c), mode));
                        number += 1;
                    }
                }
                Some(word) => {
                    out.push_str(self.written(word.concept as usize));
                    number = word.end;
                }
                None => {
                    let (c, becomes) = (chars[number], self.becomes(chars[number], covers[number], mode));
                    let here = at + chars[..number].iter().map(|c| c.len_utf8()).sum::<usize>();
                    let quote = self.quotes.iter().find(|quote| quote.0 == here).map(|quote| String::from(quote.1));
                    let becomes = quote.unwrap_or(becomes);
                    let is_other = self.shows(c).is_some_and(|script| script != self.to.script());
                    stays |= is_other && becomes == String::from(c);
                    out.push_str(&becomes);
                    number += 1;
                }
            }
        }
        stays
    }

    /// What is written for a concept, if the place has a word.
    pub fn written(&self, concept: usize) -> &str {
        let words = self.place().and_then(|place| self.lexicon.concepts[concept].written[place].as_ref());
        words.map_or("", |words| &words[usize::from(self.to.script() == Script::Hant)])
    }

    pub fn place(&self) -> Option<usize> {
        self.to.place().map(|place| place as usize)
    }
}

//! Our own plans, the slow and obvious way: a whole line at once, over maps.

use crate::compile::lexicon::{FormUse, Lexicon};
use crate::compile::script::Scripts;
use crate::data::choice::{self, Template};
use crate::data::gloss::Kind;
use crate::data::sense::Sense;
use crate::data::{Locale, Place, Script};
use crate::engine::choice::MARGIN;
use crate::engine::lattice::{self, Candidate};
use crate::engine::protect::{self, Protect};
use crate::engine::quotes::{self, Style};
use crate::table::concepts::KEEPER;
use crate::table::plans::{Glyphs, Mode};
use crate::table::words::Action;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

/// What the dictionaries say.
pub struct Rows<'a> {
    pub scripts: Scripts<'a>,
    pub lexicon: Lexicon<'a>,
    pub costs: BTreeMap<String, u8>,
    pub senses: Vec<Sense<'a>>,
    pub marks: Vec<(Kind, &'a str)>,
}

/// Converts text, each line apart.
pub fn convert(
    Rows { scripts, lexicon, costs, senses, marks }: &Rows<'_>,
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
            let marks = choice::CANTONESE.chars().any(|mark| mark == c || scripts.simplify(mark) == c);
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
        let plan = Plain { by_prior: !shows && !by_phrase, places, quotes: &quotes, ..plan };
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

fn is_han(c: char) -> bool {
    let ranges =
        [('\u{3400}', '\u{4DBF}'), ('\u{4E00}', '\u{9FFF}'), ('\u{F900}', '\u{FAFF}'), ('\u{20000}', '\u{10FFFF}')];
    c == '〇' || ranges.iter().any(|&(first, last)| first <= c && c <= last)
}

/// The places that use a form, a bit each.
fn bits(found: &FormUse) -> u8 {
    found.places.iter().rev().fold(0, |bits, &uses| bits << 1 | u8::from(uses))
}

/// A word of the place's own.
pub struct Keep {
    pub span: Range<usize>,
    keeper: bool,
}

impl Keep {
    /// Whether a phrase may stand here.
    fn lets(&self, start: usize, end: usize) -> bool {
        let Range { start: from, end: to } = self.span;
        self.keeper || end <= from || to <= start || from <= start && end <= to
    }
}

pub struct Plain<'a> {
    pub scripts: &'a Scripts<'a>,
    /// How dear words are.
    pub costs: &'a BTreeMap<String, u8>,
    pub lexicon: &'a Lexicon<'a>,
    pub senses: &'a [Sense<'a>],
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

    /// For each character the class that its neighbours choose, where it is another than a phrase or the first.
    fn classes(&self, at: usize, chars: &[char], apart: &impl Fn(usize, usize) -> bool) -> Vec<Option<char>> {
        let line: Vec<char> = self.line.chars().collect();
        let first = self.line[..at].chars().count();
        let (keeps, _) = self.found(at, chars, Mode::Quiet);
        let keepers: Vec<Range<usize>> = keeps.into_iter().filter(|keep| keep.keeper).map(|keep| keep.span).collect();
        let rows = self.scripts.choice.unwrap();
        let phrases = self.scripts.covers_by(chars, self.glyphs(), apart);
        let glyph = |c: char| self.scripts.in_glyphs(self.glyphs(), c);
        let symbol = |number: Option<usize>| match number.and_then(|number| line.get(number)).copied() {
            Some('0'..='9' | '０'..='９') => choice::DIGIT,
            Some('A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ') => choice::LETTER,
            Some(c) if is_han(c) => self.scripts.simplify(c),
            _ => choice::OUTSIDE,
        };
        let choose = |number: usize| {
            let known = rows.of(chars[number])?;
            if self.by_prior && keepers.iter().any(|keeper| keeper.contains(&number)) {
                return None;
            }
            let said = match phrases[number] {
                None => 0,
                Some((_, true)) => return None,
                Some((said, false)) => known.classes.iter().position(|&class| glyph(class) == said)?,
            };
            // Neighbours in words do not count where a second pass may find other words.
            let place = first + number;
            let careful = self.by_prior || self.stays;
            let (seen_before, seen_after) =
                (&line[place.saturating_sub(16)..place], &line[place + 1..line.len().min(place + 17)]);
            let words = [seen_before, seen_after].map(|seen| self.word_spans(seen, None));
            let hides = |seen: &[char], words: &[Range<usize>], at: usize| {
                seen[at].is_ascii_alphabetic() || words.iter().any(|word| word.contains(&at))
            };
            let free_before = (0..seen_before.len()).rev().take_while(|&at| !hides(seen_before, &words[0], at)).count();
            let free_after = (0..seen_after.len()).take_while(|&at| !hides(seen_after, &words[1], at)).count();
            let seen = |free: usize| move |step: &usize| !careful || *step <= free;
            let before = |step: usize| Some(step).filter(seen(free_before)).and_then(|step| place.checked_sub(step));
            let [c1, c2] = [1, 2].map(|step| symbol(before(step)));
            let [d1, d2] = [1, 2].map(|step| symbol(Some(step).filter(seen(free_after)).map(|step| place + step)));
            let weights = |template: Template, sort: u8, symbols: [char; 2]| {
                let feature = choice::Feature { c: chars[number], template, sort, symbols };
                rows.features.get(&feature).copied().unwrap_or_default()
            };
            use Template::*;
            let o = said as u8;
            let mut near =
                alloc::vec![known.bias, known.evidence[said], weights(C1, 0, [c1, '\0']), weights(D1, 0, [d1, '\0'])];
            if self.cantonese {
                near.extend([weights(Y, 0, ['\0'; 2]), weights(YC1, 0, [c1, '\0']), weights(YD1, 0, [d1, '\0'])]);
            }
            let mut far = alloc::vec![
                weights(C2, 0, [c2, '\0']),
                weights(D2, 0, [d2, '\0']),
                weights(C2C1, 0, [c2, c1]),
                weights(C1D1, 0, [c1, d1]),
                weights(D1D2, 0, [d1, d2]),
                weights(OC1, o, [c1, '\0']),
                weights(OD1, o, [d1, '\0']),
            ];
            let n = choice::numeral(c1);
            if n != 0 {
                far.extend([weights(N, n, ['\0'; 2]), weights(ND1, n, [d1, '\0'])]);
                far.extend([weights(ND1D2, n, [d1, d2]), weights(ND2, n, [d2, '\0'])]);
            }
            let sum = |all: &[[i8; 3]], class: usize| all.iter().map(|weights| weights[class - 1] as i32).sum::<i32>();
            near.extend(far);
            let score = |class: usize| if class == 0 { 0 } else { sum(&near, class) };
            let best = (0..known.classes.len()).rev().max_by_key(|&class| score(class))?;
            (best != said && score(best) - score(said) >= MARGIN).then(|| glyph(known.classes[best]))
        };
        (0..chars.len()).map(choose).collect()
    }

    /// Where words stand that are replaced or kept.
    pub fn word_spans(&self, chars: &[char], base: Option<usize>) -> Vec<Range<usize>> {
        let mut words = self.words_in(chars, base);
        lattice::best(&mut words, chars.len());
        words.into_iter().map(|word| word.start..word.end).collect()
    }

    /// `base`: where the characters begin in the line, if forms count only that a sense replaces there.
    pub fn words_in(&self, chars: &[char], base: Option<usize>) -> Vec<Candidate> {
        let Some(place) = self.place() else { return Vec::new() };
        let folded: Vec<char> = chars.iter().map(|&c| self.scripts.fold(c)).collect();
        let longest = self.lexicon.forms.keys().map(|form| form.chars().count()).max().unwrap_or(0);
        let ends = |start: usize| (start + 2..=chars.len().min(start + longest)).rev();
        let all = (0..chars.len()).flat_map(|start| ends(start).map(move |end| start..end));
        let word = |span: Range<usize>| {
            let key: String = folded[span.clone()].iter().collect();
            let uses = self.lexicon.forms.get(&key)?;
            let plain = |found: &&FormUse| match found.actions[place] {
                Action::Keep => self.lexicon.concepts[found.concept].layer & KEEPER == 0,
                action => action == Action::Replace,
            };
            let may = |_: &&FormUse| self.may_write(base.map(|base| base + span.start..base + span.end), &key);
            let guarded = |found: &&FormUse| found.actions[place] == Action::Guarded;
            let found = uses.iter().find(plain).or_else(|| uses.iter().find(guarded).filter(may))?;
            let concept = found.concept as u16;
            Some(Candidate { start: span.start, end: span.end, concept, own: false, places: 0 })
        };
        all.filter_map(word).collect()
    }

    /// What is written for a concept, if the place has a word.
    pub fn written(&self, concept: usize) -> &str {
        let words = self.place().and_then(|place| self.lexicon.concepts[concept].written[place].as_ref());
        words.map_or("", |words| &words[usize::from(self.to.script() == Script::Hant)])
    }

    pub fn place(&self) -> Option<usize> {
        self.to.place().map(|place| place as usize)
    }

    /// The words that are replaced in a piece.
    pub fn words(&self, at: usize, chars: &[char], mode: Mode) -> Vec<Candidate> {
        let (keeps, mut words) = self.found(at, chars, mode);
        words.retain(|word| {
            keeps.iter().all(|keep| {
                let keep = &keep.span;
                let apart = keep.end <= word.start || word.end <= keep.start;
                let inside = word.start <= keep.start && keep.end <= word.end && *keep != (word.start..word.end);
                apart || inside || word.own && *keep == (word.start..word.end)
            })
        });
        let mut all_struck: Vec<Range<usize>> = Vec::new();
        loop {
            let mut path = words.clone();
            lattice::best(&mut path, chars.len());
            let is_none = |word: &Candidate| !word.own && !self.is_read(at, chars, word.start..word.end);
            let struck: Vec<Candidate> = path.iter().copied().filter(is_none).collect();
            all_struck.extend(struck.iter().map(|key| key.start..key.end));
            if struck.is_empty() {
                let first = self.line[..at].chars().count();
                path.retain(|word| {
                    word.own || !self.is_glossed(first + word.start..first + word.end, word.concept as usize)
                });
                return self.with_senses(at, chars, path, &keeps, &all_struck);
            }
            let touches = |word: &Candidate| struck.iter().any(|key| key.start < word.end && word.start < key.end);
            words.retain(|word| word.own || !touches(word));
        }
    }

    /// Whether a word is read as one where it stands: no other words end inside it.
    pub fn is_read(&self, at: usize, chars: &[char], word: Range<usize>) -> bool {
        let first = self.line[..at].chars().count();
        let is_ideograph = |c: &char| ('\u{3400}'..='\u{4DBF}').contains(c) || ('\u{4E00}'..='\u{9FFF}').contains(c);
        let key: Vec<char> = chars[word.clone()].iter().map(|&c| self.scripts.fold(c)).collect();
        if word.len() > 6 || !key.iter().all(is_ideograph) {
            return true;
        }
        let (start, end) = (first + word.start, first + word.end);
        let (before, after) =
            (&chars[word.start.saturating_sub(16)..word.start], &chars[word.end..chars.len().min(word.end + 16)]);
        let base = start - before.len();
        let last_word = self.words_in(before, Some(base)).iter().map(|word| word.end).max().unwrap_or(0);
        let next_word = self.words_in(after, Some(end)).iter().map(|word| word.start).min();
        let fold = |c: &char| self.scripts.fold(*c);
        let near = |from: usize, to: usize| {
            let mut text: Vec<char> = before[from..].iter().rev().map(fold).take(4).take_while(is_ideograph).collect();
            text.reverse();
            let start = text.len();
            text.extend(&key);
            text.extend(after[..to].iter().map(fold).take(4).take_while(is_ideograph));
            (text, start)
        };
        let (whole, start) = near(0, after.len());
        let len = key.len();
        let (from, to) = (before.len() - start, whole.len() - start - len);
        let is_latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let apart = self.word_spans(before, Some(base)).last().is_none_or(|word| word.end <= from)
            && self.word_spans(after, Some(end)).first().is_none_or(|word| word.start >= to)
            && !(start < 4 && from > 0 && is_latin(before.get(from - 1)))
            && !(to < 4 && is_latin(after.get(to)));
        if self.joints(&whole, start, len).is_empty() {
            return true;
        }
        if apart {
            return self.is_word(&whole, start, len);
        }
        let (text, start) = near(last_word, next_word.unwrap_or(after.len()));
        let joints = self.joints(&text, start, len);
        joints.into_iter().all(|joint| self.is_word(&text[joint.clone()], start - joint.start, len))
    }

    /// The place's own words in a piece, and all that could be replaced.
    pub fn found(&self, at: usize, chars: &[char], mode: Mode) -> (Vec<Keep>, Vec<Candidate>) {
        let Some(place) = self.place() else { return Default::default() };
        let folded: Vec<char> = chars.iter().map(|&c| self.scripts.fold(c)).collect();
        let longest = self.lexicon.forms.keys().map(|form| form.chars().count()).max().unwrap_or(0);
        let (mut keeps, mut words): (Vec<Keep>, Vec<Candidate>) = (Vec::new(), Vec::new());
        for start in 0..chars.len() {
            for end in (start + 2..=chars.len().min(start + longest)).rev() {
                let key: String = folded[start..end].iter().collect();
                let Some(uses) = self.lexicon.forms.get(&key) else { continue };
                if !self.has_edges(&key, at, chars, start..end) {
                    continue;
                }
                for found in uses {
                    match found.actions[place] {
                        Action::Keep => {
                            let keeper = self.lexicon.concepts[found.concept].layer & KEEPER != 0;
                            keeps.push(Keep { span: start..end, keeper });
                            if mode == Mode::Shown
                                && !(keeper && self.to.script() == Script::Hans)
                                && self.scripts.folded(self.written(found.concept)) == key
                            {
                                words.push(Candidate {
                                    start,
                                    end,
                                    concept: found.concept as u16,
                                    own: true,
                                    places: 0,
                                });
                            }
                        }
                        Action::Replace if !self.has_edges(self.written(found.concept), at, chars, start..end) => {}
                        Action::Replace => words.push(Candidate {
                            start,
                            end,
                            concept: found.concept as u16,
                            own: false,
                            places: bits(found),
                        }),
                        Action::None | Action::Guarded => {}
                    }
                }
            }
        }
        (keeps, words)
    }

    pub fn has_edges(&self, word: &str, at: usize, chars: &[char], key: Range<usize>) -> bool {
        let place = |number: usize| at + chars[..number].iter().map(|c| c.len_utf8()).sum::<usize>();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic() && !"()[]<>,;!?\"'".contains(c));
        let after = self.line[place(key.end)..].chars().next();
        let before = self.line[..place(key.start)].chars().next_back();
        let grows_left = joins(before) && latin(word.chars().next());
        let grows_right = joins(after) && latin(word.chars().next_back());
        !grows_left && !grows_right
    }
}

//! Our own plans: maps of the script layer in, words with flags out (layout: `table::plans`).

use super::chars::{RareRow, Words, change};
use super::pairs;
use super::script::{Scripts, single};
use super::words::Keys;
use crate::data::pairs::Counts;
use crate::data::{Place, Script, choice, ideograph};
use crate::table::chars::SPECIAL;
use crate::table::pairs::{ALWAYS, NOTHING};
use crate::table::plans::{Glyphs, Mode, anchor, flag};
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// Where characters lie that may join what stands before them to one grapheme cluster: whole blocks, since the engine
/// asks `unicode-segmentation` there.
const JOINS: &[(u32, u32)] = &[
    (0x0800, 0x1DFF),
    (0x200C, 0x200D),
    (0x20D0, 0x20F0),
    (0x2CEF, 0x2CF1),
    (0x2DE0, 0x2DFF),
    (0x302A, 0x302F),
    (0x3099, 0x309A),
    (0xA66F, 0xA6F1),
    (0xA800, 0xABFF),
    (0xFB1E, 0xFB1E),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFF9E, 0xFF9F),
];

/// The flags that a character has in every map.
pub fn flags(scripts: &Scripts<'_>) -> Words {
    let mut words = Words::new();
    let mut add = |code: u32, flag: u32| *words.entry(code).or_default() |= flag;
    for (&c, script) in &scripts.shows {
        add(c as u32, if *script == Script::Hans { flag::HANS } else { flag::HANT });
    }
    JOINS.iter().for_each(|&(first, last)| (first..=last).for_each(|code| add(code, flag::JOINS)));
    for c in choice::CANTONESE.chars() {
        add(c as u32, flag::CANTONESE);
        add(scripts.simplify(c) as u32, flag::CANTONESE);
    }
    let all = (0x800..0x10000).filter_map(char::from_u32);
    all.filter(|&c| ideograph::is_syllable(c)).for_each(|c| add(c as u32, flag::FOREIGN));
    "“”‘’「」『』".chars().for_each(|c| add(c as u32, flag::QUOTES));
    let operators = (0x2FF0..=0x31EF).filter_map(char::from_u32).filter(|&c| ideograph::is_operator(c));
    operators.for_each(|c| add(c as u32, flag::JOINS));
    words.retain(|&code, _| (0x800..0x10000).contains(&code));
    words
}

/// The words of a standard's map for a mode, and the characters that no word can convert.
pub fn map(scripts: &Scripts<'_>, glyphs: Glyphs, mode: Mode, flags: &Words) -> (Words, Vec<RareRow>) {
    let mut words = flags.clone();
    let mut rare = Vec::new();
    for (&c, made) in scripts.map(glyphs, mode) {
        let mut own = if made.choice { flag::CHOICE } else { 0 };
        own |= if made.variant { flag::VARIANT } else { 0 };
        match change(c, made.target) {
            Some(change) => own |= change,
            None => {
                own |= SPECIAL;
                rare.push((c as u32, made.target.into(), 0));
            }
        }
        if (c as u32) < 0x10000 {
            let word = words.entry(c as u32).or_default();
            // A glyph that the plan edits in every line is no evidence: a second pass would not find it.
            let edited = scripts.map(glyphs, Mode::Quiet).get(&c).is_some_and(|change| change.variant);
            *word = if edited { *word & !(flag::HANS | flag::HANT) } else { *word } | own;
        }
    }
    // What shows the other script and stays is none, either: the line would never be done.
    let other = if glyphs == Glyphs::Simplified { flag::HANT } else { flag::HANS };
    for (&code, word) in &mut words {
        let changes = char::from_u32(code).is_some_and(|c| {
            let made = scripts.map(glyphs, Mode::Shown).get(&c);
            made.is_some_and(|made| single(made.target) != Some(c))
        });
        *word = if changes { *word } else { *word & !other };
    }
    (words, rare)
}

/// The words of a map for the fast loop, where those that choose are told from others that have several targets.
pub fn front(words: &Words, choosers: &BTreeSet<u32>) -> Words {
    let word = |code: u32, word: u32| if choosers.contains(&code) { word } else { word & !flag::CHOICE };
    words.iter().map(|(&code, &of)| (code, word(code, of))).collect()
}

/// A map with the same evidence that changes nothing but what lies beyond U+FFFF.
pub fn still(words: &Words, rare: &[RareRow]) -> (Words, Vec<RareRow>) {
    let kept = flag::HANS | flag::HANT | flag::FOREIGN | flag::JOINS | flag::CANTONESE;
    let quotes = |word: u32| if word & flag::CHOICE == 0 { word & flag::QUOTES } else { 0 };
    let words = words.iter().map(|(&code, &word)| (code, word & kept | quotes(word)));
    let words = words.filter(|&(_, word)| word != 0).collect();
    (words, rare.iter().filter(|(code, ..)| *code > 0xFFFF).cloned().collect())
}

/// The words of a map without flags.
pub fn plain<'a>(rows: impl Iterator<Item = (char, &'a str)>) -> (Words, Vec<RareRow>) {
    let mut words = Words::new();
    let mut rare = Vec::new();
    for (c, target) in rows {
        match change(c, target) {
            Some(change) => drop(words.insert(c as u32, change)),
            None => {
                if (c as u32) < 0x10000 {
                    words.insert(c as u32, SPECIAL);
                }
                rare.push((c as u32, target.into(), 0));
            }
        }
    }
    (words, rare)
}

/// From characters to those that stand for them.
pub fn fold(scripts: &Scripts<'_>) -> (Words, Vec<RareRow>) {
    let foldings: BTreeMap<char, alloc::string::String> =
        scripts.foldings().map(|(c, folded)| (c, folded.into())).collect();
    plain(foldings.iter().map(|(&c, folded)| (c, folded.as_str())))
}

/// From OpenCC's Traditional to Taiwan's or Hong Kong's glyphs.
pub fn glyphs(scripts: &Scripts<'_>, glyphs: Glyphs) -> (Words, Vec<RareRow>) {
    let map = scripts.glyphs.get(glyphs as usize).into_iter().flatten();
    plain(map.map(|(&c, &target)| (c, target)))
}

/// The anchors that some plan of a standard looks for in a mode.
fn bits(glyphs: Glyphs, mode: Mode) -> u32 {
    let script = if glyphs == Glyphs::Simplified { Script::Hans } else { Script::Hant };
    let places = Place::ALL.iter().enumerate().filter(|&(_, &place)| Glyphs::of(script, Some(place)) == glyphs);
    let spelled = |place| if mode == Mode::Shown { anchor::spelled(place) } else { 0 };
    let words = places.map(|(place, _)| anchor::replaced(place) | anchor::guarded(place) | spelled(place)).sum::<u32>();
    let evidence = if script == Script::Hant && mode == Mode::Quiet { anchor::EVIDENCE } else { 0 };
    anchor::phrase(glyphs, mode) | evidence | words
}

/// The filter's words for a standard and mode: of every spelling those of its folded character; what no word can convert
/// is always let through.
pub fn filter(
    scripts: &Scripts<'_>,
    keys: &Keys,
    (glyphs, mode): (Glyphs, Mode),
    special: &BTreeSet<u32>,
    counts: &Counts,
) -> Words {
    let wanted = bits(glyphs, mode);
    let anchors = keys.anchors.iter().filter(|&(_, bits)| bits & wanted != 0);
    let pairs: BTreeSet<(char, char)> = anchors.map(|(&pair, _)| pair).collect();
    let folded = pairs::filter(&pairs, &BTreeSet::new(), counts, 0);
    let mut words = Words::new();
    for (code, word) in folded {
        let Some(c) = char::from_u32(code) else { continue };
        words.extend(scripts.members(c).into_iter().map(|member| (member as u32, word)));
    }
    for &code in special {
        let word = words.entry(code).or_insert(NOTHING);
        *word = *word & !31 | ALWAYS;
    }
    words
}

/// The anchors as text may write them, with their bits: so that text need not be folded to find them.
pub fn written(scripts: &Scripts<'_>, keys: &Keys) -> BTreeMap<(char, char), u32> {
    let mut written = BTreeMap::new();
    // The fast loop sees no others.
    let members = |c| scripts.members(c).into_iter().filter(|c| c.is_ascii() || c.len_utf8() == 3);
    for (&(a, b), &bits) in &keys.anchors {
        for pair in members(a).flat_map(|a| members(b).map(move |b| (a, b))) {
            // Phrases that show a script count only as they are written.
            let bits = if pair == (a, b) { bits } else { bits & !anchor::EVIDENCE };
            if bits != 0 {
                written.insert(pair, bits);
            }
        }
    }
    written
}

/// Lists changes that would not stay: the target is changed again, or folds to something else.
pub fn unstable<'s>(scripts: &'s Scripts<'_>) -> Vec<(char, &'s str)> {
    let mut found = Vec::new();
    for glyphs in Glyphs::ALL {
        for mode in Mode::ALL {
            for (&c, made) in scripts.map(glyphs, mode) {
                let again = single(made.target).and_then(|target| scripts.map(glyphs, mode).get(&target));
                let stays = again.is_none_or(|again| again.target == made.target || again.choice);
                let folds = single(made.target).is_none_or(|target| scripts.fold(target) == scripts.fold(c));
                if !stays || !folds {
                    found.push((c, made.target));
                }
            }
        }
    }
    found
}

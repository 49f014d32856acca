//! Random text that is hard on a converter: words of OpenCC's tables, whole, cut, overlapped and miswritten, between
//! everything that Unicode allows around them. A seed gives the same lines on every machine.
//!
//! Most bugs of a converter sit where two keys compete (greedy or not, which table first, one stage's output as the
//! next one's key) or where a buffer ends. So the keys are chained by shared characters, and some lines run for
//! thousands of characters without a single place where a match could not begin earlier.

#![allow(dead_code)] // Each test takes what it needs.

#[path = "pieces.rs"]
mod pieces;
#[path = "words.rs"]
pub mod words;

use pieces::*;
use std::{
    string::{String, ToString},
    vec::Vec,
};
use words::{Rng, Words};

/// Writes one piece of a line.
type Piece = fn(&mut Mixture, &mut String);

/// What a line is made of: pieces and how often each comes. The first has keys alone, so that nothing ends a run.
const DENSE: &[(usize, Piece)] =
    &[(20, key), (8, value), (8, front), (8, back), (25, chain), (12, recast), (8, seam), (8, character)];

const PROSE: &[(usize, Piece)] = &[
    (20, key),
    (10, value),
    (12, chain),
    (10, recast),
    (6, character),
    (10, punctuation),
    (5, ascii),
    (3, digits),
    (4, quoted),
    (2, blank),
    (2, kana),
];

const EVERYTHING: &[(usize, Piece)] = &[
    (12, key),
    (6, value),
    (5, front),
    (5, back),
    (10, chain),
    (8, recast),
    (5, seam),
    (6, character),
    (3, han),
    (4, astral),
    (4, compatible),
    (5, description),
    (4, broken),
    (3, selector),
    (2, mark),
    (4, ascii),
    (2, digits),
    (4, punctuation),
    (2, quoted),
    (3, kana),
    (2, hangul),
    (2, emoji),
    (3, blank),
    (2, private),
    (2, odd),
];

const STRANGE: &[(usize, Piece)] = &[
    (6, chain),
    (6, recast),
    (8, character),
    (8, astral),
    (10, compatible),
    (16, description),
    (10, broken),
    (8, selector),
    (3, mark),
    (3, emoji),
    (3, blank),
    (3, private),
    (6, odd),
];

const MOODS: &[&[(usize, Piece)]] = &[DENSE, DENSE, PROSE, PROSE, EVERYTHING, EVERYTHING, EVERYTHING, STRANGE];

pub struct Mixture {
    words: &'static Words,
    rng: Rng,
    nul: bool,
}

impl Mixture {
    pub fn new(seed: u64) -> Self {
        Mixture { words: Words::get(), rng: Rng::new(seed), nul: false }
    }

    /// Lets U+0000 come too. OpenCC loses what follows it, so not every test can have it.
    pub fn with_nul(mut self) -> Self {
        self.nul = true;
        self
    }

    /// The next line: 1 to 60 pieces, rarely thousands of characters. It holds no U+000A and is not empty.
    pub fn line(&mut self) -> String {
        if self.rng.once_in(100) {
            let most = self.rng.between(1_000, 12_000);
            return self.long(most);
        }
        let most = self.rng.between(1, 60);
        self.short(most)
    }

    /// A line of 1 to `most` pieces.
    pub fn short(&mut self, most: usize) -> String {
        let mood = *self.rng.pick(MOODS);
        let mut out = String::new();
        for _ in 0..self.rng.between(1, most) {
            self.piece(mood, &mut out);
        }
        if self.nul && self.rng.once_in(4) {
            let ends: Vec<usize> = out.char_indices().map(|(at, _)| at).collect();
            out.insert(ends.get(self.rng.below(ends.len().max(1))).copied().unwrap_or(0), '\0');
        }
        if out.is_empty() {
            key(self, &mut out)
        }
        out
    }

    /// A line of about `most` characters, made to meet the ends of buffers.
    pub fn long(&mut self, most: usize) -> String {
        let mut out = String::new();
        match self.rng.below(7) {
            // No break anywhere: each key shares characters with the one before.
            0 => {
                while out.chars().count() < most {
                    links(self, &mut out, most / 2);
                }
            }
            // The same key again and again: the walk never finds a place that no key covers.
            1 => {
                let mut word = self.words.key(&mut self.rng).to_string();
                if self.rng.once_in(2) {
                    key(self, &mut word);
                }
                while out.len() < most * 3 {
                    out.push_str(&word);
                }
            }
            // Keys laid across the multiples of 1,024 bytes.
            2 | 3 => {
                while out.len() < most * 3 {
                    self.pad(&mut out);
                    for _ in 0..self.rng.between(1, 12) {
                        self.piece(DENSE, &mut out);
                    }
                }
            }
            kind => {
                let mood = [DENSE, PROSE, EVERYTHING][kind - 4];
                while out.len() < most * 3 {
                    self.piece(mood, &mut out);
                }
            }
        }
        out
    }

    /// Fills up to some bytes before or after a multiple of 1,024: with a character of one, three or four bytes, or
    /// with a key, which leaves no place to cut.
    fn pad(&mut self, out: &mut String) {
        let fill = match self.rng.below(5) {
            0 => "x".to_string(),
            1 => "。".to_string(),
            2 => "𠮷".to_string(),
            3 => self.words.character(&mut self.rng).to_string(),
            _ => self.words.key(&mut self.rng).to_string(),
        };
        let end = (out.len() / 1024 + self.rng.between(1, 4)) * 1024 + self.rng.below(60);
        let end = end.saturating_sub(30);
        while out.len() < end {
            out.push_str(&fill);
        }
    }

    fn piece(&mut self, mood: &[(usize, Piece)], out: &mut String) {
        let mut at = self.rng.below(mood.iter().map(|(often, _)| often).sum());
        for &(often, piece) in mood {
            if at < often {
                return piece(self, out);
            }
            at -= often;
        }
    }
}

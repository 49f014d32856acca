//! The pieces that a line of [`Mixture`] is made of. Each writes itself to the end of the line.

use super::{Mixture, Piece, words::Cast};
use std::{
    string::{String, ToString},
    vec::Vec,
};

pub fn key(m: &mut Mixture, out: &mut String) {
    out.push_str(m.words.key(&mut m.rng));
}

pub fn value(m: &mut Mixture, out: &mut String) {
    out.push_str(m.words.value(&mut m.rng));
}

/// Where each character of a text begins, and its end.
fn edges(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// The front of a key: a match that begins and never ends.
pub fn front(m: &mut Mixture, out: &mut String) {
    let word = m.words.key(&mut m.rng);
    out.push_str(&word[..*m.rng.pick(&edges(word)[1..])]);
}

/// A key without its front.
pub fn back(m: &mut Mixture, out: &mut String) {
    let word = m.words.key(&mut m.rng);
    let edges = edges(word);
    out.push_str(&word[*m.rng.pick(&edges[..edges.len() - 1])..]);
}

/// The back of one key, then the front of another.
pub fn seam(m: &mut Mixture, out: &mut String) {
    back(m, out);
    front(m, out);
}

/// Keys that share characters, each with the next.
pub fn chain(m: &mut Mixture, out: &mut String) {
    let most = m.rng.between(1, 5);
    links(m, out, most);
}

pub fn links(m: &mut Mixture, out: &mut String, most: usize) {
    let mut last = m.words.key(&mut m.rng);
    out.push_str(last);
    for _ in 0..most {
        let Some((next, shared)) = m.words.follow(last, &mut m.rng) else { break };
        out.push_str(&next[shared..]);
        last = next;
    }
}

/// A key or a chain in another script, or half in it.
pub fn recast(m: &mut Mixture, out: &mut String) {
    let mut word = String::new();
    if m.rng.once_in(2) {
        key(m, &mut word)
    } else {
        chain(m, &mut word)
    }
    let cast = *m.rng.pick(&[Cast::Simplified, Cast::Traditional, Cast::Mixed]);
    out.push_str(&m.words.cast(&word, cast, &mut m.rng));
}

pub fn character(m: &mut Mixture, out: &mut String) {
    let c = m.words.character(&mut m.rng);
    for _ in 0..if m.rng.once_in(10) { 4 } else { 1 } {
        out.push(c);
    }
}

pub fn han(m: &mut Mixture, out: &mut String) {
    out.push(m.rng.char_in(0x4e00, 0x9fff));
}

pub fn astral(m: &mut Mixture, out: &mut String) {
    for _ in 0..m.rng.between(1, 3) {
        let (low, high) = *m.rng.pick(&[(0x20000, 0x2a6df), (0x2a700, 0x2ebe0), (0x30000, 0x323af)]);
        out.push(m.rng.char_in(low, high));
    }
}

/// Compatibility ideographs, alone or in place of a key's characters.
pub fn compatible(m: &mut Mixture, out: &mut String) {
    match m.rng.below(3) {
        0 => out.push(m.rng.char_in(0xf900, 0xfadf)),
        1 => out.push(m.rng.char_in(0x2f800, 0x2fa1f)),
        _ => {
            let mut word = String::new();
            chain(m, &mut word);
            out.push_str(&m.words.in_compatibility(&word, &mut m.rng));
        }
    }
}

/// The operators of ideographic description sequences and how many operands each takes.
const OPERATORS: &[(char, usize)] = &[
    ('⿰', 2),
    ('⿱', 2),
    ('⿲', 3),
    ('⿳', 3),
    ('⿴', 2),
    ('⿵', 2),
    ('⿶', 2),
    ('⿷', 2),
    ('⿸', 2),
    ('⿹', 2),
    ('⿺', 2),
    ('⿻', 2),
    ('\u{2ffc}', 2),
    ('\u{2ffd}', 2),
    ('\u{2ffe}', 1),
    ('\u{2fff}', 1),
    ('\u{31ef}', 2),
];

/// An ideographic description sequence: whole, cut, nested, too deep or too long for OpenCC; a key may follow.
pub fn description(m: &mut Mixture, out: &mut String) {
    let mut whole = String::new();
    let depth = match m.rng.below(8) {
        0 => m.rng.between(13, 20),
        1 => 6,
        kind => kind / 2,
    };
    nest(m, &mut whole, depth, depth > 12);
    if depth == 6 {
        // Wide enough to pass 64 code points now and then.
        for _ in 0..3 {
            nest(m, &mut whole, depth, false);
        }
    }
    let edges = edges(&whole);
    let end = if m.rng.once_in(3) { *m.rng.pick(&edges[1..]) } else { whole.len() };
    out.push_str(&whole[..end]);
    if m.rng.once_in(2) {
        key(m, out);
    }
}

fn nest(m: &mut Mixture, out: &mut String, depth: usize, thin: bool) {
    let &(operator, operands) = m.rng.pick(OPERATORS);
    out.push(operator);
    for operand in 0..operands {
        if depth > 0 && (if thin { operand == 0 } else { m.rng.once_in(2) }) {
            nest(m, out, depth - 1, thin);
            continue;
        }
        match m.rng.below(12) {
            0 => out.push(m.rng.char_in(0x20, 0x7e)),
            1 => astral(m, out),
            2 => compatible(m, out),
            3 => selector(m, out),
            4 => punctuation(m, out),
            _ => out.push(m.words.character(&mut m.rng)),
        }
    }
}

/// A key with something between its characters, or after one of them.
pub fn broken(m: &mut Mixture, out: &mut String) {
    let mut word = m.words.key(&mut m.rng).to_string();
    let at = *m.rng.pick(&edges(&word)[1..]);
    let mut wedge = String::new();
    let piece = *m.rng.pick(&[selector as Piece, mark, ascii, blank, odd, character]);
    piece(m, &mut wedge);
    word.insert_str(at, &wedge);
    out.push_str(&word);
}

pub fn selector(m: &mut Mixture, out: &mut String) {
    out.push(m.words.character(&mut m.rng));
    out.push(if m.rng.once_in(2) { m.rng.char_in(0xfe00, 0xfe0f) } else { m.rng.char_in(0xe0100, 0xe01ef) });
}

pub fn mark(m: &mut Mixture, out: &mut String) {
    out.push(m.rng.char_in(0x300, 0x36f));
}

pub fn ascii(m: &mut Mixture, out: &mut String) {
    let long = if m.rng.once_in(12) { 80 } else { 9 };
    for _ in 0..m.rng.between(1, long) {
        out.push(m.rng.char_in(0x21, 0x7e));
    }
}

pub fn digits(m: &mut Mixture, out: &mut String) {
    out.push_str(&m.rng.below(100_000).to_string());
}

pub fn punctuation(m: &mut Mixture, out: &mut String) {
    out.push_str(m.rng.text(&[
        "，", "。", "、", "：", "；", "！", "？", "（", "）", "《", "》", "……", "——", "·", "-", "％", "Ａ", "　",
    ]));
}

pub fn quoted(m: &mut Mixture, out: &mut String) {
    let (open, close) = *m.rng.pick(&[("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("\"", "\"")]);
    out.push_str(open);
    chain(m, out);
    out.push_str(close);
}

pub fn kana(m: &mut Mixture, out: &mut String) {
    for _ in 0..m.rng.between(1, 4) {
        out.push(m.rng.char_in(0x3041, 0x30ff));
    }
}

pub fn hangul(m: &mut Mixture, out: &mut String) {
    for _ in 0..m.rng.between(1, 3) {
        out.push(m.rng.char_in(0xac00, 0xd7a3));
    }
}

pub fn emoji(m: &mut Mixture, out: &mut String) {
    out.push_str(m.rng.text(&["🙂", "👩‍👩‍👧", "🇹🇼", "👍🏽", "❤️", "1️⃣", "🏴‍☠️"]));
}

pub fn blank(m: &mut Mixture, out: &mut String) {
    out.push_str(m.rng.text(&[" ", "\t", "\r", "\u{3000}", "\u{a0}", "  "]));
}

pub fn private(m: &mut Mixture, out: &mut String) {
    out.push(if m.rng.once_in(3) { m.rng.char_in(0xf0000, 0xffffd) } else { m.rng.char_in(0xe000, 0xf8ff) });
}

/// What breaks code that thinks of text as three-byte characters: one of each length, line ends that are none,
/// controls, noncharacters, the last code point.
pub fn odd(m: &mut Mixture, out: &mut String) {
    const ODD: &[char] = &[
        '\u{1}',
        '\u{7f}',
        '\u{80}',
        '\u{85}',
        '\u{7ff}',
        '\u{800}',
        '\u{200b}',
        '\u{200d}',
        '\u{202e}',
        '\u{2028}',
        '\u{feff}',
        '\u{fffd}',
        '\u{ffff}',
        '\u{10000}',
        '\u{10ffff}',
        'é',
        'ß',
        'Ω',
        'ж',
        '㍿',
        '⼀',
        '〇',
        '々',
    ];
    out.push(*m.rng.pick(ODD));
}

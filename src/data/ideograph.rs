//! What Unicode says of ideographs and what stands beside them: description sequences, compatibility blocks, the
//! syllables of Japanese and Korean.
//!
//! Description sequences (`⿰氵每`) are read as OpenCC 1.4.2 reads them.

/// Whether a character stands in one of the blocks of compatibility ideographs.
#[inline]
pub fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// Whether a character is a unified ideograph of the first plane, of which words are.
#[inline]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Whether a character is kana (but no mark, such as ・, which Chinese has too) or hangul.
#[inline]
pub fn is_syllable(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7FB}' | '\u{FF66}'..='\u{FF9F}')
}

/// How many parts a description operator takes; 0 for any other character.
#[inline]
fn arity(c: char) -> usize {
    match c {
        '\u{2FF2}' | '\u{2FF3}' => 3,
        '\u{2FFE}' | '\u{2FFF}' => 1,
        '\u{2FF0}'..='\u{2FFD}' => 2,
        _ => 0,
    }
}

/// Whether a character may begin a description sequence.
#[inline]
pub fn is_operator(c: char) -> bool {
    arity(c) > 0
}

/// The most characters of a description sequence.
const LONGEST: usize = 64;
/// How deep operators may be nested.
const DEEPEST: usize = 16;
/// The most bytes of text that can become a description sequence in a later stage: a key has fewer than 256.
pub const FARTHEST: usize = LONGEST * 256;

/// Bytes of the description sequence that `text` begins with; `None` where it is not complete.
///
/// OpenCC takes any characters as parts, at most 64 characters nested 16 deep. Unlike it we do not let a sequence cross
/// a line end, for each line is converted apart.
fn sequence(text: &str, depth: usize, count: &mut usize) -> Option<usize> {
    let c = text.chars().next().filter(|&c| c != '\n')?;
    if depth == 0 || *count >= LONGEST {
        return None;
    }
    *count += 1;
    let mut len = c.len_utf8();
    for _ in 0..arity(c) {
        len += sequence(text.get(len..)?, depth - 1, count)?;
    }
    Some(len)
}

/// Bytes of what is stepped over where no key matches: a whole description sequence, or one character.
#[inline]
pub fn step(text: &str) -> usize {
    match text.chars().next() {
        Some(c) if is_operator(c) => sequence(text, DEEPEST, &mut 0).unwrap_or(c.len_utf8()),
        Some(c) => c.len_utf8(),
        None => 0,
    }
}

/// Bytes of what must be judged together with the first character of `text`: a character, or a description sequence.
///
/// A sequence that is not complete may be so in a later stage, where text has become longer or shorter; then it is
/// [`FARTHEST`], though the line or the text may end before.
#[inline]
pub fn reach(text: &str) -> usize {
    match text.chars().next() {
        Some(c) if is_operator(c) => sequence(text, DEEPEST, &mut 0).unwrap_or(FARTHEST),
        Some(c) => c.len_utf8(),
        None => 0,
    }
}

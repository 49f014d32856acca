//! Text that is not UTF-8: what it probably is, and how to mend it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use std::fmt;

/// What a text with a fault in its UTF-8 probably is.
#[derive(Debug, PartialEq)]
pub(crate) enum Guess {
    /// Another encoding: its usual name, and the one `iconv` knows it (or what contains it) by.
    Encoding { name: &'static str, iconv: &'static str },
    /// UTF-8, but not at this place.
    Damaged,
    /// UTF-8 whose last character is not complete.
    CutOff,
    /// No text.
    Binary,
}

impl Guess {
    /// Judges by the bytes around `at`, where UTF-8 ends.
    pub(crate) fn of(sample: &[u8], at: usize) -> Self {
        if let Some(guess) = by_mark(sample) {
            return guess;
        }
        if sample.contains(&0) {
            return by_high_bytes(sample);
        }
        let rest = sample.get(at..).unwrap_or_default();
        if std::str::from_utf8(rest).is_err_and(|fault| fault.valid_up_to() == 0 && fault.error_len().is_none()) {
            return Guess::CutOff;
        }
        if mostly_utf8(sample) { Guess::Damaged } else { by_frequency(sample) }
    }

    const fn encoding(name: &'static str, iconv: &'static str) -> Self {
        Guess::Encoding { name, iconv }
    }
}

/// A byte order mark says it. (`iconv` takes the mark away by the names without a byte order.)
fn by_mark(sample: &[u8]) -> Option<Guess> {
    match sample {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some(Guess::encoding("UTF-32", "UTF-32")),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some(Guess::encoding("UTF-16", "UTF-16")),
        _ => None,
    }
}

/// In Chinese text as UTF-16, one byte of each pair is nearly always of an ideograph (4E to 9F), of
/// its punctuation (30, FF) or of ASCII (00); the other byte may be anything.
fn by_high_bytes(sample: &[u8]) -> Guess {
    let share = |first: usize| {
        let half = || sample.iter().skip(first).step_by(2);
        let high = half().filter(|byte| matches!(byte, 0 | 0x30 | 0x4E..=0x9F | 0xFF)).count();
        high as f64 / half().count().max(1) as f64
    };
    match (share(0), share(1)) {
        (even, odd) if odd > 0.9 && even < 0.8 => Guess::encoding("UTF-16LE", "UTF-16LE"),
        (even, odd) if even > 0.9 && odd < 0.8 => Guess::encoding("UTF-16BE", "UTF-16BE"),
        _ => Guess::Binary,
    }
}

/// More characters beyond ASCII are well formed than are not: no other encoding looks like that.
fn mostly_utf8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Which characters the bytes would be, and how usual those are.
fn by_frequency(sample: &[u8]) -> Guess {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = |place| detector.guess(place, Utf8Detection::Deny).name();
    // A few Chinese characters can pass for Korean, Cyrillic or Arabic: ask again, as for text from a place that has had both
    // of China's encodings.
    const FEW: usize = 64;
    let is_long = sample.iter().filter(|byte| !byte.is_ascii()).nth(FEW).is_some();
    let name = match guess(None) {
        name @ ("GBK" | "Big5" | "windows-1252") => name,
        name @ ("Shift_JIS" | "EUC-JP" | "EUC-KR") if is_long => name,
        _ => guess(Some(b"hk")),
    };
    match name {
        "GBK" | "gb18030" => Guess::encoding("GB18030", "GB18030"),
        "Big5" => Guess::encoding("Big5", "BIG5-HKSCS"),
        "Shift_JIS" => Guess::encoding("Shift_JIS", "CP932"),
        "EUC-KR" => Guess::encoding("EUC-KR", "CP949"),
        name => Guess::encoding(name, name),
    }
}

impl fmt::Display for Guess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Guess::Encoding { name, iconv } => {
                write!(f, "probably {name}; convert it first: iconv -f {iconv} -t UTF-8")
            }
            Guess::Damaged => f.write_str(
                "UTF-8 elsewhere, so damaged here; mend it, or drop what is bad by iconv -c -f UTF-8 -t UTF-8",
            ),
            Guess::CutOff => f.write_str("its last character is cut off; get the whole text again"),
            Guess::Binary => f.write_str("probably no text at all; name a text file"),
        }
    }
}

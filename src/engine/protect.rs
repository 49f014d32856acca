//! Spans that nobody may touch: what is no prose (addresses, code, paths, placeholders), clusters that an edit would
//! break, passages in Japanese and Korean, and what the caller names.

mod placeholders;

use super::{foreign, front};
use crate::data::ideograph;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::ops::Range;
use placeholders::placeholder;
use unicode_segmentation::GraphemeCursor;

bitflags::bitflags! {
    /// What is left alone in text because it is no prose. All of it, unless said otherwise; passages in Japanese and
    /// Korean, variation sequences and other grapheme clusters always are.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer, Protect};
    ///
    /// let builder = Normalizer::builder(Locale::ZH_TW);
    /// assert_eq!(builder.build()?.normalize("这个{文件夹}"), "這個{文件夹}");
    /// let no_placeholders = Protect::all() - Protect::PLACEHOLDERS;
    /// let all_but = Normalizer::builder(Locale::ZH_TW).protect(no_placeholders).build()?;
    /// assert_eq!(all_but.normalize("这个{文件夹}"), "這個{資料夾}");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Protect: u8 {
        /// `https://…`, `www.…/…`: Han characters too, after the host's slash.
        const URLS = 1;
        /// `name@host.org`.
        const EMAILS = 1 << 1;
        /// `@name`, in any script.
        const HANDLES = 1 << 2;
        /// `/usr/…`, `./…`, `~/…`, `C:\…`, `a/b.txt`.
        const PATHS = 1 << 3;
        /// Between backticks, inside one line.
        const CODE = 1 << 4;
        /// `{name}`, `${name}`, `%s`, `%1$d`, `%(name)s`, `$name`, `&amp;`; and code of templates: `{{ t("name") }}`, `{% … %}`,
        /// `{{< … >}}`, `<% … %>`, `$t(name)`, `@:name`, `{: .name}`.
        const PLACEHOLDERS = 1 << 5;
    }
}

impl Default for Protect {
    fn default() -> Self {
        Protect::all()
    }
}

/// The spans of a text of one line.
pub fn protected(line: &str, kinds: Protect) -> Vec<Range<usize>> {
    spans(line, 0..line.len(), kinds, &[])
}

/// The spans of a unit of text: sorted, apart, between characters. `named` are the caller's.
pub fn spans(text: &str, unit: Range<usize>, kinds: Protect, named: &[Range<usize>]) -> Vec<Range<usize>> {
    let line = text.get(unit.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for range in named {
        let (start, end) = (range.start.max(unit.start), range.end.min(unit.end));
        if start < end {
            let outward = |mut at: usize, step: fn(usize) -> usize| {
                while !text.is_char_boundary(at) {
                    at = step(at);
                }
                at
            };
            found.push(outward(start, |at| at - 1) - unit.start..outward(end, |at| at + 1) - unit.start);
        }
    }
    markup(line, kinds, &mut found);
    clusters(line, &mut found);
    foreign::passages(line, &mut found);
    found.iter_mut().for_each(|span| *span = span.start + unit.start..span.end + unit.start);
    apart(found)
}

/// The same spans, sorted, those that touch joined.
pub fn apart(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.retain(|span| span.start < span.end);
    spans.sort_by_key(|span| span.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => apart.push(span),
        }
    }
    apart
}

/// Characters that are neither ASCII nor ideographs of U+4000 to U+9FFF, of which a long line mostly is.
pub fn rare(line: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let rest = line.as_bytes().get(at..)?;
        let found = at + rest.iter().position(|&byte| has(&LEADS, byte))?;
        let c = line.get(found..)?.chars().next()?;
        at = found + c.len_utf8();
        Some((found, c))
    })
}

/// The bytes that such characters begin with.
#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
const LEADS: [bool; 256] = {
    let mut all = [false; 256];
    let mut byte = 0xC0;
    while byte < 256 {
        all[byte] = !matches!(byte, 0xE4..=0xE9);
        byte += 1;
    }
    all
};

/// A set of bytes.
#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
const fn bytes(members: &[u8]) -> [bool; 256] {
    let mut all = [false; 256];
    let mut number = 0;
    while number < members.len() {
        all[members[number] as usize] = true;
        number += 1;
    }
    all
}

fn has(set: &[bool; 256], byte: u8) -> bool {
    set.get(byte as usize) == Some(&true)
}

/// Grapheme clusters of more than one character, and description sequences.
fn clusters(line: &str, found: &mut Vec<Range<usize>>) {
    let mut done = 0;
    for (at, c) in rare(line) {
        if at < done || is_plain(c) {
            continue;
        }
        if ideograph::is_operator(c) {
            done = at + ideograph::step(line.get(at..).unwrap_or_default());
            found.push(at..done);
            continue;
        }
        let mut cursor = GraphemeCursor::new(at, line.len(), true);
        let start = match cursor.is_boundary(line, 0) {
            Ok(false) => cursor.prev_boundary(line, 0).ok().flatten().unwrap_or(at),
            _ => at,
        };
        let end = next_boundary(line, at).ok().flatten().unwrap_or(at);
        if end - start > c.len_utf8() {
            found.push(start..end);
            done = end;
        }
    }
}

fn next_boundary(line: &str, at: usize) -> Result<Option<usize>, unicode_segmentation::GraphemeIncomplete> {
    GraphemeCursor::new(at, line.len(), true).next_boundary(line, 0)
}

/// Whether a character never joins the one before it, or joins none but its like: halves of flags.
fn is_plain(c: char) -> bool {
    let plain = matches!(c, '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}');
    c.is_ascii() || plain || matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// What is told by its ASCII marks.
fn markup(line: &str, kinds: Protect, found: &mut Vec<Range<usize>>) {
    let bytes = line.as_bytes();
    // `floor` is the end of the span before.
    let (mut at, mut floor) = (0, 0);
    let mut open = BTreeSet::new();
    while let Some(offset) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| has(&MARKS, byte))) {
        let mark = at + offset;
        let span = match bytes.get(mark) {
            Some(b'`') if kinds.contains(Protect::CODE) => code(line, mark, &mut open),
            Some(b'@') => email(line, mark, floor)
                .filter(|_| kinds.contains(Protect::EMAILS))
                .or_else(|| handle(line, mark).filter(|_| kinds.contains(Protect::HANDLES))),
            Some(b'{' | b'$' | b'%' | b'&') if kinds.contains(Protect::PLACEHOLDERS) => placeholder(line, mark),
            Some(b'/' | b'\\' | b'.') => url(line, mark, floor)
                .filter(|_| kinds.contains(Protect::URLS))
                .or_else(|| path(line, mark, floor).filter(|_| kinds.contains(Protect::PATHS))),
            _ => None,
        };
        at = match span {
            Some(span) => {
                floor = span.end.max(mark + 1);
                found.push(span);
                floor
            }
            // A run of backticks that does not open a span is no shorter run either.
            None => mark + run(line, mark, |c| c == '`' && bytes.get(mark) == Some(&b'`')).max(1),
        };
    }
}

/// The bytes at which markup is looked for.
const MARKS: [bool; 256] = bytes(b"`@{$%&/\\.");

/// Bytes of the characters from `at` on that are wanted.
fn run(line: &str, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start_matches(wanted).len()
}

/// Bytes of the characters before `at`, not before `floor`, that are wanted.
fn run_before(line: &str, floor: usize, at: usize, wanted: impl Fn(char) -> bool) -> usize {
    let before = line.get(floor..at).unwrap_or_default();
    before.len() - before.trim_end_matches(wanted).len()
}

fn next(line: &str, at: usize) -> Option<char> {
    line.get(at..)?.chars().next()
}

fn before(line: &str, at: usize) -> Option<char> {
    line.get(..at)?.chars().next_back()
}

/// The text from a place on, at most so many bytes.
fn within(line: &str, at: usize, most: usize) -> &str {
    line.get(at..front::floor(line, line.len().min(at + most))).unwrap_or_default()
}

/// A code span: as many backticks at its end as at its begin (CommonMark's rule). `open` has the lengths of those that
/// nothing closes: no later one of that length is closed either.
fn code(line: &str, at: usize, open: &mut BTreeSet<usize>) -> Option<Range<usize>> {
    let ticks = run(line, at, |c| c == '`');
    let mut from = at + ticks;
    if !open.insert(ticks) {
        return None;
    }
    loop {
        let close = from + line.get(from..)?.find('`')?;
        let count = run(line, close, |c| c == '`');
        from = close + count;
        if count == ticks {
            open.remove(&ticks);
            return Some(at..from);
        }
    }
}

/// `local@host.org` around its `@`; `floor` is the end of the span before.
fn email(line: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    let local = run_before(line, floor, at, |c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let host = run(line, at + 1, |c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
    let name = line.get(at + 1..at + 1 + host)?.trim_end_matches(['.', '-']);
    let has_dot = name.split_once('.').is_some_and(|(first, rest)| !first.is_empty() && !rest.is_empty());
    (local > 0 && has_dot).then(|| at - local..at + 1 + name.len())
}

/// `@:name`, a message by its name; `@name`: a Latin name, not after a letter or digit and up to where Han begins; or one that
/// begins in Han, up to an address.
fn handle(line: &str, at: usize) -> Option<Range<usize>> {
    if next(line, at + 1) == Some(':') {
        let len = run(line, at + 2, |c| c.is_alphanumeric() || "_-.".contains(c));
        return (len > 0).then_some(at..at + 2 + len);
    }
    let latin = next(line, at + 1)?.is_ascii();
    let inside = |c: char| (if latin { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }) || "_-.".contains(c);
    let len = run(line, at + 1, inside);
    let name = line.get(at + 1..at + 1 + len)?;
    let address = ["http", "www."].into_iter().filter_map(|mark| name.find(mark)).min();
    let name = name.get(..address.unwrap_or(len))?.trim_end_matches(['.', '-']);
    let free = !latin || !before(line, at).is_some_and(|c| c.is_ascii_alphanumeric());
    (free && !name.is_empty()).then(|| at..at + 1 + name.len())
}

/// `scheme://host/…` around its slash, `www.host/…` around its dot.
fn url(line: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    let rest = line.get(at..)?;
    let (start, host) = if rest.starts_with("//") && line.get(..at)?.ends_with(':') {
        let scheme = run_before(line, floor, at - 1, |c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        (scheme > 0).then_some((at - 1 - scheme, at + 2))?
    } else {
        let www = at.checked_sub(3).filter(|&www| www >= floor)?;
        let free = !before(line, www).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
        let is_www = line.get(www..at)?.eq_ignore_ascii_case("www") && rest.starts_with('.');
        (free && is_www).then_some((www, at + 1))?
    };
    let end = host_end(line, host);
    let inside = |c: char| c.is_ascii_graphic() && !"<>\"`{}|\\^".contains(c) || !c.is_ascii() && c.is_alphanumeric();
    let end = match next(line, end) {
        Some('/' | '?' | '#') => end + run(line, end, inside),
        _ => end,
    };
    let end = host + closed(line.get(host..end)?);
    let mut url = line.get(start..end)?;
    // Marks at the end belong to the sentence, as does a bracket that opened before.
    loop {
        let trimmed = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '"', '*', '_', '~']);
        let open =
            |open, close| trimmed.ends_with(close) && trimmed.matches(open).count() < trimmed.matches(close).count();
        let trimmed = if open('(', ')') || open('[', ']') { trimmed.get(..trimmed.len() - 1)? } else { trimmed };
        if trimmed.len() == url.len() {
            break;
        }
        url = trimmed;
    }
    (start + url.len() > host).then(|| start..start + url.len())
}

/// Bytes of an address before the bracket that closes one which opened before it.
fn closed(address: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in address.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    address.len()
}

/// Where a path ends that runs on into prose: after an ending such as `.txt` that is followed by Han; else at `end`.
fn ending_before_prose(line: &str, at: usize, end: usize) -> usize {
    let path = line.get(at..end).unwrap_or_default();
    for (dot, _) in path.match_indices('.') {
        let rest = path.get(dot + 1..).unwrap_or_default();
        let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let is_ending = (1..=8).contains(&len) && rest.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_ending && rest.get(len..).is_some_and(|after| after.starts_with(|c: char| !c.is_ascii())) {
            return at + dot + 1 + len;
        }
    }
    end
}

/// The end of the host that begins at a place. A label may be of any script, if another one follows it.
fn host_end(line: &str, host: usize) -> usize {
    let mut end = host;
    loop {
        end += run(line, end, |c| c.is_ascii_alphanumeric() || "-._~:@[]%".contains(c));
        let label = run(line, end, |c| !c.is_ascii() && c.is_alphanumeric());
        let begins = end == host || line.get(..end).is_some_and(|before| before.ends_with('.'));
        let goes_on = line.get(end + label..).is_some_and(|rest| rest.starts_with('.'));
        if label == 0 || !begins || !goes_on {
            return end;
        }
        end += label;
    }
}

/// A path around its first slash.
fn path(line: &str, at: usize, floor: usize) -> Option<Range<usize>> {
    const FARTHEST: usize = 512;
    let inside = |c: char| c.is_alphanumeric() || "._~-+@%#=$".contains(c);
    let slash = line.as_bytes().get(at).copied().filter(|&byte| byte != b'.')? as char;
    let lead = run_before(line, floor, at, |c| c.is_ascii_alphanumeric() || "._~-+".contains(c));
    let start = at - lead;
    let first = line.get(start..at)?;
    // C:\…
    let drive = first.is_empty() && line.get(..start)?.ends_with(':');
    let drive = drive.then(|| start.checked_sub(2)).flatten().filter(|&drive| {
        let letter = line.as_bytes().get(drive).is_some_and(u8::is_ascii_alphabetic);
        letter && !before(line, drive).is_some_and(|c| c.is_ascii_alphanumeric())
    });
    let ahead = before(line, start);
    let free =
        ahead.is_none_or(|c| c.is_whitespace() || "\"'`(<[=,:;".contains(c) || (!c.is_ascii() && !c.is_alphanumeric()));
    // Right after Han a slash may be an “or”: what follows it must look like a path by itself.
    let follows_prose = ahead.is_some_and(|c| !c.is_ascii());
    let in_ascii = next(line, at + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    let may = match first {
        "" if follows_prose => in_ascii && slash == '/',
        "" => free,
        _ => free || follows_prose,
    };
    if drive.is_none() && !may {
        return None;
    }
    let end = at + run(within(line, at, FARTHEST), 0, |c| inside(c) || c == slash);
    let whole = line.get(start..ending_before_prose(line, at, end))?.trim_end_matches('.');
    let segments = whole.split(slash).filter(|segment| !segment.is_empty()).count();
    let has_ending = || {
        let (name, ending) = whole.rsplit_once(slash)?.1.rsplit_once('.')?;
        let is_ending = ending.len() <= 8 && ending.starts_with(|c: char| c.is_ascii_alphabetic());
        Some(!name.is_empty() && is_ending && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    let is_path = match first {
        _ if drive.is_some() => true,
        "." | ".." | "~" => segments > 1,
        "" if follows_prose => segments > 1,
        "" => segments > 1 && slash == '/' || has_ending() == Some(true),
        _ => has_ending() == Some(true),
    };
    (is_path && segments > 0).then(|| drive.unwrap_or(start)..start + whole.len())
}

//! Subtitles by chance, read as their formats are described: character by character.

use super::{config, converted, text, to_taiwan};
use proptest::prelude::*;
use tongwen::{Format, Parser};

/// A document as a player sees it: what is shown, a line or more a cue, and all else. U+FFFC stands for what parts a text.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    text: String,
    rest: String,
}

/// What is between two marks goes to the rest; to the text goes what `shown` says.
fn mark(seen: &mut Seen, mark: &str, shown: &str) {
    seen.rest.push_str(mark);
    seen.rest.push('\n');
    seen.text.push_str(shown);
}

/// `<…>` at the beginning.
fn tag(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    let tag = &text[..=end];
    (text.starts_with('<') && !tag[1..].contains('<')).then_some(tag)
}

/// Blocks with blank lines between: number, times, lines.
fn srt(document: &str) -> Seen {
    let mut seen = Seen::default();
    for block in document.replace("\r\n", "\n").split("\n\n") {
        let mut lines = block.lines();
        mark(&mut seen, lines.next().unwrap_or_default(), "");
        mark(&mut seen, lines.next().unwrap_or_default(), "");
        for line in lines {
            let mut rest = line;
            while let Some(c) = rest.chars().next() {
                let end = rest.find('}').unwrap_or_default();
                let braces = rest.get(..=end).filter(|part| part.starts_with("{\\"));
                let tag = tag(rest).filter(|tag| tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
                let tag =
                    tag.filter(|tag| !tag.starts_with("</") || tag[2..].starts_with(|c: char| c.is_ascii_alphabetic()));
                match tag.or(braces) {
                    Some(tag) => mark(&mut seen, tag, ""),
                    None => seen.text.push(c),
                }
                rest = &rest[tag.or(braces).map_or(c.len_utf8(), str::len)..];
            }
            mark(&mut seen, "", "\n");
        }
    }
    seen
}

/// The header, then blocks: perhaps a name, times, text. What has no times is no cue.
fn webvtt(document: &str) -> Seen {
    let mut seen = Seen::default();
    for block in document.replace("\r\n", "\n").split("\n\n") {
        let at =
            block.lines().take(2).find(|line| line.contains("-->")).map(|line| block.find(line).unwrap() + line.len());
        let (head, mut rest) = block.split_at(at.unwrap_or(block.len()));
        mark(&mut seen, head, "\n");
        let mut foreign = 0;
        while let Some(c) = rest.chars().next() {
            let end = rest.find([';', '>']).map_or(c.len_utf8(), |end| end + 1);
            let len = if c == '<' || c == '&' { end } else { 1.max(c.len_utf8()) };
            let part = &rest[..len];
            rest = &rest[len..];
            match part {
                "</lang>" => foreign -= 1,
                part if part.starts_with("<lang ") => foreign += 1,
                _ => {}
            }
            match part {
                part if foreign > 0 || part == "</lang>" => mark(&mut seen, part, "\u{FFFC}"),
                part if part.starts_with("<v") => mark(&mut seen, part, "\u{FFFC}"),
                part if part.starts_with('<') => mark(&mut seen, part, ""),
                "&amp;" => seen.text.push('&'),
                "&lt;" => seen.text.push('<'),
                "&gt;" => seen.text.push('>'),
                part if part.starts_with("&#") => {
                    let number = part[2..part.len() - 1].replace(['x', 'X'], "");
                    let base = if part.contains(['x', 'X']) { 16 } else { 10 };
                    seen.text.push(char::from_u32(u32::from_str_radix(&number, base).unwrap()).unwrap());
                }
                part => seen.text.push_str(part),
            }
        }
    }
    seen
}

/// Lines; those of dialogues have ten fields, of which the last is the text.
fn ass(document: &str) -> Seen {
    let mut seen = Seen::default();
    for line in document.replace("\r\n", "\n").lines() {
        let fields: Vec<_> = line.splitn(10, ',').collect();
        if !line.starts_with("Dialogue:") {
            mark(&mut seen, line, "");
            continue;
        }
        mark(&mut seen, &fields[..9].join(","), "");
        let mut rest = fields[9];
        let mut draws = false;
        while let Some(c) = rest.chars().next() {
            let two = rest.char_indices().nth(2).map_or(rest, |(end, _)| &rest[..end]);
            let (part, shown) = match two {
                "\\N" | "\\n" => (two, "\n"),
                "\\h" => (two, "\u{A0}"),
                "\\{" | "\\}" => (two, &two[1..]),
                _ if c == '{' && tag(&rest.replace('{', "<").replace('}', ">")).is_some() => {
                    (&rest[..=rest.find('}').unwrap()], "")
                }
                _ => (&rest[..c.len_utf8()], &rest[..c.len_utf8()]),
            };
            rest = &rest[part.len()..];
            if part.starts_with("{\\p") {
                draws = part == "{\\p1}";
            }
            match part == shown {
                _ if draws => mark(&mut seen, part, "\u{FFFC}"),
                true => seen.text.push_str(part),
                false => mark(&mut seen, part, shown),
            }
        }
        mark(&mut seen, "", "\n");
    }
    seen
}

/// A line of parts, whole words each, some of them between marks.
fn line(words: fn(String) -> String, marks: &'static [(&'static str, &'static str)]) -> impl Strategy<Value = String> {
    let part = (text::line(), prop::sample::select(marks))
        .prop_map(move |(line, (begin, end))| format!("{begin}{}{end}", words(line)));
    prop::collection::vec(part, 1..4).prop_map(|parts| format!("-{}", parts.join("，")))
}

fn cues(
    words: fn(String) -> String,
    marks: &'static [(&'static str, &'static str)],
) -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(line(words, marks), 1..3), 0..4)
}

fn only_text_changes(format: Format, document: &str, read: fn(&str) -> Seen) -> Result<(), TestCaseError> {
    for document in [document.to_owned(), document.replace('\n', "\r\n")] {
        let output = converted(format, &document);
        let (before, after) = (read(&document), read(&output));
        prop_assert_eq!(after.rest, before.rest);
        prop_assert_eq!(after.text, to_taiwan().normalize(&before.text));
        // No line end has changed.
        prop_assert_eq!(output.matches('\r').count(), document.matches('\r').count());
    }
    Ok(())
}

const SRT: &[(&str, &str)] = &[("", ""), ("<i>", "</i>"), ("{\\an8}", ""), ("<font face=\"软件\">", "</font>")];
const VTT: &[(&str, &str)] =
    &[("", ""), ("<i>", "</i>"), ("<c.软件>", "</c>"), ("<00:01.000>", ""), ("<v 软件>", ""), ("<lang ja>", "</lang>")];
const ASS: &[(&str, &str)] =
    &[("", ""), ("{\\i1}", "{\\i0}"), ("{\\fn软件}", ""), ("", "\\N"), ("\\h", ""), ("{\\p1}m 0 0 软件{\\p0}", "")];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_text_of_srt_changes(cues in cues(|words| words, SRT)) {
        let cues = cues.iter().enumerate();
        let cue = |(number, lines): (usize, &Vec<String>)| {
            format!("{number}\n00:00:0{number},000 --> 00:00:0{number},500\n{}\n", lines.join("\n"))
        };
        let document = cues.map(cue).collect::<Vec<_>>().join("\n");
        only_text_changes(Format::Srt, &document, srt)?;
    }

    #[test]
    fn only_text_of_webvtt_changes(
        cues in cues(|words| words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&#x3E;"), VTT),
        heads in prop::collection::vec(prop::sample::select(&["", "软件\n", "NOTE 软件\n\n", "STYLE\n软件\n\n"][..]), 4),
    ) {
        let cue = |(lines, head): (&Vec<String>, &&str)| {
            format!("\n\n{head}00:01.000 --> 00:02.000 line:0\n{}", lines.join("\n"))
        };
        let document = format!("WEBVTT 软件{}\n", cues.iter().zip(&heads).map(cue).collect::<String>());
        only_text_changes(Format::WebVtt, &document, webvtt)?;
    }

    #[test]
    fn only_text_of_ass_changes(cues in cues(|words| words, ASS)) {
        let lines = cues.concat();
        let dialogue = |line: &String| {
            format!("Dialogue: 0,0:00:01.00,0:00:02.00,默认,软件,0,0,0,,{line}\nComment: 0,,,,,,,,,软件\n")
        };
        let document = format!("[Script Info]\nTitle: 软件\n\n[Events]\n{}", lines.iter().map(dialogue).collect::<String>());
        only_text_changes(Format::Ass, &document, ass)?;
    }
}

#[test]
fn what_no_file_shows() {
    let cases = [
        (Format::Srt, "", ""),
        (
            Format::Srt,
            "\u{FEFF}1\r\n00:00:01,000 --> 00:00:02,000\r\n软件\r\n",
            "\u{FEFF}1\r\n00:00:01,000 --> 00:00:02,000\r\n軟體\r\n",
        ),
        (
            Format::Srt,
            "1\n00:00:01,000 --> 00:00:02,000\n<i 软件 <3 软件> {\\an8 软件 a<b",
            "1\n00:00:01,000 --> 00:00:02,000\n<i 軟體 <3 軟體> {\\an8 軟體 a<b",
        ),
        (Format::WebVtt, "WEBVTT", "WEBVTT"),
        (
            Format::WebVtt,
            "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n软\r\n件\r\n\r\n软件",
            "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n軟\r\n件\r\n\r\n软件",
        ),
        (
            Format::WebVtt,
            "WEBVTT\n00:01.000 --> 00:02.000\n<lang ja>软件\n<lang en>a</lang>软件\n\n00:01.000 --> 00:02.000\n软件 <b 软件 &软件; &#36719;件",
            "WEBVTT\n00:01.000 --> 00:02.000\n<lang ja>软件\n<lang en>a</lang>软件\n\n00:01.000 --> 00:02.000\n軟體 <b 軟體 &軟體; 軟體",
        ),
        (Format::Ass, "", ""),
        (
            Format::Ass,
            "[Events]\nDialogue: 软件,软件\nDialogue: 0,0,0,,,0,0,0,,软件,软件",
            "[Events]\nDialogue: 软件,软件\nDialogue: 0,0,0,,,0,0,0,,軟體,軟體",
        ),
        (
            Format::Ass,
            "[Events]\nDialogue: 0,0,0,,,0,0,0,,软{\\p1}件{\\p",
            "[Events]\nDialogue: 0,0,0,,,0,0,0,,軟{\\p1}件{\\p",
        ),
    ];
    for (format, document, wanted) in cases {
        assert_eq!(converted(format, document), wanted, "{document}");
    }
}

#[test]
fn faults_are_told_with_their_place() {
    let cases = [
        (Format::Srt, "软件\n", (1, 1)),
        (Format::WebVtt, "00:01.000 --> 00:02.000\n软件\n", (1, 1)),
        (Format::WebVtt, "WEBVTT2\n", (1, 1)),
        (Format::Ass, "[Script Info]\n", (1, 1)),
        (Format::Ass, "[Events]\nFormat: Layer, Start\n", (2, 1)),
    ];
    for (format, document, place) in cases {
        let error = format.parse(document).unwrap_err();
        assert_eq!((error.line().unwrap(), error.column().unwrap()), place, "{document}");
    }
}

#[test]
fn tags_of_the_language_follow() {
    let document = "WEBVTT\nKind: captions\nLanguage: zh-CN\n\n00:01.000 --> 00:02.000\n<lang zh-Hans>软</lang>件\n";
    let wanted = "WEBVTT\nKind: captions\nLanguage: zh-TW\n\n00:01.000 --> 00:02.000\n<lang zh-Hant>軟</lang>體\n";
    assert_eq!(Parser::new(Format::WebVtt).retag(true).parse(document).unwrap().normalize(&to_taiwan()), wanted);
}

/// What means something to a format, and text.
const SOUP: &[&str] = &[
    "软件",
    "后面",
    "“",
    "，",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "<",
    ">",
    "<i>",
    "</i>",
    "<i",
    "<v 软件>",
    "<lang ja>",
    "<lang zh-CN>",
    "</lang>",
    "<ruby>",
    "<rt>",
    "</rt>",
    "<00:01.000>",
    "{",
    "}",
    "{\\an8}",
    "{\\p1}",
    "{\\p0}",
    "{\\",
    "\\",
    "\\N",
    "\\h",
    "&amp;",
    "&#36719;",
    "&#x;",
    "&",
    ";",
    "1\n",
    "00:01.000 --> 00:02.000\n",
    "00:00:01,000-->00:00:02,000 X1:0\n",
    "-->",
    "NOTE ",
    "STYLE\n",
    "Language: zh-CN\n",
    "[Events]\n",
    "[",
    "Format: Text\n",
    "Format: Text, A\n",
    "Dialogue: ",
    "Comment: ",
    ",",
    ":",
    "0",
];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn soup_is_read(pieces in prop::collection::vec(prop::sample::select(SOUP), 0..24)) {
        let soup = pieces.concat();
        converted(Format::Srt, &format!("00:00:01,000 --> 00:00:02,000\n{soup}"));
        converted(Format::WebVtt, &format!("WEBVTT\n{soup}"));
        converted(Format::WebVtt, &format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{soup}"));
        converted(Format::Ass, &format!("[Events]\nDialogue: ,,,,,,,,,{soup}"));
    }
}

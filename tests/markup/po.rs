//! Gettext's translations by chance, read by `polib`.

use super::{config, converted, parsed, text, to_taiwan, to_taiwan_from};
use polib::po_file;
use proptest::prelude::*;
use std::fmt::Write as _;
use tongwen::{Format, Locale, Normalizer, Parser};

const HEADER: &str = "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: 软件\\n\"\n\"Language: zh_CN\\n\"\n";

#[derive(Clone, Debug)]
struct Entry {
    context: Option<String>,
    id: String,
    /// One, or one for each number; each in lines.
    translations: Vec<Vec<String>>,
    is_plural: bool,
}

fn entry() -> impl Strategy<Value = Entry> {
    let lines = prop::collection::vec(text::line(), 0..4);
    let context = prop::option::of(text::line());
    (context, text::plain(), prop::collection::vec(lines, 1..4), any::<bool>())
        .prop_map(|(context, id, translations, is_plural)| Entry { context, id, translations, is_plural })
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

impl Entry {
    fn write(&self, number: usize, out: &mut String) {
        out.push_str("\n# 软件\n#. 视频\n#: 软件.c\n#, c-format\n#| msgid \"软件\"\n");
        if let Some(context) = &self.context {
            writeln!(out, "msgctxt \"{}\"", escaped(context)).unwrap();
        }
        writeln!(out, "msgid \"{}{number}\"", self.id).unwrap();
        if self.is_plural {
            writeln!(out, "msgid_plural \"软件\"\n\"{}\"", self.id).unwrap();
        }
        for (index, lines) in self.translations.iter().enumerate() {
            match self.is_plural {
                true => write!(out, "msgstr[{index}] ").unwrap(),
                false if index > 0 => return,
                false => out.push_str("msgstr "),
            }
            out.push_str(if lines.len() > 1 { "\"\"\n" } else { "" });
            let lines: Vec<_> = lines.iter().map(|line| format!("\"{}\\n\"", escaped(line))).collect();
            let text = lines.join("\n");
            writeln!(out, "{}", if text.is_empty() { "\"\"" } else { &text }).unwrap();
        }
    }
}

/// Context, what is translated, and the translations.
type Read = Vec<([String; 3], Vec<String>)>;

fn read(document: &str) -> Read {
    let catalog = po_file::parse_from_reader(document.as_bytes()).unwrap();
    let entries = catalog.messages().map(|message| {
        let plural = if message.is_plural() { message.msgid_plural().unwrap() } else { "" };
        let translations = match message.is_plural() {
            true => message.msgstr_plural().unwrap().clone(),
            false => vec![message.msgstr().unwrap().to_owned()],
        };
        ([message.msgctxt().unwrap_or_default(), message.msgid(), plural].map(str::to_owned), translations)
    });
    entries.collect()
}

fn by_hand(normalizer: &Normalizer, read: Read) -> Read {
    let convert = |text: &String| normalizer.normalize(text).into_owned();
    read.into_iter().map(|(ids, texts)| (ids, texts.iter().map(convert).collect())).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_translations_change(entries in prop::collection::vec(entry(), 0..5), crlf in any::<bool>()) {
        let mut document = String::from(HEADER);
        entries.iter().enumerate().for_each(|(number, entry)| entry.write(number, &mut document));
        document.push_str("\n#~ msgid \"软件\"\n#~ msgstr \"软件\"\n");
        if crlf {
            document = document.replace('\n', "\r\n");
        }
        let output = converted(Format::Po, &document);
        let normalizer = to_taiwan_from(&Format::Po.parse(&document).unwrap());
        prop_assert_eq!(read(&output), by_hand(&normalizer, read(&document)), "{}", document);
    }

    #[test]
    fn no_text_brings_it_down(pieces in prop::collection::vec(prop::sample::select(&[
        "软", " ", "\n", "\r\n", "\r", "\"", "\\", "\\n", "msgid ", "msgstr ", "msgstr[0]", "msgctxt", "#",
        "[", "Language:", "ja", "\0",
    ][..]), 0..24)) {
        let document = pieces.concat();
        if let Ok(parsed) = Format::Po.parse(&document) {
            let normalizer = to_taiwan();
            let output = parsed.normalize(&normalizer);
            let text = Format::Po.parse(&output).unwrap().text().to_owned();
            prop_assert_eq!(text, normalizer.normalize(parsed.text()), "{:?}", document);
        }
    }
}

#[test]
fn words_that_quotation_marks_part_are_put_into_their_parts() {
    let document = "msgid \"a\"\nmsgstr \"\"\n\"软\"\r\n  \"件的内\" \"存，鼠\"\n# 注\n\"标\\\"里\\\"\"";
    assert_eq!(parsed(&Parser::new(Format::Po), document).text(), "软件的内存，鼠标\"里\"\n");
    // 記憶體 would be three characters: each part becomes what it is by itself.
    let wanted = "msgid \"a\"\nmsgstr \"\"\n\"軟\"\r\n  \"體的內\" \"存，滑\"\n# 注\n\"鼠\\\"裡\\\"\"";
    assert_eq!(converted(Format::Po, document), wanted);
}

#[test]
fn the_header_tells_the_language() {
    let normalizer = Normalizer::to(Locale::ZH_TW);
    let parser = Parser::new(Format::Po).retag(true);
    for (language, wanted) in [
        ("zh_CN", Some("zh_TW")),
        ("zh_Hans", Some("zh_Hant")),
        ("zh", Some("zh")),
        ("", Some("")),
        ("ja", None),
        ("en_GB", None),
    ] {
        let document = format!(
            "msgid \"\"\nmsgstr \"Language-Team: 软件\\nLanguage: {language}\\n\"\n\nmsgid \"软件\"\nmsgstr \"软件\"\n"
        );
        let wanted = match wanted {
            Some(tag) => document
                .replace(&format!(": {language}\\n"), &format!(": {tag}\\n"))
                .replace("msgstr \"软件", "msgstr \"軟體"),
            None => document.clone(),
        };
        assert_eq!(parsed(&parser, &document).normalize(&normalizer), wanted);
    }
    // What has a context is none.
    let document = "msgctxt \"软件\"\nmsgid \"\"\nmsgstr \"软件\"\n\nmsgid \"\"\nmsgstr \"软件\"\n";
    assert_eq!(converted(Format::Po, document), document.replacen("msgstr \"软件", "msgstr \"軟體", 1));
}

#[test]
fn faults_are_told_with_their_place() {
    for (document, place) in [
        ("msgid \"软件", (1, 7)),
        ("msgid \"a\"\nmsgstr \"软\\\"\n", (2, 8)),
        ("msgid \"a\"\n软件", (2, 1)),
        ("msgid \"a\" \"\" b", (1, 14)),
        ("msgid \"a\"\nmsgstr[x] \"软件\"", (2, 1)),
        ("msgid \"a\"\nmsgtext \"软件\"", (2, 1)),
    ] {
        let error = Format::Po.parse(document).unwrap_err();
        assert_eq!((error.line().unwrap(), error.column().unwrap()), place, "{document}: {error}");
    }
}

#[test]
fn an_empty_document_stays() {
    for document in ["", "\n\n", "# 软件", "#~ msgid \"软件\"\n#~ msgstr \"软件\"", "msgid \"软件\"\nmsgstr \"\"\n"]
    {
        assert_eq!(converted(Format::Po, document), document);
    }
}

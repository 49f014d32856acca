//! YAML by chance, in all its styles, read by `serde_yaml_ng`.

use super::{config, converted, parsed, text, to_taiwan};
use proptest::prelude::*;
use serde::Deserialize;
use serde_yaml_ng::{Deserializer, Value};
use std::fmt::Write as _;
use tongwen::{Format, Lexicon, Locale, Normalizer, Parser};

/// A document as it will be written.
#[derive(Clone, Debug)]
enum Node {
    Plain(String),
    /// Lines that are folded; single or double quotation marks; what is no ASCII as escapes.
    Quoted(Vec<String>, Quotes),
    /// Literal or folded; with its indentation said; how its end is chomped.
    Block(Vec<String>, bool, bool, &'static str),
    /// In block style or in flow style.
    List(Vec<Node>, bool),
    Map(Vec<(String, Node)>, bool),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Quotes {
    Single,
    Double,
    Escaped,
}

fn node() -> impl Strategy<Value = Node> {
    let lines = || prop::collection::vec(text::line(), 1..4);
    let quotes = prop::sample::select(vec![Quotes::Single, Quotes::Double, Quotes::Escaped]);
    let chomped = prop::sample::select(vec!["", "-", "+"]);
    let leaf = prop_oneof![
        text::plain().prop_map(Node::Plain),
        (text::plain(), text::plain()).prop_map(|(one, other)| Node::Plain(format!("{one} {other}"))),
        (lines(), quotes).prop_map(|(lines, quotes)| Node::Quoted(lines, quotes)),
        (lines(), any::<bool>(), any::<bool>(), chomped)
            .prop_map(|(lines, folds, says, end)| { Node::Block(lines, folds, says, end) }),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 1..5), any::<bool>()).prop_map(|(all, flows)| Node::List(all, flows)),
            (prop::collection::vec((text::plain(), inner), 1..5), any::<bool>())
                .prop_map(|(all, flows)| Node::Map(all, flows)),
        ]
    })
}

impl Node {
    /// Behind `- ` or `key:`, at a depth; flow collections hold no block.
    fn write(&self, depth: usize, in_flow: bool, out: &mut String) {
        let indent = "  ".repeat(depth + 1);
        match self {
            Node::Plain(text) => write!(out, " {text}").unwrap(),
            Node::Block(lines, ..) if in_flow => Node::Quoted(lines.clone(), Quotes::Double).write(depth, in_flow, out),
            Node::Block(lines, folds, says, chomped) => {
                let head = if *folds { '>' } else { '|' };
                // What begins with blanks needs its indentation said.
                let blank = lines.iter().find(|line| !line.is_empty()).is_none_or(|line| line.starts_with(' '));
                let digit = if *says || blank { "2" } else { "" };
                write!(out, " {head}{digit}{chomped} # 这是注释").unwrap();
                for line in lines {
                    write!(out, "\n{}{line}", if line.is_empty() { "" } else { &indent }).unwrap();
                }
            }
            Node::Quoted(lines, Quotes::Single) => {
                let joint = format!("\n{indent}");
                let text = lines.iter().map(|line| line.replace('\'', "''")).collect::<Vec<_>>().join(&joint);
                write!(out, " '{text}'").unwrap();
            }
            Node::Quoted(lines, quotes) => {
                let escape = |c: char| match c {
                    '"' | '\\' => format!("\\{c}"),
                    c if c.is_ascii() || *quotes == Quotes::Double => c.to_string(),
                    c if (c as u32) < 0x10000 => format!("\\u{:04x}", c as u32),
                    c => format!("\\U{:08X}", c as u32),
                };
                // A line end, one that is escaped, and an empty line.
                let joints = [format!("\n{indent}"), format!("。\\\n{indent}"), format!(" \n\n{indent}\\  ")];
                let mut text = String::new();
                for (number, line) in lines.iter().enumerate() {
                    text.extend((number > 0).then_some(&*joints[(number + line.len()) % 3]));
                    text.extend(line.chars().map(escape));
                }
                write!(out, " \"{text}\"").unwrap();
            }
            Node::List(all, flows) if *flows || in_flow => {
                out.push_str(" [");
                for node in all {
                    node.write(depth, true, out);
                    out.push_str(" ,");
                }
                out.push(']');
            }
            Node::Map(all, flows) if *flows || in_flow => {
                out.push_str(" {");
                for (number, (key, node)) in all.iter().enumerate() {
                    write!(out, "{key}{number} :").unwrap();
                    node.write(depth, true, out);
                    out.push_str(" ,");
                }
                out.push('}');
            }
            Node::List(all, _) => {
                for node in all {
                    write!(out, "\n{indent}-").unwrap();
                    node.write(depth + 1, false, out);
                }
            }
            Node::Map(all, _) => {
                for (number, (key, node)) in all.iter().enumerate() {
                    let anchor = if number % 2 == 1 { " &a-1 !!str" } else { "" };
                    let anchor = if matches!(node, Node::List(..) | Node::Map(..)) { "" } else { anchor };
                    write!(out, "\n{indent}{key}{number}:{anchor}").unwrap();
                    node.write(depth + 1, false, out);
                }
            }
        }
    }
}

/// The values converted by themselves.
fn by_hand(value: &Value) -> Value {
    match value {
        Value::String(text) if text::is_path(text) => value.clone(),
        Value::String(text) => Value::String(to_taiwan().normalize(text).into_owned()),
        Value::Sequence(all) => Value::Sequence(all.iter().map(by_hand).collect()),
        Value::Mapping(all) => Value::Mapping(all.iter().map(|(key, value)| (key.clone(), by_hand(value))).collect()),
        other => other.clone(),
    }
}

/// The strings that are values, in order.
fn strings(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) if text::is_path(text) => {}
        Value::String(text) => into.push(text.clone()),
        Value::Sequence(all) => all.iter().for_each(|value| strings(value, into)),
        Value::Mapping(all) => all.values().for_each(|value| strings(value, into)),
        _ => {}
    }
}

fn read(document: &str) -> Vec<Value> {
    let read = |document| Value::deserialize(document).unwrap_or_else(|error| panic!("{error}"));
    Deserializer::from_str(document).map(read).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_values_change(node in node(), crlf in any::<bool>()) {
        let mut document = String::from("# 软件\n软件:");
        node.write(0, false, &mut document);
        document.push_str("\n  \n--- 后面\n");
        if crlf {
            document = document.replace('\n', "\r\n");
        }
        let before = read(&document);
        let output = converted(Format::Yaml, &document);
        prop_assert_eq!(read(&output), before.iter().map(by_hand).collect::<Vec<_>>(), "{}", document);
        // All text is told, as it is read, but for empty lines at ends.
        let mut wanted = Vec::new();
        before.iter().for_each(|value| strings(value, &mut wanted));
        let wanted = wanted.iter().filter(|text| !text.trim_matches('\n').is_empty());
        let wanted: Vec<_> = wanted.map(|text| text.trim_end_matches('\n')).collect();
        let document = parsed(&Parser::new(Format::Yaml), &document);
        let lines = |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(lines(document.text()), lines(&wanted.join("\n")));
    }

    #[test]
    fn no_text_brings_it_down(pieces in prop::collection::vec(prop::sample::select(&[
        "软", "a", " ", "  ", "\n", "\r\n", "\r", "\t", "-", "- ", ": ", ":", "?", "? ", "'", "\"", "\\",
        "|", ">", "|2-", "#", " # ", "[", "]", "{", "}", ",", "&a ", "*a", "!t ", "!<t> ", "---\n", "...\n",
        "%YAML 1.2\n", "\u{FEFF}", "\0", "𠮷",
    ][..]), 0..24)) {
        let document = pieces.concat();
        if let Ok(parsed) = Format::Yaml.parse(&document) {
            let normalizer = to_taiwan();
            let output = parsed.normalize(&normalizer);
            let text = Format::Yaml.parse(&output).unwrap().text().to_owned();
            prop_assert_eq!(text, normalizer.normalize(parsed.text()), "{:?}", document);
        }
    }
}

fn to_taiwan_of(document: &str) -> String {
    converted(Format::Yaml, document)
}

#[test]
fn words_that_lines_part_are_left_or_put_into_their_parts() {
    // An escaped line end is none.
    assert_eq!(to_taiwan_of("a: \"软\\\n  件\""), "a: \"軟\\\n  體\"");
    // Here a blank stands between.
    assert_eq!(to_taiwan_of("a: 软\n  件"), "a: 軟\n  件");
    assert_eq!(to_taiwan_of("a: |\n  内\n  存\n"), "a: |\n  內\n  存\n");
}

#[test]
fn keys_stay_however_they_are_written() {
    for document in [
        "软件: 1",
        "'软件': 1",
        "\"\\u8f6f件\": 1",
        "{软件, 数据库: 1, \"视频\":1}",
        "? [软件, {视频: 数据库}]\n: 1",
        "? |\n  软件\n: 1",
        "? &软件 !video 软件\n: *软件",
        "&软件 软件: *软件",
        "[软件: 1, ? 视频 : 1]",
        "a: !include 软件.yaml",
    ] {
        assert_eq!(to_taiwan_of(document), document);
    }
}

#[test]
fn values_are_found_behind_their_properties() {
    for (document, wanted) in [
        ("a: &软件 软件", "a: &软件 軟體"),
        ("a: !!str &软件\n  # 视频\n\n  软件", "a: !!str &软件\n  # 视频\n\n  軟體"),
        ("a: &视频 !<tag:yaml.org,2002:str> '软件' # '视频'", "a: &视频 !<tag:yaml.org,2002:str> '軟體' # '视频'"),
        ("a: &b |2\n\n    软件\n  视频\n", "a: &b |2\n\n    軟體\n  影片\n"),
        ("a: ! >-\n\n\n   软件\n\n   视频", "a: ! >-\n\n\n   軟體\n\n   影片"),
        ("[&a 软件,&b ,&c '视频']", "[&a 軟體,&b ,&c '影片']"),
        ("--- &a |\n软件\n视频\n...\n", "--- &a |\n軟體\n影片\n...\n"),
        ("- |\r\n 软件\r\n\r\n 视频\r\n- '软件\r\n  视频'\r\n", "- |\r\n 軟體\r\n\r\n 影片\r\n- '軟體\r\n  影片'\r\n"),
        ("\u{FEFF}a: '''软件'''", "\u{FEFF}a: '''軟體'''"),
        ("", ""),
    ] {
        assert_eq!(to_taiwan_of(document), wanted);
    }
}

#[test]
fn what_replaces_a_plain_scalar_keeps_it_a_string() {
    let rows = [("甲", "yes"), ("乙", "1: 2"), ("丙", "- x"), ("丁", "3"), ("戊", "AI"), ("己", "#")];
    let lexicon = Lexicon::from_pairs(rows);
    let normalizer = Normalizer::builder(Locale::ZH_TW).layer(lexicon).build().unwrap();
    let document = "- 甲\n- 乙\n- 丙\n- 丁\n- 戊\n- x 己\n- '甲'\n- \"乙\"\n- |\n  丙\n";
    let document = Format::Yaml.parse(document).unwrap();
    let analysis = document.analyze(&normalizer);
    assert_eq!(analysis.output(), "- 甲\n- 乙\n- 丙\n- 丁\n- AI\n- x 己\n- 'yes'\n- \"1: 2\"\n- |\n  - x\n");
    assert_eq!(analysis.ambiguities().count(), 5);
}

#[test]
fn faults_are_told_with_their_place() {
    for (document, place) in
        [("a: b: c", (1, 5)), ("软件: [视频\n", (2, 1)), ("视频: 1\n\t软: 2", (1, 5)), ("- '软\n", (1, 3))]
    {
        let error = Format::Yaml.parse(document).unwrap_err();
        assert_eq!((error.line().unwrap(), error.column().unwrap()), place, "{document}: {error}");
    }
}

#[test]
fn deep_and_long_documents_take_no_time() {
    for document in ["[".repeat(100_000), "- ".repeat(100_000), "? ".repeat(100_000), "{a: ".repeat(100_000)] {
        _ = Format::Yaml.parse(&document);
    }
    let long = "- 软件 'a'\n- &a \"视频\\n\"\n- 'x'\n".repeat(20_000);
    assert!(to_taiwan_of(&long).starts_with("- 軟體"));
}

//! TOML by chance, in all its strings, read by `toml`.

use super::{config, converted, parsed, text, to_taiwan};
use proptest::prelude::*;
use toml::{Table, Value};
use tongwen::{Format, Parser};

/// How a string is written, where it can be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Style {
    Basic,
    Escaped,
    Literal,
    LinesBasic,
    LinesLiteral,
}

const STYLES: [Style; 5] = [Style::Basic, Style::Escaped, Style::Literal, Style::LinesBasic, Style::LinesLiteral];

fn value() -> impl Strategy<Value = Value> {
    let string = prop::collection::vec(text::line(), 0..3).prop_map(|lines| Value::from(lines.join("\n")));
    let leaf = prop_oneof![any::<bool>().prop_map(Value::from), any::<i32>().prop_map(Value::from), string];
    leaf.prop_recursive(3, 16, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            table(inner).prop_map(Value::Table),
        ]
    })
}

fn table(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Table> {
    prop::collection::vec((text::line(), values), 0..5).prop_map(Table::from_iter)
}

fn escaped(text: &str, style: Style) -> String {
    text.chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            '\n' if style == Style::LinesBasic => "\n".into(),
            '\n' => "\\n".into(),
            c if c.is_ascii() || style != Style::Escaped => c.to_string(),
            c if (c as u32) < 0x10000 => format!("\\u{:04x}", c as u32),
            c => format!("\\U{:08X}", c as u32),
        })
        .collect()
}

/// Styles take turns; what a literal string cannot hold is escaped.
fn written(value: &Value, turn: &mut usize) -> String {
    *turn += 1;
    match value {
        Value::String(text) => match STYLES[*turn % 5] {
            Style::Literal if !text.contains(['\'', '\n']) => format!("'{text}'"),
            Style::LinesLiteral if !text.contains('\'') => format!("'''\n{text}'''"),
            Style::LinesBasic => format!("\"\"\"\n{}\\\n  \"\"\"", escaped(text, Style::LinesBasic)),
            style => format!("\"{}\"", escaped(text, style)),
        },
        Value::Array(all) => {
            let all: Vec<_> = all.iter().map(|value| written(value, turn)).collect();
            format!("[ # 软件\n {}]", all.join(" ,\n"))
        }
        Value::Table(all) => {
            let pair = |(key, value): (&String, &Value)| {
                format!("\"{}\" = {}", escaped(key, STYLES[*turn % 2]), written(value, turn))
            };
            format!("{{ {} }}", all.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// The values converted by themselves.
fn by_hand(value: &Value) -> Value {
    match value {
        Value::String(text) if text::is_path(text) => value.clone(),
        Value::String(text) => Value::from(to_taiwan().normalize(text).into_owned()),
        Value::Array(all) => Value::Array(all.iter().map(by_hand).collect()),
        Value::Table(all) => Value::Table(all.iter().map(|(key, value)| (key.clone(), by_hand(value))).collect()),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_values_change(
        tables in prop::collection::vec((text::plain(), table(value()), any::<bool>()), 0..4),
        turn in 0..5_usize,
        crlf in any::<bool>(),
    ) {
        let (mut document, mut turn) = (String::from("# 软件\n\"默认\" = '软件'\n"), turn);
        for (number, (name, table, is_list)) in tables.iter().enumerate() {
            let name = format!("\"{name}{number}\".'软件'");
            document += &if *is_list { format!("[[{name}]] # 视频\n") } else { format!("[{name}]\n") };
            for (key, value) in table {
                document += &format!("\"{}\" = {}\n", escaped(key, STYLES[turn % 2]), written(value, &mut turn));
            }
        }
        if crlf {
            document = document.replace('\n', "\r\n");
        }
        let before = Value::Table(document.parse::<Table>().unwrap());
        let output = converted(Format::Toml, &document);
        prop_assert_eq!(Value::Table(output.parse::<Table>().unwrap()), by_hand(&before), "{}", document);
    }

    #[test]
    fn no_text_brings_it_down(pieces in prop::collection::vec(prop::sample::select(&[
        "软", "a", " ", "\n", "\r\n", "\r", "\t", "=", "a = ", "'", "\"", "'''", "\"\"\"", "\\", "\\u8f6f",
        "[", "]", "[[", "{", "}", ",", ".", "#", "1", "\u{FEFF}", "\0", "𠮷",
    ][..]), 0..24)) {
        let document = pieces.concat();
        if let Ok(parsed) = Format::Toml.parse(&document) {
            let normalizer = to_taiwan();
            let output = parsed.normalize(&normalizer);
            let text = Format::Toml.parse(&output).unwrap().text().to_owned();
            prop_assert_eq!(text, normalizer.normalize(parsed.text()), "{:?}", document);
        }
    }
}

#[test]
fn strings_are_told_without_their_marks() {
    let document =
        "a = \"\"\"\r\n软\\\r\n   件\"\"\"\"\"\nb = '''\n软件''''\nc = [[], '''''', \"\"\"\"\"\", {x.y = '视'}]\n";
    assert_eq!(parsed(&Parser::new(Format::Toml), document).text(), "软件\"\"\n软件'\n视\n");
    let output = converted(Format::Toml, document);
    assert_eq!(
        output,
        document
            .replace('软', "軟")
            .replace("   件", "   體")
            .replace("软件", "軟體")
            .replace('视', "視")
            .replace("軟件", "軟體")
    );
}

#[test]
fn faults_are_told_with_their_place() {
    for (document, place, about) in [
        ("软件 = 1", (1, 1), "key"),
        ("a = \"软件\nb = 1", (1, 8), "\""),
        ("[\"软件\"\na = 1", (1, 6), "]"),
        ("a = [1, 软件]", (1, 9), ""),
        ("a = \"\\q\"", (1, 7), ""),
    ] {
        let error = Format::Toml.parse(document).unwrap_err();
        assert_eq!((error.line().unwrap(), error.column().unwrap()), place, "{document}: {error}");
        assert!(error.to_string().contains(about), "{error}");
    }
    for document in
        ["[".repeat(100_000), format!("a = {}", "[".repeat(100_000)), format!("a = {}", "{a=".repeat(100_000))]
    {
        assert!(Format::Toml.parse(&document).is_err());
    }
}

#[test]
fn an_empty_document_stays() {
    assert_eq!(converted(Format::Toml, ""), "");
    assert_eq!(converted(Format::Toml, "\u{FEFF}a = '软件'"), "\u{FEFF}a = '軟體'");
}

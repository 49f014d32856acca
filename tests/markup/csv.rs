//! Tables by chance, comma-separated and separated by tabs, read by `csv`.

use super::{config, converted, parsed, text, to_taiwan};
use proptest::prelude::*;
use tongwen::{Format, Parser};

type Rows = Vec<Vec<String>>;

/// Some have line ends, tabs, commas.
fn cell() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["\n", "\t", ",", "\r\n", "\"\"", ", "]);
    (text::line(), joint, text::line(), any::<bool>())
        .prop_map(|(one, joint, other, joins)| if joins { one + joint + &other } else { one })
}

fn rows() -> impl Strategy<Value = Rows> {
    (1..5_usize).prop_flat_map(|columns| prop::collection::vec(prop::collection::vec(cell(), columns), 1..5))
}

fn separator(format: Format) -> char {
    if format == Format::Csv { ',' } else { '\t' }
}

fn written(rows: &Rows, format: Format, quotes_all: bool, line_end: &str) -> String {
    let separator = separator(format);
    let cell = |cell: &String| {
        let bare = !quotes_all && !cell.is_empty() && !cell.contains(['"', '\n', '\r', separator]);
        if bare { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    let row = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + line_end;
    rows.iter().map(row).collect()
}

fn read(document: &str, format: Format) -> Rows {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(format) as u8)
        .from_reader(document.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_cells_change(
        rows in rows(),
        format in prop::sample::select(vec![Format::Csv, Format::Tsv]),
        quotes_all in any::<bool>(),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let document = written(&rows, format, quotes_all, line_end);
        prop_assert_eq!(read(&document, format), rows.clone());
        let normalizer = to_taiwan();
        let wanted: Rows =
            rows.iter().map(|row| row.iter().map(|cell| normalizer.normalize(cell).into_owned()).collect()).collect();
        prop_assert_eq!(read(&converted(format, &document), format), wanted, "{}", document);
    }

    #[test]
    fn only_columns_that_are_asked_for_change(rows in rows(), asked in 0..4_usize, by_name in any::<bool>()) {
        let columns = rows[0].len();
        let header: Vec<_> = (0..columns).map(|number| format!("软件{number}")).collect();
        let asked = asked % columns;
        let name = if by_name { header[asked].clone() } else { (asked + 1).to_string() };
        let all: Rows = [vec![header], rows].concat();
        let document = written(&all, Format::Csv, false, "\n");
        let normalizer = to_taiwan();
        let mut wanted = all;
        for row in &mut wanted[1..] {
            row[asked] = normalizer.normalize(&row[asked]).into_owned();
        }
        let parser = Parser::new(Format::Csv).columns([name]);
        let output = parsed(&parser, &document).normalize(&normalizer);
        prop_assert_eq!(read(&output, Format::Csv), wanted);
    }

    #[test]
    fn no_text_brings_it_down(pieces in prop::collection::vec(prop::sample::select(&[
        "软", " ", "\n", "\r\n", "\r", "\"", "\"\"", ",", "\t", "a", "\0",
    ][..]), 0..24)) {
        for format in [Format::Csv, Format::Tsv] {
            let document = pieces.concat();
            if let Ok(parsed) = format.parse(&document) {
                let normalizer = to_taiwan();
                let output = parsed.normalize(&normalizer);
                let text = format.parse(&output).unwrap().text().to_owned();
                prop_assert_eq!(text, normalizer.normalize(parsed.text()), "{:?}", document);
            }
        }
    }
}

#[test]
fn a_quotation_mark_that_closes_no_cell_is_text_between_tabs() {
    for (document, text) in [
        ("\"软件\" 和\t\"视\n\"频\"\t\"a\n\n", "\"软件\" 和\n\"视\n频\n\"a\n"),
        ("\"\t\"\"\t\"\"\"\"\t软", "\"\n\"\n软\n"),
        ("5\" 软\t'软", "5\" 软\n'软\n"),
    ] {
        assert_eq!(parsed(&Parser::new(Format::Tsv), document).text(), text, "{document}");
        converted(Format::Tsv, document);
    }
    assert_eq!(converted(Format::Csv, "5\" 软件,软\"件\"\n"), "5\" 軟體,軟\"件\"\n");
}

#[test]
fn the_first_row_names_columns() {
    let normalizer = to_taiwan();
    let document = "\r\n软件,\" 视\"\"频\",3,软件\r\n软件,软件,软件,软件,软件\r\n\r\n,软件\r\n";
    for (columns, wanted) in [
        (vec!["软件"], "\r\n软件,\" 视\"\"频\",3,软件\r\n軟體,软件,软件,軟體,软件\r\n\r\n,软件\r\n"),
        (vec!["视\"频", "1"], "\r\n软件,\" 视\"\"频\",3,软件\r\n軟體,軟體,软件,软件,软件\r\n\r\n,軟體\r\n"),
        (vec!["3"], "\r\n软件,\" 视\"\"频\",3,软件\r\n软件,软件,軟體,软件,软件\r\n\r\n,软件\r\n"),
        (vec![], "\r\n軟體,\" 影\"\"片\",3,軟體\r\n軟體,軟體,軟體,軟體,軟體\r\n\r\n,軟體\r\n"),
    ] {
        let parser = Parser::new(Format::Csv).columns(columns);
        assert_eq!(parsed(&parser, document).normalize(&normalizer), wanted.replace("影\"\"片", "視\"\"頻"));
    }
    let error = Parser::new(Format::Csv).columns(["1", "备注"]).parse("编号,名称\n").unwrap_err().to_string();
    assert!(error.contains("备注") && error.contains("编号, 名称"), "{error}");
    for column in ["0", "3", ""] {
        assert!(Parser::new(Format::Csv).columns([column]).parse("编号,名称\n").is_err());
    }
    assert!(Parser::new(Format::Csv).columns(["1"]).parse("").is_err());
}

#[test]
fn editions_of_other_places_are_left() {
    let table = "key,zh-CN,zh-TW,en\nprint,打印机,打印机,打印机\n";
    assert_eq!(converted(Format::Csv, table), "key,zh-CN,zh-TW,en\nprint,打印机,印表機,印表機\n");
    // None is Taiwan's, or the other is not asked for.
    assert_eq!(converted(Format::Csv, "key,zh-CN\na,打印机\n"), "key,zh-CN\na,印表機\n");
    assert_eq!(converted(Format::Csv, "zh_CN,zh_HK\n打印机,打印机\n"), "zh_CN,zh_HK\n印表機,印表機\n");
    let parser = Parser::new(Format::Csv).columns(["zh-CN"]);
    let wanted = table.replacen("打印机", "印表機", 1);
    assert_eq!(parsed(&parser, table).normalize(&to_taiwan()), wanted);
    let json = r#"{"zh-CN": {"a": ["打印机"]}, "zh-TW": {"a": "打印{n, plural, other {机}}"}, "b": "打印机"}"#;
    let wanted = r#"{"zh-CN": {"a": ["打印机"]}, "zh-TW": {"a": "列印{n, plural, other {機}}"}, "b": "印表機"}"#;
    assert_eq!(converted(Format::Json, json), wanted);
}

#[test]
fn faults_are_told_with_their_place() {
    for (document, place) in [("a,\"软件\n视频", (1, 3)), ("a\n\"软件\" b,c\n", (2, 5)), ("a,\"\"\"", (1, 3))] {
        let error = Format::Csv.parse(document).unwrap_err();
        assert_eq!((error.line().unwrap(), error.column().unwrap()), place, "{document}: {error}");
    }
    assert_eq!(converted(Format::Csv, ""), "");
    assert_eq!(converted(Format::Csv, "\u{FEFF}\"软件\",软件"), "\u{FEFF}\"軟體\",軟體");
}

#[test]
fn long_tables_take_no_time() {
    for row in ["软件,视频\n", "软件\n", "\"\"\"软件\"\"\",\n", "\"软\n", "\"a\"\"\t"] {
        for format in [Format::Csv, Format::Tsv] {
            _ = format.parse(&row.repeat(100_000));
        }
    }
}

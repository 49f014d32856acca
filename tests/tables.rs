//! The compiled table: the same bytes from the same rows, every row in it, faults told all at once, sizes in bounds.

#![allow(missing_docs, reason = "mounts rooms of the library as build.rs does")]

extern crate alloc;

#[allow(dead_code, unused_imports, reason = "the library uses what this test does not")]
#[path = "../src/data/mod.rs"]
mod data;
#[allow(dead_code, unused_imports, reason = "the library uses what this test does not")]
#[path = "../src/table/mod.rs"]
mod table;

#[path = "../src/compile/mod.rs"]
mod compile;

use compile::Sources;
use compile::chain::Stage;
use data::choice::{Feature, Template};
use data::opencc;
use data::tsv::File;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use table::chars::{CharMap, Mapped, Rare};
use table::choice::{Choices, Key, Look, Slot};
use table::concepts::Concepts;
use table::forms::Forms;
use table::index::PairIndex;
use table::plans::Maps;
use table::words::{Use, Words};
use table::{Section, Table, bytes};

static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/table.bin"));

/// All dictionary files: paths as build.rs has them, and texts.
fn dictionaries() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["dictionaries", "dictionaries/opencc", "dictionaries/script"].into_iter().chain([
        "dictionaries/choice",
        "dictionaries/concepts",
        "dictionaries/names",
        "dictionaries/plain",
        "dictionaries/senses",
        "dictionaries/styles",
    ]) {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".txt") || name.ends_with(".tsv") {
                let path = format!("{folder}/{name}");
                let text = fs::read_to_string(root.join(&path)).unwrap();
                files.push((path, text));
            }
        }
    }
    files
}

fn sources(files: &[(String, String)]) -> Sources<'_> {
    Sources::of(files.iter().map(|(path, text)| File { path, text })).unwrap()
}

#[test]
fn same_rows_give_the_embedded_bytes() {
    let files = dictionaries();
    assert!(compile::compile(&sources(&files)).unwrap() == EMBEDDED, "a second compilation gave other bytes");
}

#[test]
fn every_row_is_found_again() {
    let files = dictionaries();
    let sources = sources(&files);
    let mut errors = Vec::new();
    let tables: Vec<_> = sources.tables.iter().map(|&file| opencc::table(file, &mut errors)).collect();
    let configs = opencc::configs(sources.presets, &tables, &mut errors);
    let cascades = compile::cascades(&configs, &mut errors);
    assert_eq!(errors, []);
    let table = Table::new(EMBEDDED);
    let forms = Forms {
        index: PairIndex { slots: table.section(Section::FormsIndex).as_chunks().0 },
        bytes: table.section(Section::Forms),
    };
    let (mut rare_start, mut found) = (0, BTreeSet::new());
    for (number, cascade) in cascades.iter().enumerate() {
        let stage = Stage::new(cascade, &tables);
        let rare_end = rare_start + bytes::u32_at(table.section(Section::Presets), number * 4) as usize;
        let map = CharMap {
            pages: &table.section(Section::Pages).as_chunks().0[number],
            blocks: table.section(Section::Blocks).as_chunks().0,
            rare: Rare {
                rows: &table.section(Section::Rare).as_chunks().0[rare_start..rare_end],
                strings: table.section(Section::Strings),
            },
        };
        rare_start = rare_end;
        for union in &stage.unions {
            for (&key, &(value, from)) in &union.entries {
                let first = key.chars().next().unwrap();
                let said = if first.len_utf8() == key.len() {
                    match map.get(first) {
                        Mapped::Same => key.to_string(),
                        Mapped::Char(target, _) => target.to_string(),
                        Mapped::Text(text, _) => text.to_string(),
                    }
                } else {
                    let Some(form) = forms.longest(key, number as u32, u8::MAX) else { continue };
                    if form.len != key.len() || form.table != from {
                        continue;
                    }
                    form.value.map_or_else(|| stage.singles(key), str::to_string)
                };
                if said == value {
                    found.insert((from, key));
                }
            }
        }
    }
    // A row is out of reach only where an earlier table of its stage has the same key.
    let keys: BTreeSet<&str> = found.iter().map(|&(_, key)| key).collect();
    let mut shadowed = BTreeMap::new();
    for (number, table) in tables.iter().enumerate() {
        for key in table.entries.keys().filter(|key| !found.contains(&(number as u8, key.as_str()))) {
            assert!(keys.contains(key.as_str()), "{} {key}: no stage finds it", table.name);
            *shadowed.entry(table.name.as_str()).or_insert(0) += 1;
        }
    }
    // All of TSCharactersExt stands in TSCharacters, too.
    assert_eq!(shadowed, [("STPhrases_GeneratedFromRegionalPhrases", 2), ("TSCharacters", 895)].into());
}

#[test]
fn all_faults_are_told_with_their_places() {
    let file = |path, text| File { path, text };
    let sources = Sources {
        tables: vec![
            file("a/One.txt", "# good\n甲\t乙\n丙\n\t丁\n戊\t\n己\t庚\r\n甲\t辛\n"),
            file("a/Two.txt", "⿰子\t壬\n"),
        ],
        presets: file(
            "a/presets.tsv",
            "preset\tnormalization\tsegmentation\tstage 1\tstage 2\ns2t\tNone\t\tOne Tow\t\nt2s\tOne\n",
        ),
        pairs: file("a/pairs.tsv", "pair\thans\thant\n甲乙丙\t1\t1\n甲乙\t1\tx\n"),
        ..Sources::default()
    };
    let errors: Vec<String> = compile::compile(&sources).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "a/One.txt:3:1: write the key, one tab, and the values parted by spaces",
            "a/One.txt:4:1: the key is missing; write it before the tab",
            "a/One.txt:5:3: 戊 has no value; write one after the tab, without a space before it",
            "a/One.txt:6:3: the line ends in a carriage return; save the file with LF line ends",
            "a/One.txt:7:1: 甲 has a row already, line 2; keep one of them",
            "a/presets.tsv:3:5: 2 cells instead of 5; part them by single tabs",
            "a/presets.tsv:2:5: there is no table None.txt beside this file",
            "a/presets.tsv:2:11: there is no table Tow.txt beside this file",
            "a/pairs.tsv:2:1: write exactly two characters",
            "a/pairs.tsv:3:6: write a whole number",
        ]
    );
}

/// What the engine takes for granted is checked, too.
#[test]
fn what_the_engine_cannot_do_is_refused() {
    let head = "preset\tnormalization\tsegmentation\tstage 1\tstage 2\n";
    let plain = "s2t\tNone\t\tOne\t\nt2s\tNone\t\tOne\t\n";
    let cut = "s2t\tNone\tOne\tOne Two\tTwo\nt2s\tNone\t\tOne\t\n";
    for (one, two, presets, fault) in [
        ("⿰子\t壬\n", "", plain, "description operator"),
        ("子\t⿰壬\n", "", plain, "description operator"),
        ("a\tb\n", "", plain, "below U+0800"),
        ("笑😀\t笑\n", "", plain, "second plane"),
        ("\u{F900}\t豈\n", "", plain, "compatibility ideograph"),
        ("a·b\tc\n", "", plain, "no two neighbouring characters"),
        ("子\t丑\n", "", cut, "cuts by longer ones only"),
        ("子丑\t丑\n", "寅卯\t卯\n", cut, "character by character"),
    ] {
        let (presets, file) = (format!("{head}{presets}"), |path, text| File { path, text });
        let sources = Sources {
            tables: vec![file("None.txt", ""), file("One.txt", one), file("Two.txt", two)],
            presets: file("presets.tsv", &presets),
            pairs: file("pairs.tsv", "pair\thans\thant\n"),
            ..Sources::default()
        };
        let errors = compile::compile(&sources).unwrap_err();
        assert!(errors.iter().any(|error| error.to_string().contains(fault)), "{one:?}: {errors:?}");
    }
}

/// Every form of every concept and name leads to its row, in the place's script and folded; so does every phrase of the
/// script layer that is stored.
#[test]
fn every_form_is_found_again() {
    let files = dictionaries();
    let sources = sources(&files);
    let mut errors = Vec::new();
    let concepts = compile::concepts(&sources, &mut errors);
    assert_eq!(errors, []);
    assert!(concepts.len() > 400, "{} concepts", concepts.len());
    let table = Table::new(EMBEDDED);
    let words = Words {
        index: PairIndex { slots: table.section(Section::WordsIndex).as_chunks().0 },
        bytes: table.section(Section::Words),
    };
    let ids = Concepts { bytes: table.section(Section::Concepts) };
    let fold = Maps::new(table).fold().unwrap();
    let folded = |text: &str| -> String { text.chars().map(|c| fold.fold(c)).collect() };
    for (number, concept) in concepts.iter().enumerate() {
        assert_eq!(ids.id(number as u16), concept.id);
        for place in 0..6 {
            for form in concept.forms(place).iter().filter(|form| !form.text.is_ascii()) {
                let key: Vec<char> = folded(form.text).chars().collect();
                let mut found = false;
                words.each(&key, |len, used| {
                    found |= len == key.len()
                        && matches!(used, Use::Word(word) if word.concept as usize == number && word.places >> place & 1 == 1);
                });
                assert!(found, "{}: {}", concept.id, form.text);
            }
        }
    }
}

/// A place's own words are written as its cell has them, in its own script.
#[test]
fn cells_are_written() {
    let files = dictionaries();
    let sources = sources(&files);
    let concepts = compile::concepts(&sources, &mut Vec::new());
    let ids = Concepts { bytes: Table::new(EMBEDDED).section(Section::Concepts) };
    for (number, concept) in concepts.iter().enumerate() {
        for (place, name) in data::Place::ALL.iter().enumerate() {
            if let Some(form) = concept.forms(place).iter().find(|form| !form.by_sense) {
                assert_eq!(ids.written(number as u16, place, name.script()), Some(form.text), "{}", concept.id);
            }
        }
    }
}

/// Every weight of the choice between characters is found where its feature leads; features that have none find none.
#[test]
fn every_weight_is_found_again() {
    let files = dictionaries();
    let mut errors = Vec::new();
    let rows = data::script::rows(sources(&files).script.unwrap(), &mut errors).choice;
    assert_eq!(errors, []);
    assert!(rows.choices.len() > 80 && rows.features.len() > 30_000);
    let choices = Choices::new(Table::new(EMBEDDED).section(Section::Choice)).unwrap();
    let mut wanted: BTreeMap<(char, Key), i32> = BTreeMap::new();
    for (feature, weights) in &rows.features {
        let Feature { c, template, sort, symbols } = *feature;
        let count = rows.of(c).unwrap().classes.len();
        let mut add = |look, class, sort, weight: i32| {
            *wanted.entry((c, Key::new(look, class, sort, symbols))).or_default() += weight;
        };
        let single = match template {
            Template::OC1 => Look::Before,
            Template::OD1 => Look::After,
            _ => {
                let look = Look::of(template);
                (1..count).zip(weights).for_each(|(class, &weight)| add(look, class, sort, weight.into()));
                continue;
            }
        };
        for (class, &weight) in (1..count).zip(weights) {
            if sort == 0 {
                // What a phrase says is the first class nearly always: the other cases take it away again.
                add(single, class, 0, weight.into());
                (1..count as u8).for_each(|said| add(Look::of(template), class, said, -i32::from(weight)));
            } else {
                add(Look::of(template), class, sort, weight.into());
            }
        }
    }
    let mut none = 0;
    for (&(c, key), &weight) in &wanted {
        let record = choices.find(c).unwrap();
        assert_eq!(record.slot(key).weight(), weight, "{c} {key:?}");
        none += usize::from(record.slot(Key::new(Look::Before, 0, 7, ['\u{1F000}', c])) == Slot::default());
    }
    assert!(none * 1000 > wanted.len() * 999, "{none} of {}", wanted.len());
    for choice in &rows.choices {
        let record = choices.find(choice.c).unwrap();
        assert_eq!(record.classes().collect::<Vec<_>>(), choice.classes, "{}", choice.c);
        for (class, said) in (1..choice.classes.len()).flat_map(|class| (0..4).map(move |said| (class, said))) {
            let wanted = i32::from(choice.bias[class - 1]) + i32::from(choice.evidence[said][class - 1]);
            assert_eq!(record.alone(class, said), wanted, "{}", choice.c);
        }
    }
    assert!(('一'..='龥').filter(|&c| choices.find(c).is_some()).count() == rows.choices.len());
}

/// One fault a row, each told with its place and the mend.
#[test]
fn faults_of_our_rows_are_told() {
    let mut files = dictionaries();
    let mut told = |path: &str, row: &str, fault: &str| {
        let (_, text) = files.iter_mut().find(|(name, _)| name == path).unwrap();
        let before = text.clone();
        text.push_str(row);
        text.push('\n');
        let errors: Vec<String> = match compile::compile(&sources(&files)) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        };
        let line = before.lines().count() + 1;
        assert!(
            errors.iter().any(|error| error.starts_with(&format!("{path}:{line}:")) && error.contains(fault)),
            "{row:?}: {errors:?}"
        );
        files.iter_mut().find(|(name, _)| name == path).unwrap().1 = before;
    };
    let concepts = "dictionaries/concepts/transport.tsv";
    for (row, fault) in [
        ("zz\ta\t甲乙\t丙丁\t戊己\t\t\t\t", "9 cells instead of 10"),
        ("Zz\ta\t甲乙\t丙丁\t戊己\t\t\t\t\t", "small letters"),
        ("aa\ta\t甲乙\t丙丁\t戊己\t\t\t\t\t", "sort"),
        ("zz\ta\t甲\t丙丁\t戊己\t\t\t\t\t", "two characters or more"),
        ("zz\ta\t甲乙|甲乙\t丙丁\t戊己\t\t\t\t\t", "twice in this cell"),
        ("zz\ta\t甲乙 \t丙丁\t戊己\t\t\t\t\t", "without a blank"),
        ("zz\ta\t甲車\t丙丁\t戊己\t\t\t\t\t", "車 is not Hans"),
        ("zz\ta\t甲乙\t丙车\t戊己\t\t\t\t\t", "车 is not Hant"),
        ("zz\ta\t甲乙\t丙着\t戊己\t\t\t\t\t", "the place prints 著"),
        ("zz\ta\t甲复\t丙丁\t戊己\t\t\t\t\t", "several spellings in the other script"),
    ] {
        told(concepts, row, fault);
    }
    told("dictionaries/names/places.tsv", "chip\tcity\ta\t甲乙\t丙丁\t戊己\t\t\t\t\t", "sort");
    told("dictionaries/script/phrases.tsv", "甲乙\t甲乙丙\t\t\t", "as many characters as");
    told("dictionaries/script/variants.tsv", "甲乙\t丙\t\t", "write one character");
    told("dictionaries/script/evidence.tsv", "甲乙\thani", "write hans or hant");
    for (row, fault) in [
        ("龥\tc1\t甲\t3", "no row with its classes"),
        ("发\tc9\t甲\t3", "no template"),
        ("发\tc2c1\t甲\t3", "looks at 2"),
        ("发\toc1\t甲\t3", "the number of a class first"),
        ("发\tc1\t甲\t300", "from -128 to 127"),
        ("发\tc1\t甲\t64", "from -64 to 63"),
        ("发\tc1\t甲\t1,2,3,4", "for each class but the first"),
        ("发\t=\t發\t3\t4;5", "two to four"),
        ("发\tc1", "char, template"),
    ] {
        told("dictionaries/choice/weights.tsv", row, fault);
    }
    let senses = "dictionaries/senses/computing.tsv";
    for (row, fault) in [
        ("zz-1\t文件\thans\t\t\t\t%nothing\tkeep\t文件。", "cues.tsv has no list %nothing"),
        ("zz-1\t文件\thans\t\t\t\t字\tkeep\t文件。", "two characters or more"),
        ("zz-1\t文件\thans\t\t\t\t\tleave\t文件。", "write, keep or report"),
    ] {
        told(senses, row, fault);
    }
    let styles = "dictionaries/styles/zh-TW-press.tsv";
    told(styles, "甲\t乙丙\t", "as many characters as");
    told(styles, "臺\t台\t", "there already");
    told("dictionaries/plain/zh-TW.tsv", "甲乙\t3\topen\t", "say why");
    told("dictionaries/plain/zh-TW.tsv", "甲乙\t3\tshut\t", "write guarded or open");
}

#[test]
fn table_stays_small() {
    let total = EMBEDDED.len();
    assert!(total < 11_000_000, "{total} bytes");
    // Forms are stored once for all presets, words once for all plans; characters share their blocks.
    for (section, most) in [
        (Section::Blocks, 900_000),
        (Section::FrontBlocks, 2_200_000),
        (Section::Pages, 100_000),
        (Section::Forms, 1_300_000),
        (Section::FormsIndex, 450_000),
        (Section::Words, 1_800_000),
        (Section::WordsIndex, 600_000),
        (Section::Concepts, 900_000),
        (Section::Choice, 320_000),
    ] {
        let bytes = Table::new(EMBEDDED).section(section).len();
        assert!((1..most).contains(&bytes), "{section:?}: {bytes} bytes");
    }
}

//! What texts are written in: lines of our own from each place (`detect/lines.tsv`), and the promises of
//! [`Detection`](tongwen::Detection).

use tongwen::{Confidence, Detection, Language, Locale, Place, Script, detect, detect_lines};

/// A row of the table.
struct Row {
    locales: Vec<Option<Locale>>,
    language: Option<Language>,
    text: &'static str,
}

fn rows() -> Vec<Row> {
    let table = include_str!("detect/lines.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let cells: Vec<_> = line.split('\t').collect();
        let &[locales, language, text] = &cells[..] else { panic!("three cells: {line}") };
        let locale = |name: &str| (name != "-").then(|| name.parse().unwrap());
        let language = match language {
            "-" => None,
            "Chinese" => Some(Language::Chinese),
            "Japanese" => Some(Language::Japanese),
            "Korean" => Some(Language::Korean),
            _ => panic!("no language: {line}"),
        };
        Row { locales: locales.split('|').map(locale).collect(), language, text }
    })
    .collect()
}

/// What a detection says, for messages.
fn told(found: &Detection) -> String {
    let place = |place| format!("{place} {}", found.words(place));
    let places = [Place::CN, Place::TW, Place::HK, Place::MO, Place::SG, Place::MY].map(place).join(", ");
    let scripts = (found.characters(Script::Hans), found.characters(Script::Hant));
    format!("{:?}, {:?}, scripts {scripts:?}, words {places}", found.locale(), found.language())
}

#[test]
fn lines_of_each_place() {
    let mut faults = Vec::new();
    for Row { locales, language, text } in rows() {
        let found = detect(text);
        if !locales.contains(&found.locale()) || found.language() != language {
            faults.push(format!("{text}\n  want {locales:?}, {language:?}\n  got  {}", told(&found)));
        }
    }
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

/// A locale is the place with the script that the text shows, and neither is told without a sign.
#[test]
fn parts_agree() {
    for Row { text, .. } in rows() {
        let found = detect(text);
        let want = match (found.script(), found.place()) {
            (Some(script), place) => Some(Locale::new(script, place)),
            (None, _) => found.locale().filter(|locale| locale.place() == found.place() && found.place().is_some()),
        };
        assert_eq!(found.locale(), want, "{text}");
        if let Some(place) = found.place() {
            assert!(found.words(place) >= 2, "{text}: {}", told(&found));
            let most =
                [Place::CN, Place::TW, Place::HK, Place::MO, Place::SG, Place::MY].map(|place| found.words(place));
            assert_eq!(Some(&found.words(place)), most.iter().max(), "{text}: {}", told(&found));
        }
        let (hans, hant) = (found.characters(Script::Hans), found.characters(Script::Hant));
        let of_ten = |one: usize, other: usize| one > 0 && one * 10 >= (one + other) * 9;
        let want = if of_ten(hans, hant) { Some(Script::Hans) } else { of_ten(hant, hans).then_some(Script::Hant) };
        assert_eq!(found.script(), want, "{text}: {}", told(&found));
        assert_eq!(found.is_mixed(), hans.min(hant) * 10 > hans + hant, "{text}: {}", told(&found));
    }
}

#[test]
fn mixed_texts() {
    for (text, mixed) in [
        ("头髮", true),
        ("头发和頭髮", true),
        ("他說这里没有問題", true),
        ("說話的头", true),
        ("头发", false),
        ("", false),
        ("只有", false),
        // One in more than ten.
        ("我们说这里没有问题，头发长了该剪还说這话", false),
    ] {
        assert_eq!(detect(text).is_mixed(), mixed, "{text}: {}", told(&detect(text)));
    }
    assert_eq!(detect("头髮").script(), None);
    assert_eq!(detect("头髮").locale(), None);
}

/// Sure from five signs of the script and three words of the place on; doubtful where there is one sign alone.
#[test]
fn how_sure() {
    for (text, want) in [
        ("头", Confidence::Doubtful),
        ("他說", Confidence::Doubtful),
        ("头发", Confidence::Likely),
        ("說話", Confidence::Likely),
        ("我们说这里没有问题，头发长了", Confidence::Sure),
        ("我們說這裡沒有問題，頭髮長了", Confidence::Sure),
        ("請用滑鼠點選螢幕上的軟體", Confidence::Sure),
    ] {
        assert_eq!(detect(text).confidence(), want, "{text}: {}", told(&detect(text)));
    }
}

/// One word is none: two of them at least tell a place.
#[test]
fn one_word_tells_no_place() {
    assert_eq!(detect("这个鼠标").place(), None);
    assert_eq!(detect("這個滑鼠").locale(), Some(Locale::ZH_HANT));
}

/// What is protected shows nothing.
#[test]
fn protected_text_shows_nothing() {
    for text in ["https://example.org/软件里的信息", "`软件里的信息`", "これは電車の国です", "한국의 国会 말"]
    {
        let found = detect(text);
        assert_eq!((found.characters(Script::Hans), found.characters(Script::Hant)), (0, 0), "{text}");
        assert_eq!(found.locale(), None, "{text}");
    }
    assert_eq!(detect("他說 `软件里的信息`").locale(), Some(Locale::ZH_HANT));
}

/// A fifth of the characters in kana, or half of them in hangul.
#[test]
fn languages_by_shares() {
    for (text, want) in [
        ("電車の中", Some(Language::Japanese)),
        ("優の良品很好吃", Some(Language::Chinese)),
        ("カ", Some(Language::Japanese)),
        ("한국", Some(Language::Korean)),
        ("中文很多한국", Some(Language::Chinese)),
        ("漢", Some(Language::Chinese)),
        ("𠮷", Some(Language::Chinese)),
        ("、。", None),
        ("", None),
    ] {
        assert_eq!(detect(text).language(), want, "{text}");
    }
}

/// Lines tile the text, and each shows what it shows by itself.
#[test]
fn lines_by_themselves() {
    let all: String = rows().iter().map(|row| format!("{}\n", row.text)).collect();
    let windows = all.replace('\n', "\r\n");
    for text in [&all, &windows, "软件\n\n軟體", "\n\n", "软件", "", "\r\n软件\r\n"] {
        let lines: Vec<_> = detect_lines(text).collect();
        assert_eq!(lines.len(), text.split_inclusive('\n').count(), "{text:?}");
        let mut end = 0;
        for ((range, found), line) in lines.into_iter().zip(text.split_inclusive('\n')) {
            assert_eq!(range, end..end + line.len(), "{text:?}");
            assert_eq!(found, detect(line), "{line:?}");
            assert_eq!(
                (found.locale(), found.language()),
                (detect(line.trim_end()).locale(), detect(line.trim_end()).language())
            );
            end = range.end;
        }
        assert_eq!(end, text.len());
    }
}

/// A text shows all that its lines show.
#[test]
fn a_text_is_its_lines() {
    let all: Vec<_> = rows().iter().map(|row| row.text).collect();
    let text = all.join("\n");
    for script in [Script::Hans, Script::Hant] {
        let sum: usize = detect_lines(&text).map(|(_, found)| found.characters(script)).sum();
        assert_eq!(detect(&text).characters(script), sum, "{script}");
    }
    for place in [Place::CN, Place::TW, Place::HK, Place::MO, Place::SG, Place::MY] {
        let sum: usize = detect_lines(&text).map(|(_, found)| found.words(place)).sum();
        assert_eq!(detect(&text).words(place), sum, "{place}");
    }
}

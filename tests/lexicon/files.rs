//! Files of rows, lexicons as JSON, and how much may be in either.

use super::{FILE, answers, to_taiwan};
use tongwen::{Error, ErrorKind, Lexicon, Locale, Normalizer, Style};

/// A longer list is a list as any other, and the last row counts in it.
#[test]
fn long_lists() {
    let rows = |written: &str| (0..20_000).map(|n| (format!("第{n}号甲"), format!("{written}{n}"))).collect::<Vec<_>>();
    let mut lexicon = Lexicon::from_pairs(rows("早"));
    lexicon.extend(Lexicon::from_pairs(rows("晚")));
    assert_eq!(lexicon.len(), 40_000);
    let normalizer = to_taiwan(lexicon);
    assert_eq!(normalizer.normalize("第0号甲、第19999號甲、第20000号甲"), "晚0、晚19999、第20000號甲");
}

/// Forms are found wherever a long line is cut for reading: at every byte of a unit.
#[test]
fn long_lines() {
    let normalizer = to_taiwan(Lexicon::new().replace("视频网站", "影音站"));
    for shift in 0..12 {
        let pad = "a".repeat(shift);
        let text = format!("{pad}{}", "视频网站的软件".repeat(8_000));
        let want = format!("{pad}{}", "影音站的軟體".repeat(8_000));
        for (way, got) in answers(&normalizer, &text) {
            assert!(got == want, "{way}, from byte {shift} on");
        }
    }
}

/// So are they where the line is nothing but forms and every cut goes through one.
#[test]
fn long_lines_of_one_form() {
    let form = "长".repeat(85);
    let normalizer = to_taiwan(Lexicon::new().replace(&form, "短"));
    for (way, got) in answers(&normalizer, &format!("说{}", form.repeat(300))) {
        assert_eq!(got.matches('短').count(), 300, "{way}");
        assert_eq!(got.chars().count(), 301, "{way}");
    }
}

/// 255 bytes are the most, of a form and of what is written, since that is a form, too; the error says so, and does not
/// repeat a whole book.
#[test]
fn the_longest_form() {
    let form = "长".repeat(85);
    let written = "短".repeat(85);
    let normalizer = to_taiwan(Lexicon::new().replace(&form, &written));
    assert_eq!(normalizer.normalize(&format!("很{form}了")), format!("很{written}了"));
    assert_eq!(normalizer.normalize(&format!("很{}了", "長".repeat(85))), format!("很{written}了"));

    let rows = format!("视频\t影音\n{form}a\t短\n");
    let lexicon = Lexicon::from_tsv(FILE, &rows);
    let error = lexicon.and_then(|lexicon| Normalizer::builder(Locale::ZH_TW).layer(lexicon).build()).unwrap_err();
    assert_eq!((error.kind(), error.line(), error.column()), (ErrorKind::Row, Some(2), Some(1)));
    let text = error.to_string();
    assert!(text.contains("255") && text.len() < 1000, "{text}");

    let rows = format!("视频\t{}\n", "短".repeat(1000));
    let lexicon = Lexicon::from_tsv(FILE, &rows);
    let error = lexicon.and_then(|lexicon| Normalizer::builder(Locale::ZH_TW).layer(lexicon).build()).unwrap_err();
    assert_eq!((error.kind(), error.line(), error.column()), (ErrorKind::Row, Some(1), Some(4)));
    let text = error.to_string();
    assert!(text.contains("255") && text.len() < 1000, "{text}");
}

/// A builder tells of its style and of the rows of all layers at once.
#[test]
fn a_builder_tells_all() {
    let builder = Normalizer::builder(Locale::ZH_CN)
        .style(Style::Ministry)
        .layer(Lexicon::new().replace("", "甲"))
        .layer(Lexicon::new().replace("视频", "影音").keep(""));
    let error = builder.build().unwrap_err();
    let kinds: Vec<_> = error.all().map(Error::kind).collect();
    assert_eq!(kinds, [ErrorKind::Style, ErrorKind::Row, ErrorKind::Row]);
    assert_eq!(error.to_string().lines().count(), 3);
}

#[test]
fn files_of_both_formats() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    for (name, bytes) in [
        ("plain.tsv", "# of the house\n视频\t影音\n".as_bytes()),
        ("windows.tsv", "\u{feff}视频\t影音\r\n\r\n".as_bytes()),
        ("opencc.txt", "视频\t影音 影片\n".as_bytes()),
        ("no-end.tsv", "视频\t影音".as_bytes()),
    ] {
        let lexicon = Lexicon::from_path(write(name, bytes)).unwrap();
        assert_eq!((lexicon.len(), lexicon.is_empty()), (1, false), "{name}");
        let normalizer = to_taiwan(lexicon);
        assert_eq!(normalizer.normalize("视频"), "影音", "{name}");
        let analysis = normalizer.analyze("视频");
        let edit = analysis.edits().next().unwrap();
        let origin = edit.entries().next().unwrap().origin().unwrap();
        assert!(origin.contains(name), "{origin} is not in {name}");
    }
    assert!(Lexicon::from_path(write("empty.tsv", b"")).unwrap().is_empty());

    let kind_and_path = |error: Error| (error.kind(), error.path().map(str::to_owned));
    let path = write("legacy.tsv", b"\xb5\xf8\xc6\xb5\tx\n");
    let told = Some(path.to_str().unwrap().to_owned());
    assert_eq!(kind_and_path(Lexicon::from_path(&path).unwrap_err()), (ErrorKind::Encoding, told));
    let path = folder.path().join("none.tsv");
    let error = Lexicon::from_path(&path).unwrap_err();
    assert!(error.to_string().contains("none.tsv"), "{error}");
    assert_eq!(kind_and_path(error), (ErrorKind::File, Some(path.to_str().unwrap().to_owned())));
    let path = write("wrong.tsv", "视频\t影音\n直播\n".as_bytes());
    let error = Lexicon::from_path(&path).unwrap_err();
    assert!(error.to_string().starts_with(&format!("{}:2:1: ", path.display())), "{error}");
}

#[test]
fn lexicons_are_extended() {
    let mut lexicon = Lexicon::default();
    assert!(lexicon.is_empty() && lexicon == Lexicon::new());
    lexicon.extend(Lexicon::new().replace("视频", "甲"));
    lexicon.extend(Lexicon::new().replace("視頻", "乙").keep("软件"));
    assert_eq!(lexicon.len(), 3);
    assert_eq!(to_taiwan(lexicon).normalize("视频软件"), "乙软件");
}

/// A lexicon that was stored is the same one.
#[test]
fn lexicons_as_json() {
    let tsv = "视频\t影音\n甲乙\t丙\texact\n软件自由日\t\tkeep\n人工智能\t\tforbid\n";
    let concepts = "id\tcn\ttw\thk\tnote\nlive-room\t直播间\t直播頻道|直播間\t-\tof the house\nx\t\t甲乙\t丙丁\t\n";
    for lexicon in [
        Lexicon::new(),
        Lexicon::new().replace("视频", "影音").keep("软件自由日").forbid("人工智能"),
        Lexicon::from_tsv(FILE, tsv).unwrap(),
        Lexicon::from_tsv(FILE, concepts).unwrap(),
        Lexicon::from_opencc("house.txt", "鼠标\t滑鼠 鼠標\n").unwrap(),
    ] {
        let json = serde_json::to_string(&lexicon).unwrap();
        let back: Lexicon = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), json);
        assert_eq!(back.len(), lexicon.len(), "{json}");
        for locale in [Locale::ZH_TW, Locale::ZH_HK, Locale::ZH_CN, Locale::ZH_HANT] {
            let [one, other] = [&lexicon, &back].map(|lexicon| {
                let builder = Normalizer::builder(locale).layer(lexicon.clone());
                builder.build().unwrap().normalize("视频甲乙丙软件自由日人工智能直播间直播頻道鼠标").into_owned()
            });
            assert_eq!(one, other, "{json}");
        }
    }
    for wrong in ["3", "\"视频\"", r#"[{"no": "row"}]"#, r#"{"视频": 3}"#] {
        assert!(serde_json::from_str::<Lexicon>(wrong).is_err(), "{wrong}");
    }
}

//! The feature `serde`, which tests always have: the names of fields as other programs rely on them, and what can be read
//! again.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, from_str, from_value, json, to_string, to_value};
use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use tongwen::{
    Confidence, Detection, Domain, Language, Layer, Lexicon, Locale, Normalizer, NormalizerBuilder, Patch, Place,
    Preset, Protect, Reason, Rule, Script, Severity, Style, detect,
};

/// The names of a record's fields, sorted.
fn fields(value: &Value) -> Vec<&str> {
    value.as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn names() {
    fn round_trip<T>(values: &[T])
    where
        T: Copy + Eq + Hash + Debug + Display + Serialize + DeserializeOwned,
    {
        for value in values {
            let json = to_string(value).unwrap();
            assert_eq!(json, format!("\"{value}\""));
            assert_eq!(from_str::<T>(&json).unwrap(), *value);
            assert_eq!(serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(), *value, "from owned text");
            let map = HashMap::from([(*value, 1)]);
            assert_eq!(map, from_str(&to_string(&map).unwrap()).unwrap(), "as a key");
            assert!(from_str::<T>("\"?\"").is_err() && from_str::<T>("3").is_err() && from_str::<T>("[]").is_err());
        }
    }
    round_trip(Preset::ALL);
    round_trip(Locale::ALL);
    round_trip(&[Locale::new(Script::Hant, Some(Place::MY))]);
    round_trip(&[Layer::Script, Layer::Name, Layer::User, Layer::Term(Domain::Science)]);
    round_trip(Style::ALL);
    round_trip(Rule::ALL);
    round_trip(Severity::ALL);
    round_trip(Confidence::ALL);
    round_trip(Reason::ALL);
    round_trip(Language::ALL);
    assert_eq!(from_str::<Locale>(r#""zh_TW.UTF-8""#).unwrap(), Locale::ZH_TW);
    assert_eq!(from_str::<Preset>(r#""s2t.json""#).unwrap(), Preset::S2t);
    for (text, error) in [
        ("s2x", from_str::<Preset>(r#""s2x""#).unwrap_err()),
        ("tw2sp", from_str::<Preset>(r#""""#).unwrap_err()),
        ("zh-Hans", from_str::<Locale>(r#""zh""#).unwrap_err()),
        ("quotation", from_str::<Rule>(r#""spelling""#).unwrap_err()),
        ("doubtful", from_str::<Confidence>(r#""perhaps""#).unwrap_err()),
    ] {
        assert!(error.to_string().contains(text), "{error}");
    }
}

#[test]
fn analyses_of_presets() {
    let entry = |table, key, value| {
        json!({
            "table": table, "key": key, "value": value,
            "concept": null, "origin": null, "reason": "table", "alternatives": [],
        })
    };
    let want = json!({
        "source": "a头发软件",
        "output": "a頭髮軟體",
        "edits": [
            {
                "source": { "start": 1, "end": 7 },
                "target": { "start": 1, "end": 7 },
                "before": "头发",
                "after": "頭髮",
                "layer": null,
                "confidence": "sure",
                "entries": [entry("STPhrases", "头发", "頭髮")],
            },
            {
                "source": { "start": 7, "end": 13 },
                "target": { "start": 7, "end": 13 },
                "before": "软件",
                "after": "軟體",
                "layer": null,
                "confidence": "sure",
                "entries": [entry("STCharacters", "软", "軟"), entry("TWPhrases", "軟件", "軟體")],
            },
        ],
        "ambiguities": [],
        "kept": [],
    });
    assert_eq!(to_value(Normalizer::preset(Preset::S2twp).analyze("a头发软件")).unwrap(), want);

    let empty = json!({ "source": "", "output": "", "edits": [], "ambiguities": [], "kept": [] });
    assert_eq!(to_value(Normalizer::preset(Preset::S2twp).analyze("")).unwrap(), empty);
    let json = to_value(Normalizer::preset(Preset::S2t).analyze("𠮷\0\"马")).unwrap();
    assert_eq!(json["edits"][0]["source"], json!({ "start": 6, "end": 9 }), "ranges are in bytes");
}

#[test]
fn analyses_of_plans() {
    let house = Lexicon::from_tsv("house.tsv", "# ours\n博客\t網誌\n").unwrap();
    let n = Normalizer::builder(Locale::ZH_TW).layer(house).build().unwrap();
    let json = to_value(n.analyze("软件博客文件里")).unwrap();
    let want = json!({
        "source": "软件博客文件里",
        "output": "軟體網誌文件裡",
        "edits": [
            {
                "source": { "start": 0, "end": 6 }, "target": { "start": 0, "end": 6 },
                "before": "软件", "after": "軟體", "layer": "computing", "confidence": "sure",
                "entries": [{
                    "table": "computing", "key": "软件", "value": "軟體",
                    "concept": "software", "origin": null, "reason": "word", "alternatives": [],
                }],
            },
            {
                "source": { "start": 6, "end": 12 }, "target": { "start": 6, "end": 12 },
                "before": "博客", "after": "網誌", "layer": "user", "confidence": "sure",
                "entries": [{
                    "table": "user", "key": "博客", "value": "網誌",
                    "concept": null, "origin": "house.tsv:2", "reason": "user", "alternatives": [],
                }],
            },
            {
                "source": { "start": 18, "end": 21 }, "target": { "start": 18, "end": 21 },
                "before": "里", "after": "裡", "layer": "script", "confidence": "likely",
                "entries": [{
                    "table": "script", "key": "里", "value": "裡",
                    "concept": null, "origin": null, "reason": "neighbours", "alternatives": ["里", "哩"],
                }],
            },
        ],
        "ambiguities": [{ "source": { "start": 12, "end": 18 }, "text": "文件", "alternatives": ["檔案"] }],
        "kept": [],
    });
    assert_eq!(json, want);
}

/// The edits of an analysis, stored by themselves, are a patch.
#[test]
fn patches() {
    let text = "软件里的𠮷和头发";
    let analysis = Normalizer::to(Locale::ZH_TW).analyze(text);
    let json = to_value(&analysis).unwrap();
    let patch: Patch = from_value(json["edits"].clone()).unwrap();
    assert_eq!(patch, analysis.patch());
    assert_eq!(patch.apply(text).unwrap(), analysis.output());
    assert_eq!(from_str::<Patch>(&to_string(&patch).unwrap()).unwrap(), patch);
    let change = &to_value(&patch).unwrap()[0];
    assert_eq!(*change, json!({ "source": { "start": 0, "end": 6 }, "before": "软件", "after": "軟體" }));
    // A record that somebody has spoilt fits no text, and does no harm.
    let odd: Patch =
        from_value(json!([{ "source": { "start": 7, "end": 3 }, "before": "件", "after": "體" }])).unwrap();
    assert!(odd.apply(text).is_err() && odd.undo(text).is_err());
}

#[test]
fn checks() {
    let json = to_value(Normalizer::to(Locale::ZH_TW).check("安裝軟件\n安裝軟件裏的文件")).unwrap();
    let finding = &json[0];
    let want = json!({
        "rule": "word", "severity": "warning", "source": { "start": 6, "end": 12 }, "text": "軟件",
        "suggestion": "軟體", "confidence": "sure", "safe": true, "message": "zh-TW says 軟體 for 軟件",
    });
    assert_eq!(*finding, want);
    let notes: Vec<&Value> = json.as_array().unwrap().iter().filter(|finding| finding["severity"] == "note").collect();
    assert!(!notes.is_empty());
    for note in notes {
        assert_eq!(fields(note), fields(&want));
        assert_eq!(
            (&note["suggestion"], &note["safe"], &note["rule"]),
            (&Value::Null, &json!(false), &json!("ambiguous"))
        );
    }
}

#[test]
fn lexicons() {
    let rows = "cn\ttw\thk\n直播间\t~直播間|直播頻道\t-\n";
    let mut all = Lexicon::from_tsv("house.tsv", rows).unwrap();
    all.extend(Lexicon::from_tsv("more.tsv", "博客\t網誌\texact\n软件\t\tkeep\n鼠标\t\tforbid\n").unwrap());
    let json = to_value(&all).unwrap();
    let want = json!([
        { "cn": "直播间", "tw": "~直播間|直播頻道", "hk": "-" },
        { "form": "博客", "written": "網誌", "exact": true },
        { "keep": "软件" },
        { "forbid": "鼠标" },
    ]);
    assert_eq!(json, want);
    let again: Lexicon = from_value(json).unwrap();
    assert_eq!(to_value(&again).unwrap(), want);
    for &locale in Locale::ALL {
        let [one, two] = [&all, &again].map(|rows| Normalizer::builder(locale).layer(rows.clone()).build().unwrap());
        let text = "直播间的博客、部落格，软件和鼠标、直播頻道";
        assert_eq!(one.normalize(text), two.normalize(text), "{locale}");
    }
    for bad in [
        json!([{ "form": "博客" }]),
        json!([{ "cn": "博客", "us": "blog" }]),
        json!([{ "cn": "博客||" }]),
        json!([{ "keep": "博客", "forbid": "博客" }]),
        json!({}),
    ] {
        assert!(from_value::<Lexicon>(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn builders() {
    let full = json!({
        "to": "zh-TW",
        "from": "zh-CN",
        "without": ["transport", "punctuation"],
        "style": "ministry",
        "protect": ["urls", "code"],
        "rows": [{ "form": "博客", "written": "網誌" }],
    });
    let builder: NormalizerBuilder = from_value(full.clone()).unwrap();
    assert_eq!(to_value(&builder).unwrap(), full);
    let text = "台湾的博客：“看@软件 ”说出租车";
    assert_eq!(builder.build().unwrap().normalize(text), "臺灣的網誌：“看@軟體 ”說出租車");

    let least: NormalizerBuilder = from_value(json!({ "to": "zh-TW" })).unwrap();
    assert_eq!(to_value(&least).unwrap(), json!({ "to": "zh-TW" }));
    assert_eq!(least.build().unwrap().normalize(text), "台灣的部落格：「看@软件 」說計程車");

    let two = Normalizer::builder(Locale::ZH_TW)
        .layer(Lexicon::new().replace("博客", "網誌"))
        .layer(Lexicon::new().replace("博客", "部落客"));
    let again: NormalizerBuilder = from_value(to_value(&two).unwrap()).unwrap();
    assert_eq!(again.build().unwrap().normalize("博客"), "部落客", "the last one counts");

    for (json, says) in [
        (json!({}), "to"),
        (json!({ "to": "zh-TW", "form": "zh-CN" }), "form"),
        (json!({ "to": "zh-TW", "protect": ["tables"] }), "placeholders"),
        (json!({ "to": "zh-TW", "without": ["term"] }), "computing"),
    ] {
        let error = from_value::<NormalizerBuilder>(json).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    assert_eq!(from_value::<Protect>(json!([])).unwrap(), Protect::empty());
}

#[test]
fn detections() {
    let found = detect("打开软件，点击鼠标，查看数据库");
    let json = to_value(found).unwrap();
    let names = ["characters", "confidence", "language", "letters", "locale", "mixed", "words"];
    assert_eq!(fields(&json), names);
    assert_eq!((&json["locale"], &json["language"], &json["mixed"]), (&json!("zh-CN"), &json!("zh"), &json!(false)));
    assert_eq!(fields(&json["words"]), ["CN", "HK", "MO", "MY", "SG", "TW"]);
    for text in ["", "打开软件，点击鼠标", "これは電車です", "用滑鼠點選", "한국어"] {
        let found = detect(text);
        assert_eq!(from_str::<Detection>(&to_string(&found).unwrap()).unwrap(), found, "{text}");
    }
}

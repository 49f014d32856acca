//! The public surface as users may rely on it: every name, its traits, its texts and its JSON.
//!
//! Much of this is checked by compiling. A public name that is not in [`NAMES`] fails `every_public_name_is_listed`:
//! add it there, and what it promises below.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::io::{Read, Write};
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::str::FromStr;
use tongwen::{
    Alignment, Ambiguities, Ambiguity, Analysis, Check, Confidence, DATA_VERSION, Detection, Document, Domain, Edit,
    Edits, Entries, Entry, Error, ErrorKind, Finding, Format, Keeps, Kept, KeptBy, Language, Layer, Lexicon, Linter,
    Locale, Normalizer, NormalizerBuilder, Offsets, Parser, Patch, Place, Preset, Protect, Reader, Reason, Rule,
    Script, Severity, Style, Unit, Writer, detect, detect_lines,
};

const NAMES: [&str; 44] = [
    "Alignment",
    "Ambiguities",
    "Ambiguity",
    "Analysis",
    "Check",
    "Confidence",
    "DATA_VERSION",
    "Detection",
    "Document",
    "Domain",
    "Edit",
    "Edits",
    "Entries",
    "Entry",
    "Error",
    "ErrorKind",
    "Finding",
    "Format",
    "Keeps",
    "Kept",
    "KeptBy",
    "Language",
    "Layer",
    "Lexicon",
    "Linter",
    "Locale",
    "Normalizer",
    "NormalizerBuilder",
    "Offsets",
    "Parser",
    "Patch",
    "Place",
    "Preset",
    "Protect",
    "Reader",
    "Reason",
    "Rule",
    "Script",
    "Severity",
    "Style",
    "Unit",
    "Writer",
    "detect",
    "detect_lines",
];

/// What holds of every public type.
trait Plain: Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe {}
impl<T: Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe> Plain for T {}

/// Names of something: small, comparable, read and written.
trait Name: Plain + Copy + Eq + Ord + Hash + Display + FromStr<Err = Error> + 'static {}
impl<T: Plain + Copy + Eq + Ord + Hash + Display + FromStr<Err = Error> + 'static> Name for T {}

#[test]
fn traits() {
    fn plain_clone<T: Plain + Clone>() {}
    fn plain_copy<T: Plain + Copy>() {}
    fn owned<T: 'static>() {}
    fn name<T: Name>() {}
    fn iterator<T: Plain + Clone + ExactSizeIterator + FusedIterator>() {}
    fn error<T: Plain + Clone + Eq + StdError + 'static>() {}
    fn kind<T: Plain + Copy + Eq + Hash + 'static>() {}
    fn kind_of_text<T: Plain + Copy + Eq + 'static>() {}
    fn ordered<T: Plain + Copy + Ord + Hash + Display + 'static>() {}
    fn value<T: Plain + Clone + Eq + Default + 'static>() {}
    fn reader<T: Plain + Read>() {}
    fn writer<T: Plain + Write>() {}

    plain_clone::<Normalizer>();
    owned::<Normalizer>();
    plain_clone::<NormalizerBuilder>();
    owned::<NormalizerBuilder>();
    plain_clone::<Analysis<'_>>();
    plain_clone::<Document<'_>>();
    plain_clone::<Parser>();
    owned::<Parser>();
    name::<Format>();
    plain_copy::<Ambiguity<'_>>();
    iterator::<Ambiguities<'_>>();
    plain_copy::<Kept<'_>>();
    iterator::<Keeps<'_>>();
    kind::<KeptBy>();
    plain_copy::<Edit<'_>>();
    plain_copy::<Entry<'_>>();
    iterator::<Edits<'_>>();
    iterator::<Entries<'_>>();
    name::<Preset>();
    name::<Layer>();
    kind::<Domain>();
    kind::<Protect>();
    kind_of_text::<Detection>();
    name::<Locale>();
    name::<Script>();
    name::<Place>();
    name::<Style>();
    error::<Error>();
    kind::<ErrorKind>();
    name::<Rule>();
    ordered::<Confidence>();
    ordered::<Severity>();
    kind::<Language>();
    kind::<Reason>();
    kind::<Unit>();
    plain_copy::<Alignment<'_>>();
    plain_clone::<Check<'_>>();
    plain_copy::<Finding<'_>>();
    plain_clone::<Linter>();
    owned::<Linter>();
    plain_clone::<Offsets<'_>>();
    value::<Patch>();
    value::<Lexicon>();
    reader::<Reader<&[u8]>>();
    writer::<Writer<Vec<u8>>>();
    owned::<Reader<std::fs::File>>();
}

/// The root of the crate exports by name and nothing else, so its list can be read.
#[test]
fn every_public_name_is_listed() {
    let root = include_str!("../src/lib.rs");
    let code: String = root.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join(" ");
    // What only the fuzz target sees is promised to nobody.
    let mut parts = code.split("#[cfg(fuzzing)]");
    let first = parts.next().unwrap_or_default();
    let code: String = [first].into_iter().chain(parts.filter_map(|part| Some(part.split_once(';')?.1))).collect();
    let mut found = BTreeSet::new();
    for item in code.split("pub ").skip(1) {
        match item.split_once(' ').expect("pub and what") {
            ("use", path) => {
                let path = path.split_once(';').expect("an end of the item").0;
                let last = path.split_once('{').map_or(path.rsplit("::").next().unwrap(), |(_, names)| names);
                let names = last.trim_matches([' ', '}']).split(',').map(|name| name.rsplit(" as ").next().unwrap());
                found.extend(names.map(str::trim).filter(|name| !name.is_empty()));
            }
            (_, rest) => {
                found.insert(rest.split([':', '(', '<', ' ', '{', ';']).next().unwrap());
            }
        }
    }
    assert_eq!(found, BTreeSet::from(NAMES));
}

/// What is borrowed from the text outlives the normaliser and the analysis; what is borrowed from the analysis
/// outlives edits and entries.
#[test]
fn lifetimes() {
    fn text(text: &str) -> (Cow<'_, str>, &str, Cow<'_, str>) {
        let normalizer = Normalizer::preset(Preset::T2s);
        let analysis = normalizer.analyze(text);
        (normalizer.normalize(text), analysis.source(), analysis.into_output())
    }
    fn parts<'a>(analysis: &'a Analysis<'_>) -> Vec<(&'a str, &'a str, &'a str, &'a str, &'a str)> {
        let rows = analysis.edits().flat_map(|edit| edit.entries().map(move |entry| (edit, entry)));
        rows.map(|(edit, entry)| (edit.before(), edit.after(), entry.table(), entry.key(), entry.value())).collect()
    }
    let (normal, source, output) = text("说");
    assert!(matches!((&normal, &output), (Cow::Borrowed("说"), Cow::Borrowed("说"))));
    assert_eq!(source, "说");
    assert_eq!(text("說").2, "说");
    let analysis = Normalizer::preset(Preset::T2s).analyze("說");
    assert_eq!(parts(&analysis), [("說", "说", "TSCharacters", "說", "说")]);
}

/// A `Debug` text is for people: never the tables.
#[test]
fn debug_is_short() {
    let normalizer = Normalizer::preset(Preset::S2twp);
    let analysis = normalizer.analyze("软件");
    let edit = analysis.edits().next().unwrap();
    let error = "s2x".parse::<Preset>().unwrap_err();
    let left = Normalizer::to(Locale::ZH_TW).analyze("这些文件");
    let house = Lexicon::from_pairs([("软件", "程式")]);
    let with_house = Normalizer::builder(Locale::ZH_TW).layer(house.clone());
    let check = Normalizer::to(Locale::ZH_TW).check("安裝軟件");
    let values: [&dyn Debug; 33] = [
        &normalizer,
        &normalizer.reader(&b"\xe9"[..]),
        &analysis,
        &analysis.edits(),
        &edit,
        &edit.entries(),
        &edit.entries().next().unwrap(),
        &error,
        &error.kind(),
        &Preset::S2t,
        &Locale::ZH_TW,
        &Script::Hans,
        &Place::MO,
        &Normalizer::builder(Locale::ZH_TW),
        &left,
        &left.ambiguities(),
        &left.ambiguities().next().unwrap(),
        &detect("软件"),
        &Layer::Term(Domain::Daily),
        &Protect::all(),
        &Normalizer::to(Locale::ZH_TW).reader(&b"x"[..]),
        &Normalizer::to(Locale::ZH_TW).writer(Vec::new()),
        &analysis.alignment(),
        &analysis.patch(),
        &Offsets::new("软件", Unit::Utf16),
        &house,
        &with_house,
        &with_house.clone().build().unwrap(),
        &Normalizer::to(Locale::ZH_TW).linter(),
        &check,
        &check.findings().next().unwrap(),
        &(Confidence::Sure, Severity::Note, Rule::Word),
        &(Language::Chinese, Reason::Word, detect_lines("软件").next()),
    ];
    for value in values {
        let text = format!("{value:?}");
        assert!((2..600).contains(&text.len()), "{} bytes: {:.200}…", text.len(), text);
    }
}

#[test]
fn iterators() {
    let analysis = Normalizer::preset(Preset::S2twp).analyze("软件、鼠标、没");
    let mut edits = analysis.edits();
    assert_eq!((edits.len(), edits.size_hint()), (3, (3, Some(3))));
    assert_eq!(edits.next_back().unwrap().before(), "没");
    let clone = edits.clone();
    assert_eq!(edits.next().unwrap().before(), "软件");
    assert_eq!((edits.len(), clone.len()), (1, 2));
    let entries = edits.next().unwrap().entries();
    assert_eq!(entries.len(), entries.count());
    assert!(edits.next().is_none() && edits.next().is_none() && edits.next_back().is_none());
}

/// Layers by name, and every domain among them.
#[test]
fn layers_by_name() {
    let names = ["script", "variant", "names"].into_iter().chain(Domain::ALL.iter().map(|domain| domain.name()));
    for name in names {
        let layer: Layer = name.to_uppercase().parse().unwrap();
        assert_eq!((layer.name(), layer.to_string().as_str()), (name, name));
    }
    let error = "term".parse::<Layer>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Layer);
    assert!(error.to_string().contains("computing"), "{error}");
}

/// Each layer can be left out, and takes only its own edits with it.
#[test]
fn layers_are_left_out() {
    let text = "软件、特朗普、出租车、裏";
    let all = Normalizer::to(Locale::ZH_TW);
    assert_eq!(all.normalize(text), "軟體、川普、計程車、裡");
    let without = |layer| Normalizer::builder(Locale::ZH_TW).without(layer).build().unwrap();
    for (layer, output) in [
        (Layer::Term(Domain::Computing), "軟件、川普、計程車、裡"),
        (Layer::Name, "軟體、特朗普、計程車、裡"),
        (Layer::Term(Domain::Transport), "軟體、川普、出租車、裡"),
        (Layer::Script, "軟體、川普、計程車、裡"),
    ] {
        assert_eq!(without(layer).normalize(text), output, "{layer}");
        assert!(without(layer).analyze(text).edits().all(|edit| edit.layer() != Some(layer)), "{layer}");
    }
    assert_eq!(without(Layer::Variant).normalize("這裏的軟件"), "這裏的軟體");
}

#[test]
fn reader_gives_the_inner_back() {
    let mut reader = Normalizer::preset(Preset::S2t).reader("马".as_bytes());
    assert_eq!(reader.read(&mut []).unwrap(), 0);
    let mut output = String::new();
    reader.read_to_string(&mut output).unwrap();
    assert_eq!(output, "馬");
    assert!(reader.into_inner().is_empty());
}

#[test]
fn presets_by_name() {
    const NAME: &str = Preset::S2twp.name();
    assert_eq!(NAME, "s2twp");
    let opencc = "s2t t2s s2tw tw2s s2hk hk2s s2twp tw2sp s2hkp hk2sp t2tw tw2t t2hk hk2t t2jp jp2t";
    assert_eq!(Preset::ALL.iter().map(|preset| preset.name()).collect::<Vec<_>>().join(" "), opencc);
    for &preset in Preset::ALL {
        let name = preset.to_string();
        assert_eq!(name, preset.name());
        for spelling in [name.clone(), format!("{name}.json"), name.to_uppercase()] {
            assert_eq!(spelling.parse(), Ok(preset), "{spelling}");
        }
    }
    assert_eq!(format!("[{:>6}]", Preset::S2t), "[   s2t]");
    for bad in ["", "s2", "s2x", " s2t", "s2t ", "s2t.json.json", "s2t.txt", ".json", "ｓ2t", "zh-TW"] {
        let error = bad.parse::<Preset>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Preset, "{bad:?}");
        let text = error.to_string();
        assert!(text.contains(&format!("{bad:?}")), "does not say what is wrong: {text}");
        assert!(Preset::ALL.iter().all(|preset| text.contains(preset.name())), "does not list the choices: {text}");
        assert!(!text.contains('\n') && error.source().is_none());
        let place = (error.path(), error.line(), error.column(), error.offset());
        assert_eq!(place, (None, None, None, None), "{bad:?}");
    }
}

#[test]
fn locales_by_name() {
    const ODD: Locale = Locale::new(Script::Hant, Some(Place::SG));
    assert_eq!((ODD.script(), ODD.place(), ODD.tag()), (Script::Hant, Some(Place::SG), "zh-Hant-SG"));
    let constants = "zh-CN zh-SG zh-MY zh-TW zh-HK zh-MO zh-Hans zh-Hant";
    assert_eq!(Locale::ALL.iter().map(|locale| locale.tag()).collect::<Vec<_>>().join(" "), constants);
    let mut tags = BTreeSet::new();
    for script in [Script::Hans, Script::Hant] {
        assert_eq!(script.to_string().parse(), Ok(script));
        for place in [None, Some("CN"), Some("TW"), Some("HK"), Some("MO"), Some("SG"), Some("MY")] {
            let place: Option<Place> = place.map(|code| code.parse().unwrap());
            let locale = Locale::new(script, place);
            assert_eq!((locale.script(), locale.place()), (script, place));
            assert_eq!(locale.to_string(), locale.tag());
            assert_eq!(locale.tag().parse(), Ok(locale));
            let full = place.map_or(format!("zh-{script}"), |place| format!("zh-{script}-{place}"));
            assert_eq!(full.parse(), Ok(locale), "{full}");
            tags.insert(locale.tag());
        }
    }
    assert_eq!(tags.len(), 14, "two locales share a tag: {tags:?}");
    assert_eq!(format!("[{:<8}]", Locale::ZH_HK), "[zh-HK   ]");
    let spellings = [
        ("zh-Hant-TW", Locale::ZH_TW),
        ("zh_TW.UTF-8", Locale::ZH_TW),
        ("ZH-hant", Locale::ZH_HANT),
        ("zh-cmn-Hans", Locale::ZH_HANS),
        ("yue-HK", Locale::ZH_HK),
        ("zh_MO", Locale::ZH_MO),
        ("zh-Hans-SG", Locale::ZH_SG),
    ];
    for (spelling, locale) in spellings {
        assert_eq!(spelling.parse(), Ok(locale), "{spelling}");
    }
    for bad in ["zh", "", "en-US", "zh-Latn", "zh-US", "zh-TW-HK", "tw", "繁體"] {
        let error = bad.parse::<Locale>().unwrap_err();
        assert_eq!((error.kind(), error.path(), error.line()), (ErrorKind::Locale, None, None), "{bad:?}");
        let text = error.to_string();
        assert!(text.contains(&format!("{bad:?}")), "does not say what is wrong: {text}");
        assert!(constants.split(' ').all(|tag| text.contains(tag)), "does not list the choices: {text}");
    }
    let place = "US".parse::<Place>().unwrap_err().to_string();
    assert!(["CN", "TW", "HK", "MO", "SG", "MY"].iter().all(|code| place.contains(code)), "{place}");
    let script = "Latn".parse::<Script>().unwrap_err().to_string();
    assert!(["Hans", "Hant"].iter().all(|code| script.contains(code)), "{script}");
}

#[test]
fn data_version_names_the_import() {
    let source = include_str!("../dictionaries/opencc/SOURCE");
    let version = source.lines().find_map(|line| line.strip_prefix("version")).unwrap().trim();
    assert!(DATA_VERSION.starts_with(&format!("opencc-{version}")), "{DATA_VERSION} is not made from {version}");
}

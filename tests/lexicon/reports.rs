//! What reports say of rows, what else leaves them alone, and why built-in entries were written.

#![allow(clippy::single_range_in_vec_init, reason = "one range is what is meant")]

use super::{FILE, to_taiwan};
use tongwen::{Confidence, Domain, Layer, Lexicon, Locale, Normalizer, Protect, Reason, Style};

/// A report says which row it was.
#[test]
fn reports_name_the_row() {
    let rows = "# of the house\n博客\t網誌\n\n视频\t影音\n";
    let normalizer = to_taiwan(Lexicon::from_tsv(FILE, rows).unwrap());
    let analysis = normalizer.analyze("软件博客和視頻");
    let told: Vec<_> = analysis
        .edits()
        .map(|edit| {
            let entry = edit.entries().next().unwrap();
            assert_eq!(edit.entries().len(), 1);
            assert_eq!(edit.layer(), entry.layer());
            (edit.before(), edit.after(), entry.table().to_owned(), entry.reason(), entry.origin(), edit.confidence())
        })
        .collect();
    let sure = Confidence::Sure;
    assert_eq!(
        told,
        [
            ("软件", "軟體", "computing".to_owned(), Reason::Word, None, sure),
            ("博客", "網誌", "user".to_owned(), Reason::User, Some("house.tsv:2"), sure),
            ("視頻", "影音", "user".to_owned(), Reason::User, Some("house.tsv:4"), sure),
        ]
    );
    let last = analysis.edits().next_back().unwrap();
    let entry = last.entries().next().unwrap();
    assert_eq!((last.layer(), entry.value(), entry.concept()), (Some(Layer::User), "影音", None));
    assert_eq!(entry.alternatives().count(), 0);

    let in_code = to_taiwan(Lexicon::new().keep("甲乙").replace("视频", "影音"));
    let analysis = in_code.analyze("视频");
    let edit = analysis.edits().next().unwrap();
    assert_eq!(edit.entries().next().unwrap().origin(), Some("row 2"), "its number");
}

/// The row's word in a concept of the caller's has the concept's id, if its row has one.
#[test]
fn concepts_have_their_ids() {
    let rows = "id\tcn\ttw\tnote\nlive-room\t直播间\t直播頻道\tas the style guide has it\n";
    let analysis = to_taiwan(Lexicon::from_tsv(FILE, rows).unwrap()).analyze("直播间");
    let edit = analysis.edits().next().unwrap();
    let entry = edit.entries().next().unwrap();
    assert_eq!((entry.value(), entry.origin()), ("直播頻道", Some("house.tsv:2")));
    assert_eq!(entry.concept(), Some("live-room"));
}

/// What `entry.reason()`, `alternatives()` and `confidence()` say of what no row of the caller's did.
#[test]
fn reasons_of_built_in_entries() {
    let reasons = |normalizer: Normalizer, text: &str| -> Vec<Reason> {
        let analysis = normalizer.analyze(text);
        analysis.edits().flat_map(|edit| edit.entries()).map(|entry| entry.reason()).collect()
    };
    let to = Normalizer::to(Locale::ZH_TW);
    assert_eq!(reasons(to.clone(), "说"), [Reason::Character]);
    assert_eq!(reasons(to.clone(), "鼠标"), [Reason::Word]);
    assert_eq!(reasons(to.clone(), "头发"), [Reason::Phrase]);
    assert_eq!(reasons(to.clone(), "下载文件"), [Reason::Character, Reason::Sense]);
    assert_eq!(reasons(to.clone(), "“软件”"), [Reason::Quotation, Reason::Word, Reason::Quotation]);
    assert_eq!(reasons(to.clone(), "说后"), [Reason::Character, Reason::Neighbours]);
    assert_eq!(reasons(Normalizer::preset(tongwen::Preset::S2t), "说"), [Reason::Table]);
    let ministry = Normalizer::builder(Locale::ZH_TW).style(Style::Ministry).build().unwrap();
    assert_eq!(reasons(ministry, "台灣"), [Reason::Style]);
    let analysis = to.analyze("这些文件");
    let resolved = analysis.resolve(|_| Some(0));
    let last = resolved.edits().next_back().unwrap();
    assert_eq!((last.after(), last.entries().next().unwrap().reason()), ("檔案", Reason::Decided));
    assert_eq!(last.confidence(), Confidence::Sure, "the caller said so");
}

/// The caller's layer is one of the layers: it can be left out as any other.
#[test]
fn the_layer_can_be_left_out() {
    let house = Lexicon::new().replace("视频", "影音");
    let builder = Normalizer::builder(Locale::ZH_TW).layer(house).without(Layer::User);
    assert_eq!(builder.build().unwrap().normalize("视频"), Normalizer::to(Locale::ZH_TW).normalize("视频"));
}

/// The caller's layer stands where all others are off.
#[test]
fn it_needs_no_other_layer() {
    let mut builder = Normalizer::builder(Locale::ZH_TW).layer(Lexicon::new().replace("视频", "影音"));
    for layer in [Layer::Script, Layer::Variant, Layer::Name, Layer::Punctuation] {
        builder = builder.without(layer);
    }
    for &domain in Domain::ALL {
        builder = builder.without(Layer::Term(domain));
    }
    assert_eq!(builder.build().unwrap().normalize("“软件”的視頻"), "“软件”的影音");
}

#[test]
fn given_ranges_are_not_searched() {
    let normalizer = to_taiwan(Lexicon::new().replace("视频", "影音"));
    assert_eq!(normalizer.normalize_except("视频视频视频", &[6..12]), "影音视频影音");
    assert_eq!(normalizer.normalize_except("视频", &[3..6]), "視频", "no row reaches into it");
    assert_eq!(normalizer.normalize_except("视频", &[4..5]), "視频", "a part of a character is all of it");
    assert_eq!(normalizer.analyze_except("视频视频", &[0..6]).output(), "视频影音");
}

#[test]
fn what_is_protected_is_the_callers_to_say() {
    let house = Lexicon::new().replace("视频", "影音");
    let all = Normalizer::builder(Locale::ZH_TW).layer(house.clone()).build().unwrap();
    assert_eq!(all.normalize("{视频}视频"), "{视频}影音");
    let builder = Normalizer::builder(Locale::ZH_TW).layer(house).protect(Protect::all() - Protect::PLACEHOLDERS);
    assert_eq!(builder.build().unwrap().normalize("{视频}视频"), "{影音}影音");
}

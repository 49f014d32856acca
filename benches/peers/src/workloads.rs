//! What is measured: texts, how they are cut into calls, and who converts them.

use crate::{
    engine::{self, Engine},
    measure::{self, Figure, Portions, Work},
    text::{self, Kind, Texts},
};
use std::path::Path;
use tongwen::Normalizer;

/// All that are measured on one text in turns.
struct Group {
    text: Kind,
    /// Characters a call; 0 is all of the text in one.
    chars: usize,
    ours: &'static [(&'static str, Call)],
    /// What comes nearest to that among OpenCC's configurations, which the others have.
    theirs: &'static str,
}

#[derive(Clone, Copy)]
enum Call {
    Normalize,
    Into,
    Analyze,
}

use Call::{Analyze, Into, Normalize};

#[rustfmt::skip]
const GROUPS: &[Group] = &[
    Group { text: Kind::Hans, chars: 0, ours: &[("zh-TW", Normalize), ("zh-TW", Analyze), ("s2twp", Normalize)], theirs: "s2twp" },
    Group { text: Kind::Hant, chars: 0, ours: &[("zh-CN", Normalize), ("tw2sp", Normalize)], theirs: "tw2sp" },
    Group { text: Kind::Taiwan, chars: 0, ours: &[("zh-TW", Normalize)], theirs: "s2twp" },
    Group { text: Kind::Mainland, chars: 0, ours: &[("zh-CN", Normalize)], theirs: "tw2sp" },
    Group { text: Kind::Hans, chars: 0, ours: &[("zh-Hant", Normalize), ("s2t", Normalize)], theirs: "s2t" },
    Group { text: Kind::Hant, chars: 0, ours: &[("zh-Hans", Normalize), ("t2s", Normalize)], theirs: "t2s" },
    Group { text: Kind::Hans, chars: 0, ours: &[("s2hkp", Normalize)], theirs: "s2hkp" },
    Group { text: Kind::Hant, chars: 0, ours: &[("hk2sp", Normalize)], theirs: "hk2sp" },
    Group { text: Kind::Ascii, chars: 0, ours: &[("zh-TW", Normalize)], theirs: "s2twp" },
    Group { text: Kind::Hans, chars: 8, ours: &[("zh-TW", Normalize), ("zh-TW", Into)], theirs: "s2twp" },
    Group { text: Kind::Hans, chars: 30, ours: &[("zh-TW", Normalize), ("zh-TW", Into)], theirs: "s2twp" },
    Group { text: Kind::Hans, chars: 100, ours: &[("zh-TW", Normalize), ("zh-TW", Into)], theirs: "s2twp" },
];

/// The configurations whose first call is measured.
pub const FIRST: &[&str] = &["zh-TW", "zh-CN", "s2t", "t2s", "s2twp", "tw2sp", "s2hkp", "hk2sp"];

/// One of ours beside what the others make of the same text.
pub struct Row {
    /// What of ours: a plan or a preset, and how it is called.
    pub ours: String,
    pub text: String,
    pub calls: usize,
    pub figure: Figure,
    pub theirs: &'static str,
    pub peers: Vec<(Engine, Option<Figure>)>,
}

impl Row {
    pub fn fastest(&self) -> Option<(Engine, Figure)> {
        let known = self.peers.iter().filter_map(|&(engine, figure)| Some((engine, figure?)));
        known.max_by(|a, b| a.1.ratio.total_cmp(&b.1.ratio))
    }
}

pub fn rows(texts: &Texts, engines: &[Engine], dictionaries: &Path, turns: usize) -> Vec<Row> {
    GROUPS.iter().flat_map(|group| group.rows(texts, engines, dictionaries, turns)).collect()
}

impl Group {
    fn rows(&self, texts: &Texts, engines: &[Engine], dictionaries: &Path, turns: usize) -> Vec<Row> {
        let text = texts.of(self.text);
        let portions = Portions::new(match self.chars {
            0 => vec![text.to_string()],
            chars => text::strings(text, chars),
        });
        let ours = self.ours.iter().map(|&(config, call)| work(config, call));
        let theirs: Vec<(Engine, Option<Work>)> =
            engines.iter().map(|&engine| (engine, self.open(engine, dictionaries, text))).collect();
        let there: Vec<bool> = theirs.iter().map(|(_, work)| work.is_some()).collect();
        let works: Vec<Work> = ours.chain(theirs.into_iter().filter_map(|(_, work)| work)).collect();
        eprintln!("{}, {} …", self.title(), self.theirs);
        let figures = measure::turns(&works, &portions, turns);
        let (ours, mut theirs) = (&figures[..self.ours.len()], figures[self.ours.len()..].iter().copied());
        let peers: Vec<_> = engines
            .iter()
            .zip(there)
            .map(|(&engine, there)| (engine, there.then(|| theirs.next()).flatten()))
            .collect();
        let row = |(&(config, call), &figure): (&(&str, Call), &Figure)| Row {
            ours: label(config, call),
            text: self.title(),
            calls: portions.texts.len(),
            figure,
            theirs: self.theirs,
            peers: peers.clone(),
        };
        self.ours.iter().zip(ours).map(row).collect()
    }

    fn title(&self) -> String {
        match self.chars {
            0 => self.text.name().to_string(),
            chars => format!("{chars} characters a call"),
        }
    }

    /// One that gave the text back would be the fastest of all: so it is tried first.
    fn open(&self, engine: Engine, dictionaries: &Path, text: &str) -> Option<Work> {
        let convert = engine.open(self.theirs, dictionaries)?;
        let (from, to) = if self.theirs.starts_with('s') { ("汉字", "漢字") } else { ("漢字", "汉字") };
        assert_eq!(convert(from), to, "{} {} does not convert", engine.name(), self.theirs);
        if matches!(self.text, Kind::Hans | Kind::Hant) {
            assert_ne!(convert(text), text, "{} {} changes nothing", engine.name(), self.theirs);
        }
        Some(Box::new(move |text| convert(text).len()))
    }
}

fn label(config: &str, call: Call) -> String {
    match call {
        Normalize => config.to_string(),
        Into => format!("{config}, normalize_into"),
        Analyze => format!("{config}, analyze"),
    }
}

fn work(config: &str, call: Call) -> Work {
    let normalizer: Normalizer = engine::tongwen(config).expect("a plan or a preset of ours");
    match call {
        Normalize => Box::new(move |text| normalizer.normalize(text).len()),
        Analyze => Box::new(move |text| normalizer.analyze(text).edits().len()),
        Into => {
            let out = std::cell::RefCell::new(String::new());
            Box::new(move |text| {
                normalizer.normalize_into(text, &mut out.borrow_mut());
                out.borrow().len()
            })
        }
    }
}

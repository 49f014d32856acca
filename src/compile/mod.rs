//! Rows in, table out. Used by `build.rs`, and by the tests at run time.
//!
//! The same rows give the same bytes on every run and host: maps are ordered, nothing depends on a clock or an address.

pub mod anchors;
pub mod chain;
pub mod chars;
mod choice;
pub mod forms;
pub mod frequencies;
mod glosses;
pub mod lexicon;
mod lint;
pub mod pairs;
mod plans;
pub mod script;
pub mod senses;
mod sources;
mod styles;
pub mod words;

pub use sources::Sources;

use crate::data::opencc::{self, Cascade, Config};
use crate::data::pairs::Counts;
use crate::data::{self, concept, sense};
use crate::data::{Error, ErrorKind, Locale, Place, plain};
use crate::table::chars::{Block, SPECIAL};
use crate::table::header::MAGIC;
use crate::table::pairs::NOTHING;
use crate::table::plan::{NONE, PresetRow, STAGES};
use crate::table::plans::{Glyphs, MAPS, Mode};
use crate::table::{Section, bytes, index};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;
use anchors::Anchors;
use chain::{Chain, Stage};
use chars::{FrontPool, Pool, RareRow, Words};

/// Compiles the files to one table.
///
/// # Errors
/// All faults of all files.
pub fn compile(sources: &Sources<'_>) -> Result<Vec<u8>, Vec<Error>> {
    let mut errors = Vec::new();
    let tables: Vec<_> = sources.tables.iter().map(|&file| opencc::table(file, &mut errors)).collect();
    let configs = opencc::configs(sources.presets, &tables, &mut errors);
    let counts = crate::data::pairs::counts(sources.pairs, &mut errors);
    let script_rows = sources.script.map(|files| crate::data::script::rows(files, &mut errors)).unwrap_or_default();
    let concepts = concepts(sources, &mut errors);
    let plain = everyday(sources, &mut errors);
    let (sense_rows, cues) = senses(sources, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let cascades = cascades(&configs, &mut errors);
    lint::check(&tables, &configs, &mut errors);
    lint::check_stages(cascades.len(), &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let stages: Vec<_> = cascades.iter().map(|cascade| Stage::new(cascade, &tables)).collect();
    let chains = chains(&configs, &cascades, &stages);
    let mut out = Output::default();

    let mut forms = forms::Forms::default();
    for (number, stage) in stages.iter().enumerate() {
        forms.add(number, stage);
        out.stage(chars::of_stage(stage));
    }
    out.fill_stages();

    let maps: Vec<Words> = chains.iter().map(chars::of_chain).collect();
    for (family, script) in ["Simplified", "Traditional"].iter().enumerate() {
        let all = (0..).zip(&chains).zip(&configs);
        let members: Vec<_> = all.filter(|(_, config)| family_of(config) == family).map(|(chain, _)| chain).collect();
        if members.is_empty() {
            errors
                .push(Error::new(ErrorKind::Row, format!("presets.tsv: nothing reads {script}; add a configuration")));
        }
        let anchors = Anchors::new(&members, &counts, family, &mut errors);
        let maps = members.iter().filter_map(|&(number, _)| maps.get(number as usize));
        let special = maps.flatten().filter(|(_, word)| **word & SPECIAL != 0).map(|(&code, _)| code).collect();
        out.family(family, &anchors, &special, &counts);
    }
    for (config, map) in configs.iter().zip(&maps) {
        out.preset(config, map, &cascades);
    }
    (out.forms_index, out.forms) = forms.emit();

    let singles = script::Singles::new(&script_rows);
    let scripts = script::Scripts::new(&tables, &script_rows, &singles);
    for (c, target) in plans::unstable(&scripts) {
        let message = format!("script/: {c} becomes {target}, which is changed again or is no other spelling of it");
        errors.push(Error::new(ErrorKind::Row, message));
    }
    let lexicon = lexicon::Lexicon::new(&concepts, &sense_rows, &plain, &scripts, &mut errors);
    let mut keys = words::Keys::new(&scripts, &lexicon, &counts, &mut errors);
    out.senses = senses::emit(&sense_rows, &cues, &lexicon, &scripts, &mut keys, &mut errors);
    let styles: Vec<_> = sources.styles.iter().filter_map(|&file| data::style::rows(file, &mut errors)).collect();
    out.styles = styles::emit(&styles, &scripts, &mut keys, &mut errors);
    out.plans(&scripts, &keys, &counts);
    (out.words_index, out.words) = keys.emit(&mut errors);
    out.concepts = words::concepts(&lexicon);
    let words = sources.frequencies.map(|file| data::frequencies::costs(file, &mut errors)).unwrap_or_default();
    let costs = frequencies::costs(&words, &lexicon, &scripts);
    out.frequencies = frequencies::emit(&costs, &mut errors);
    out.frequency_pairs = frequencies::pairs(&costs);
    let marks = sources.glosses.map(|file| data::gloss::glosses(file, &mut errors)).unwrap_or_default();
    out.glosses = glosses::emit(&marks, &scripts);
    out.choice = choice::emit(&script_rows.choice, &scripts, &mut errors);
    out.names = tables.iter().flat_map(|table| [table.name.as_str(), "\n"]).collect::<alloc::string::String>().into();
    if errors.is_empty() { Ok(out.bytes()) } else { Err(errors) }
}

/// The concepts of all files.
pub fn concepts<'a>(sources: &Sources<'a>, errors: &mut Vec<Error>) -> Vec<concept::Concept<'a>> {
    let mut rows = Vec::new();
    for &file in &sources.concepts {
        rows.extend(concept::concepts(file, errors));
    }
    for &file in &sources.names {
        rows.extend(concept::names(file, errors));
    }
    rows
}

/// The senses of all files, and the lists of cues that they share.
pub fn senses<'a>(sources: &Sources<'a>, errors: &mut Vec<Error>) -> (Vec<sense::Sense<'a>>, Vec<sense::Cues<'a>>) {
    let cues = sources.cues.map(|file| sense::cues(file, errors)).unwrap_or_default();
    (sources.senses.iter().flat_map(|&file| sense::senses(file, &cues, errors)).collect(), cues)
}

/// For each place the words that are guarded there: its own file's, else those of the place that it follows.
pub fn everyday<'a>(sources: &Sources<'a>, errors: &mut Vec<Error>) -> [Vec<&'a str>; 6] {
    let mut words = [const { Vec::new() }; 6];
    for &file in &sources.plain {
        let place = file.stem().parse::<Locale>().ok().and_then(Locale::place);
        match place {
            Some(place) => words[place as usize] = plain::guarded(file, errors),
            None => errors.push(Error::new(ErrorKind::Row, format!("{}: no place's tag; name it as zh-TW", file.path))),
        }
    }
    // Singapore comes before Malaysia, which follows it.
    for place in Place::ALL {
        if let Some(like) = place.fallback().filter(|_| words[*place as usize].is_empty()) {
            words[*place as usize] = words[like as usize].clone();
        }
    }
    words
}

/// OpenCC's names begin with what a configuration reads: `s` is Simplified.
fn family_of(config: &Config) -> usize {
    if config.name.starts_with('s') { 0 } else { 1 }
}

/// The different stages of all configurations. A segmentation is no stage of its own: it must be what some stage tries
/// first.
pub fn cascades(configs: &[Config], errors: &mut Vec<Error>) -> Vec<Cascade> {
    let mut cascades: Vec<Cascade> = Vec::new();
    for cascade in configs.iter().flat_map(|config| core::iter::once(&config.normalization).chain(&config.stages)) {
        if !cascades.contains(cascade) {
            cascades.push(cascade.clone());
        }
    }
    for config in configs {
        let name = &config.name;
        if config.segmentation.as_ref().is_some_and(|by| by.len() != 1 || cut_by(&cascades, by).is_none()) {
            let message = format!("{name}: its segmentation must be what some stage tries first; name such tables");
            errors.push(Error::new(ErrorKind::Row, message));
        }
    }
    cascades
}

/// The number of the stage that tries first what a segmentation names.
fn cut_by(cascades: &[Cascade], segmentation: &Cascade) -> Option<usize> {
    cascades.iter().position(|cascade| cascade.starts_with(segmentation))
}

/// The chains of the configurations, over shared stages.
pub fn chains<'s, 'a>(configs: &[Config], cascades: &[Cascade], stages: &'s [Stage<'a>]) -> Vec<Chain<'s, 'a>> {
    let stage = |cascade: &Cascade| &stages[cascades.iter().position(|other| other == cascade).unwrap_or(0)];
    let chain = |config: &Config| Chain {
        normalization: stage(&config.normalization),
        segmentation: config.segmentation.as_ref().and_then(|by| stages.get(cut_by(cascades, by)?)),
        stages: config.stages.iter().map(stage).collect(),
    };
    configs.iter().map(chain).collect()
}

/// The sections as they grow.
#[derive(Debug, Default)]
struct Output {
    names: Vec<u8>,
    rare_counts: Vec<u32>,
    presets: Vec<u8>,
    pages: Vec<u8>,
    pool: Pool,
    front_pool: FrontPool,
    rare: Vec<u8>,
    strings: Vec<u8>,
    families: [Family; 2],
    forms_index: Vec<u8>,
    forms: Vec<u8>,
    plan_pages: Vec<u8>,
    plan_rare: Vec<u8>,
    plan_head: Vec<u8>,
    plan_anchors: Vec<u8>,
    plan_inner: Vec<u8>,
    plan_written: Vec<u8>,
    words_index: Vec<u8>,
    words: Vec<u8>,
    concepts: Vec<u8>,
    senses: Vec<u8>,
    glosses: Vec<u8>,
    styles: Vec<u8>,
    choice: Vec<u8>,
    frequencies: Vec<u8>,
    frequency_pairs: Vec<u8>,
}

#[derive(Debug, Default)]
struct Family {
    filter: Words,
    ascii: Vec<u8>,
    anchors: Vec<u8>,
    inner: Vec<u8>,
    written: Vec<u8>,
}

impl Output {
    fn stage(&mut self, (words, rare): (Words, Vec<RareRow>)) {
        let pages = self.pool.pages(&words);
        self.pages.extend(pages.into_iter().flat_map(u16::to_le_bytes));
        self.rare_counts.push(rare.len() as u32);
        let rows = self.rare_rows(rare);
        self.rare.extend(rows);
    }

    fn rare_rows(&mut self, mut rare: Vec<RareRow>) -> Vec<u8> {
        rare.sort();
        let mut rows = Vec::new();
        for (code, target, table) in rare {
            rows.extend(code.to_le_bytes());
            rows.extend((self.strings.len() as u32).to_le_bytes());
            rows.extend((target.len() as u16).to_le_bytes());
            rows.extend((table as u16).to_le_bytes());
            self.strings.extend(target.bytes());
        }
        rows
    }

    /// The maps, filter and pairs of our own plans.
    fn plans(&mut self, scripts: &script::Scripts<'_>, keys: &words::Keys, counts: &Counts) {
        let flags = plans::flags(scripts);
        let standards = Glyphs::ALL.into_iter().flat_map(|glyphs| Mode::ALL.map(|mode| (glyphs, mode)));
        let mut maps: Vec<_> =
            standards.clone().map(|(glyphs, mode)| plans::map(scripts, glyphs, mode, &flags)).collect();
        let mut still = Vec::new();
        let mut fronts: Vec<u8> = Vec::new();
        let mut still_fronts: Vec<u8> = Vec::new();
        for ((chars, rare), (glyphs, mode)) in maps.iter().zip(standards) {
            let special = chars.iter().filter(|(_, word)| **word & SPECIAL != 0).map(|(&code, _)| code);
            let filter = plans::filter(scripts, keys, (glyphs, mode), &special.collect(), counts);
            let choosers = scripts.choosers(glyphs, mode).collect();
            fronts.extend(self.front_pool.pages(&plans::front(chars, &choosers), &filter).as_flattened());
            self.plan_head.extend(ascii(&filter));
            if mode == Mode::Quiet {
                let (words, rare) = plans::still(chars, rare);
                still_fronts
                    .extend(self.front_pool.pages(&plans::front(&words, &BTreeSet::new()), &filter).as_flattened());
                still.push((words, rare));
            }
        }
        maps.push(plans::fold(scripts));
        maps.extend([Glyphs::Taiwan, Glyphs::HongKong].map(|glyphs| plans::glyphs(scripts, glyphs)));
        maps.extend(still);
        debug_assert_eq!(maps.len(), MAPS);
        let mut rows = Vec::new();
        for (words, rare) in maps {
            self.plan_pages.extend(self.pool.pages(&words).into_iter().flat_map(u16::to_le_bytes));
            self.plan_rare.extend((rare.len() as u32).to_le_bytes());
            rows.extend(self.rare_rows(rare));
        }
        self.plan_rare.extend(rows);
        self.plan_pages.extend(fronts);
        self.plan_pages.extend(still_fronts);
        let anchors = plans::written(scripts, keys);
        let entries: Vec<_> = anchors.iter().map(|(&(a, b), &bits)| (index::pair(a, b), bits)).collect();
        self.plan_anchors = index::slots(&entries).concat();
        self.plan_inner = pairs::set(&keys.inner, 1);
        self.plan_written = pairs::written(&anchors.into_keys().collect());
    }

    fn fill_stages(&mut self) {
        while self.rare_counts.len() < STAGES {
            self.stage((Words::new(), Vec::new()));
        }
    }

    fn family(&mut self, number: usize, anchors: &Anchors, special: &BTreeSet<u32>, counts: &Counts) {
        // The engine looks at every ideograph beyond U+FFFF anyway.
        let pairs = anchors.pairs.iter().filter(|((a, b), _)| a.len_utf8() < 4 && b.len_utf8() < 4);
        let pairs: Vec<_> = pairs.map(|(&pair, &chains)| (pair, chains)).collect();
        let all = pairs.iter().map(|&(pair, _)| pair).collect();
        let words = pairs::filter(&all, special, counts, number);
        let entries: Vec<_> = pairs.iter().map(|&((a, b), chains)| (index::pair(a, b), chains)).collect();
        self.families[number] = Family {
            ascii: ascii(&words),
            filter: words,
            anchors: index::slots(&entries).concat(),
            inner: pairs::set(&anchors.inner, 2),
            written: pairs::written(&all),
        };
    }

    fn preset(&mut self, config: &Config, map: &Words, cascades: &[Cascade]) {
        let number = |cascade: &Cascade| cascades.iter().position(|other| other == cascade).map_or(NONE, |at| at as u8);
        let stage = |index| config.stages.get(index).map_or(NONE, number);
        let family = family_of(config);
        let row = PresetRow {
            name: PresetRow::name(&config.name),
            family: family as u8,
            normalization: number(&config.normalization),
            segmentation: config.segmentation.as_ref().and_then(|by| cut_by(cascades, by)).map_or(NONE, |at| at as u8),
            stages: [stage(0), stage(1)],
        };
        self.presets.extend(row.to_bytes());
        let pages = self.front_pool.pages(map, &self.families[family].filter);
        self.pages.extend(pages.as_flattened());
    }

    fn bytes(self) -> Vec<u8> {
        let [hans, hant] = self.families;
        let counts = self.rare_counts.into_iter().flat_map(u32::to_le_bytes);
        let blocks: Vec<u8> = self.pool.blocks.into_iter().flatten().flat_map(u32::to_le_bytes).collect();
        debug_assert_eq!(blocks.len() % size_of::<Block>(), 0);
        let front_blocks = self.front_pool.blocks.into_iter().flatten().flat_map(u64::to_le_bytes).collect();
        // In the order of `Section`.
        let sections: [Vec<u8>; Section::COUNT] = [
            self.names,
            counts.chain(self.presets).collect(),
            self.pages,
            blocks,
            front_blocks,
            self.rare,
            self.strings,
            hans.ascii,
            hans.anchors,
            hans.inner,
            hans.written,
            hant.ascii,
            hant.anchors,
            hant.inner,
            hant.written,
            self.forms_index,
            self.forms,
            self.plan_pages,
            self.plan_rare,
            self.plan_head,
            self.plan_anchors,
            self.plan_inner,
            self.plan_written,
            self.words_index,
            self.words,
            self.concepts,
            self.senses,
            self.glosses,
            self.styles,
            self.choice,
            self.frequencies,
            self.frequency_pairs,
        ];
        let mut out = MAGIC.to_vec();
        let mut at = align(Section::HEAD);
        for section in &sections {
            out.extend((at as u32).to_le_bytes());
            out.extend((section.len() as u32).to_le_bytes());
            at = align(at + section.len());
        }
        for section in sections {
            out.resize(align(out.len()), 0);
            out.extend(section);
        }
        debug_assert_eq!(bytes::u32_at(&out, 8) as usize, align(Section::HEAD));
        out
    }
}

/// The filter's words of ASCII.
fn ascii(words: &Words) -> Vec<u8> {
    (0..128).flat_map(|code| words.get(&code).copied().unwrap_or(NOTHING).to_le_bytes()).collect()
}

/// Sections begin on a cache line: nothing needs it, reading is a little quicker.
fn align(at: usize) -> usize {
    at.next_multiple_of(64)
}

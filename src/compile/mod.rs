//! Rows in, table out. Used by `build.rs`, and by the tests at run time.
//!
//! The same rows give the same bytes on every run and host: maps are ordered, nothing depends on a clock or an address.

pub mod anchors;
pub mod chain;
pub mod chars;
pub mod forms;
pub mod index;
mod lint;
pub mod pairs;

use crate::data::opencc::{self, Cascade, Config};
use crate::data::pairs::Counts;
use crate::data::tsv::File;
use crate::data::{Error, ErrorKind};
use crate::table::chars::{Block, FrontPages, SPECIAL, front_page};
use crate::table::header::MAGIC;
use crate::table::pairs::NOTHING;
use crate::table::plan::{NONE, PresetRow, STAGES};
use crate::table::{Section, bytes};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;
use anchors::Anchors;
use chain::{Chain, Stage};
use chars::{Pool, RareRow, Words};

/// The dictionary files.
#[derive(Clone, Debug)]
pub struct Sources<'a> {
    /// OpenCC's tables.
    pub tables: Vec<File<'a>>,
    /// OpenCC's configurations.
    pub presets: File<'a>,
    /// How often characters are neighbours.
    pub pairs: File<'a>,
}

/// Compiles the files to one table.
///
/// # Errors
/// All faults of all files.
pub fn compile(sources: &Sources<'_>) -> Result<Vec<u8>, Vec<Error>> {
    let mut errors = Vec::new();
    let tables: Vec<_> = sources.tables.iter().map(|&file| opencc::table(file, &mut errors)).collect();
    let configs = opencc::configs(sources.presets, &tables, &mut errors);
    let counts = crate::data::pairs::counts(sources.pairs, &mut errors);
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
    out.names = tables.iter().flat_map(|table| [table.name.as_str(), "\n"]).collect::<alloc::string::String>().into();
    if errors.is_empty() { Ok(out.bytes()) } else { Err(errors) }
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
    rare: Vec<u8>,
    strings: Vec<u8>,
    families: [Family; 2],
    forms_index: Vec<u8>,
    forms: Vec<u8>,
}

#[derive(Debug, Default)]
struct Family {
    filter: Vec<u16>,
    ascii: Vec<u8>,
    anchors: Vec<u8>,
    inner: Vec<u8>,
}

impl Output {
    fn stage(&mut self, (words, mut rare): (Words, Vec<RareRow>)) {
        let pages = self.pool.pages(&words, 0);
        self.pages.extend(pages.into_iter().flat_map(u16::to_le_bytes));
        rare.sort();
        self.rare_counts.push(rare.len() as u32);
        for (code, target, table) in rare {
            self.rare.extend(code.to_le_bytes());
            self.rare.extend((self.strings.len() as u32).to_le_bytes());
            self.rare.extend((target.len() as u16).to_le_bytes());
            self.rare.extend((table as u16).to_le_bytes());
            self.strings.extend(target.bytes());
        }
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
        let words = pairs::filter(&pairs.iter().map(|&(pair, _)| pair).collect(), special, counts, number);
        let entries: Vec<_> = pairs.iter().map(|&((a, b), chains)| (crate::table::index::pair(a, b), chains)).collect();
        let ascii = (0..128).map(|code| words.get(&code).copied().unwrap_or(NOTHING));
        self.families[number] = Family {
            filter: self.pool.pages(&words, NOTHING),
            ascii: ascii.flat_map(u32::to_le_bytes).collect(),
            anchors: index::slots(&entries),
            inner: pairs::set(&anchors.inner),
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
        let chars = self.pool.pages(map, 0);
        let mut pages = [[0; 4]; size_of::<FrontPages>() / 4];
        for (page, (chars, filter)) in chars.iter().zip(&self.families[family].filter).enumerate() {
            pages[front_page(page)] = ((*filter as u32) << 16 | *chars as u32).to_le_bytes();
        }
        self.pages.extend(pages.as_flattened());
    }

    fn bytes(self) -> Vec<u8> {
        let [hans, hant] = self.families;
        let counts = self.rare_counts.into_iter().flat_map(u32::to_le_bytes);
        let blocks: Vec<u8> = self.pool.blocks.into_iter().flatten().flat_map(u32::to_le_bytes).collect();
        debug_assert_eq!(blocks.len() % size_of::<Block>(), 0);
        // In the order of `Section`.
        let sections: [Vec<u8>; Section::COUNT] = [
            self.names,
            counts.chain(self.presets).collect(),
            self.pages,
            blocks,
            self.rare,
            self.strings,
            hans.ascii,
            hans.anchors,
            hans.inner,
            hant.ascii,
            hant.anchors,
            hant.inner,
            self.forms_index,
            self.forms,
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

/// Sections begin on a cache line: nothing needs it, reading is a little quicker.
fn align(at: usize) -> usize {
    at.next_multiple_of(64)
}

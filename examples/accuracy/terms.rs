//! The cases of `tests/cases`: terms right, traps kept, by locale and by topic. What a case asks of a preset is for
//! `tests/cases.rs`; here the locales count.

use crate::Fault;
use crate::cases::{self, Case, LOCALES};
use crate::faults::{Faults, Measured};
use crate::report::{Measure, Row, Section, count};
use crate::ways;
use std::collections::BTreeMap;
use tongwen::{Locale, Normalizer};

/// One question of a case: what one locale makes of its text.
struct Question<'a> {
    case: &'a Case,
    locale: Locale,
    want: &'a str,
    measure: Measure,
}

/// All questions of all cases.
pub(crate) fn cases() -> Result<Measured, Fault> {
    let mut faults = Faults::default();
    let (mut places, mut topics) = (BTreeMap::new(), Vec::new());
    for (file, topic) in cases::topics()? {
        let mut row = Row::new(Section::Cases, file.trim_end_matches(".toml"));
        for (number, case) in (1..).zip(&topic.case) {
            for question in questions(case) {
                let got = question.ask(&file, number)?;
                let tag = question.locale.tag();
                let place = places.entry(question.locale).or_insert_with(|| Row::new(Section::Cases, tag));
                let right = got == question.want;
                if !right {
                    faults.add(format!("{file} to {tag}"), || {
                        format!("case {number}: {} → {got}, not {}", case.text, question.want)
                    });
                }
                for row in [&mut row, place] {
                    count(&mut row.figures, question.measure, usize::from(right), 1);
                    question.ask_opencc(row);
                }
            }
        }
        topics.push(row);
    }
    let all = Row::all(Section::Cases, &topics);
    let rows = places.into_values().chain(topics).chain([all]).filter(|row| !row.figures.is_empty());
    Ok(Measured { rows: rows.collect(), faults })
}

/// What a case asks of our plans.
fn questions(case: &Case) -> impl Iterator<Item = Question<'_>> {
    let expected = case.expected.iter().map(|(target, want)| (target.as_str(), want.as_str(), Measure::Terms));
    let kept = case.kept().into_iter().map(|target| (target, case.text.as_str(), Measure::Traps));
    expected.chain(kept).filter_map(move |(target, want, measure)| {
        let locale = LOCALES.iter().copied().find(|locale| locale.tag() == target)?;
        Some(Question { case, locale, want, measure })
    })
}

impl Question<'_> {
    fn ask(&self, file: &str, number: usize) -> Result<String, Fault> {
        let normalizer = self.case.normalizer(self.locale.tag());
        let normalizer = normalizer.ok_or_else(|| {
            let (from, style) = (self.case.from.as_deref(), self.case.style.as_deref());
            let place = format!("tests/cases/{file}, case {number}");
            format!("{place}: `from` names no locale, or `style` none of the target's: {from:?}, {style:?}")
        })?;
        Ok(normalizer.normalize(&self.case.text).into_owned())
    }

    /// Counts OpenCC's answer beside ours, where it has one for the locale; it has no styles.
    fn ask_opencc(&self, row: &mut Row) {
        if self.case.style.is_some() {
            return;
        }
        let Some(preset) = ways::opencc_words(self.locale) else { return };
        let right = Normalizer::preset(preset).normalize(&self.case.text) == self.want;
        count(row.opencc(preset.name()), self.measure, usize::from(right), 1);
    }
}

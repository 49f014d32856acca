//! Hands off: native text, converted to its own place, should stay as it is. The text of the corpora is not without
//! faults of its own (a stray Simplified character, a quotation); what counts is how the figure moves.

use crate::faults::{Faults, Measured};
use crate::report::{Figures, Measure, Row, Section, count};
use crate::slips::{Slip, han, slips};
use crate::texts::Text;
use crate::ways;
use tongwen::Normalizer;

/// The lines and characters that are touched; the source is not told.
pub(crate) fn untouched(texts: &[Text]) -> Measured {
    let (mut rows, mut faults) = (Vec::new(), Faults::default());
    for text in texts {
        let ours = Normalizer::to(text.locale);
        let preset = ways::opencc_words(text.locale);
        let mut row = Row::new(Section::Native, &text.name);
        for line in &text.lines {
            let gold: Vec<char> = line.chars().collect();
            for slip in tally(&mut row.figures, line, &gold, &ours) {
                faults.add(slip.shown(), || slip.context(&gold));
            }
            if let Some(preset) = preset {
                tally(row.opencc(preset.name()), line, &gold, &Normalizer::preset(preset));
            }
        }
        rows.push(row);
    }
    Measured::of(Section::Native, rows, faults)
}

/// Counts what is touched in a line.
fn tally(figures: &mut Figures, line: &str, gold: &[char], normalizer: &Normalizer) -> Vec<Slip> {
    let output = normalizer.normalize(line);
    let touched = if output == line { Vec::new() } else { slips(gold, &output.chars().collect::<Vec<_>>()) };
    count(figures, Measure::Lines, usize::from(!touched.is_empty()), 1);
    count(figures, Measure::Characters, touched.len(), han(gold));
    touched
}

#[test]
fn native_text_stays_and_other_text_is_told() {
    let lines = ["皇后的頭髮", "软件", ""].map(String::from).to_vec();
    let texts = [Text { name: "zh-TW.test".into(), locale: tongwen::Locale::ZH_TW, lines }];
    let measured = untouched(&texts);
    let figures = &measured.rows[0].figures;
    assert_eq!((figures[&Measure::Lines].count, figures[&Measure::Lines].of), (1, 3));
    assert_eq!((figures[&Measure::Characters].count, figures[&Measure::Characters].of), (2, 7));
    assert_eq!(measured.faults.worst(1), [("件 → 體", 1, &["软〔件〕".to_owned()][..])]);
    // OpenCC reads all text as Simplified, but knows the phrase 皇后.
    assert_eq!(measured.rows[0].opencc.as_ref().unwrap().figures[&Measure::Lines].count, 1);
}

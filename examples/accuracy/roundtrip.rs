//! Characters: native text goes to the other script and comes back; what is not as it was is an error.
//!
//! It goes by OpenCC, so that our tables do not make the text that they are tried on; a character that is lost on the
//! way (牠 → 它) is an error of both.

use crate::Fault;
use crate::faults::{Faults, Measured};
use crate::report::{Figures, Measure, Row, Section, count};
use crate::slips::{Slip, han, slips};
use crate::spelling::Spellings;
use crate::texts::Text;
use crate::ways;
use tongwen::{Normalizer, Script};

/// Traditional text; errors are told raw, and without those that are only another spelling.
pub(crate) fn to_traditional(texts: &[Text]) -> Result<Measured, Fault> {
    measure(Section::Traditional, Script::Hant, texts, Some(&Spellings::read()?))
}

/// Simplified text; there spellings are settled.
pub(crate) fn to_simplified(texts: &[Text]) -> Result<Measured, Fault> {
    measure(Section::Simplified, Script::Hans, texts, None)
}

fn measure(section: Section, script: Script, texts: &[Text], spellings: Option<&Spellings>) -> Result<Measured, Fault> {
    let (mut rows, mut faults) = (Vec::new(), Faults::default());
    for text in texts.iter().filter(|text| text.locale.script() == script) {
        let away = Normalizer::preset(ways::away(text.locale));
        let ours = ways::ours_back(text.locale)?;
        let preset = ways::opencc_back(text.locale);
        let opencc = Normalizer::preset(preset);
        let mut row = Row::new(section, &text.name);
        for line in &text.lines {
            let gold: Vec<char> = line.chars().collect();
            let sent = away.normalize(line);
            for slip in tally(&mut row.figures, &gold, &ours.normalize(&sent), spellings) {
                faults.add(slip.shown(), || slip.context(&gold));
            }
            tally(row.opencc(preset.name()), &gold, &opencc.normalize(&sent), spellings);
        }
        rows.push(row);
    }
    Ok(Measured::of(section, rows, faults))
}

/// Counts the errors of a line; gives back those that are not only another spelling.
fn tally(figures: &mut Figures, gold: &[char], got: &str, spellings: Option<&Spellings>) -> Vec<Slip> {
    let mut errors = slips(gold, &got.chars().collect::<Vec<_>>());
    count(figures, Measure::Errors, errors.len(), han(gold));
    if let Some(spellings) = spellings {
        errors.retain(|slip| !spellings.accept(slip));
        count(figures, Measure::Folded, errors.len(), han(gold));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Figure;
    use tongwen::Locale;

    #[test]
    fn errors_are_raw_and_folded() {
        let (mut figures, gold) = (Figures::new(), "臺北，頭髮".chars().collect::<Vec<_>>());
        let kept = tally(&mut figures, &gold, "台北，頭發", Some(&Spellings::read().unwrap()));
        assert_eq!(figures[&Measure::Errors], Figure { count: 2, of: 4 });
        assert_eq!(figures[&Measure::Folded], Figure { count: 1, of: 4 });
        assert_eq!(kept.iter().map(Slip::shown).collect::<Vec<_>>(), ["髮 → 發"]);
    }

    #[test]
    fn a_line_that_comes_back_has_no_errors() {
        // 后面 shows Simplified, 皇后 shows nothing: the plan is told.
        let text = |name: &str, locale, line: &str| Text { name: name.into(), locale, lines: vec![line.into()] };
        let texts = [text("one", Locale::ZH_TW, "後面的皇后"), text("two", Locale::ZH_CN, "头发里的着落")];
        for measured in [to_traditional(&texts).unwrap(), to_simplified(&texts).unwrap()] {
            assert_eq!(measured.rows.len(), 2, "the text of the script, and all");
            assert_eq!(measured.rows[0].figures[&Measure::Errors].count, 0);
            assert!(measured.rows[0].figures[&Measure::Errors].of >= 5);
        }
    }
}

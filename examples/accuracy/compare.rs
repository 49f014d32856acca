//! What changed since an earlier run, and whether it is a loss.

use crate::report::{Figure, Measure, Report, Row, Section};
use std::cmp::Ordering;
use std::fmt::Write as _;

/// A figure that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    section: Section,
    name: String,
    measure: Measure,
    old: Option<Figure>,
    new: Option<Figure>,
}

/// All differences in some sections, in the order of the new rows; what is gone comes last.
pub(crate) fn differences(old: &Report, new: &Report, sections: &[Section]) -> Vec<Difference> {
    let mut differences = Vec::new();
    for row in &new.rows {
        let before = same(&old.rows, row);
        for (&measure, &figure) in &row.figures {
            let before = before.and_then(|before| before.figures.get(&measure).copied());
            if before != Some(figure) {
                differences.push(Difference::of(row, measure, before, Some(figure)));
            }
        }
    }
    for row in old.rows.iter().filter(|row| sections.contains(&row.section)) {
        let after = same(&new.rows, row);
        for (&measure, &figure) in &row.figures {
            if after.is_none_or(|after| !after.figures.contains_key(&measure)) {
                differences.push(Difference::of(row, measure, Some(figure), None));
            }
        }
    }
    differences
}

fn same<'a>(rows: &'a [Row], row: &Row) -> Option<&'a Row> {
    rows.iter().find(|other| other.section == row.section && other.name == row.name)
}

impl Difference {
    fn of(row: &Row, measure: Measure, old: Option<Figure>, new: Option<Figure>) -> Self {
        Difference { section: row.section, name: row.name.clone(), measure, old, new }
    }

    /// How much better it is. Shares are compared, not counts: a new case that is right, or more text with as few errors
    /// in it, is neither gain nor loss.
    fn gain(&self) -> Ordering {
        let (Some(old), Some(new)) = (self.old, self.new) else {
            // What is no longer measured may hide anything; what is new has nothing to be compared with.
            return if self.new.is_none() { Ordering::Less } else { Ordering::Equal };
        };
        let share = |figure: Figure, other: Figure| figure.count as u128 * other.of.max(1) as u128;
        let more = share(new, old).cmp(&share(old, new));
        if self.measure.is_good() { more } else { more.reverse() }
    }

    pub(crate) fn is_loss(&self) -> bool {
        self.gain() == Ordering::Less
    }
}

/// A line a difference, losses first, and how many of each.
pub(crate) fn shown(differences: &[Difference]) -> String {
    let mut shown = String::new();
    let mut sorted: Vec<_> = differences.iter().collect();
    sorted.sort_by_key(|difference| difference.gain());
    for difference in &sorted {
        let kind = match difference.gain() {
            Ordering::Less => "loss",
            Ordering::Equal if difference.old.is_none() => "new",
            Ordering::Equal => "same share",
            Ordering::Greater => "gain",
        };
        let section = format!("{:?}", difference.section).to_lowercase();
        let figure = |figure: Option<Figure>| {
            figure.map_or("not measured".into(), |Figure { count, of }| format!("{count} of {of}"))
        };
        let Difference { name, measure, old, new, .. } = difference;
        let (old, new) = (figure(*old), figure(*new));
        let _ = writeln!(shown, "{kind:10}  {section:11}  {name}: {}: {old} → {new}", measure.name());
    }
    let number = |gain| sorted.iter().filter(|difference| difference.gain() == gain).count();
    let (losses, gains) = (number(Ordering::Less), number(Ordering::Greater));
    let _ = writeln!(shown, "{losses} figure(s) worse, {gains} better");
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Settings, count};

    fn report(figures: &[(&str, Measure, usize, usize)]) -> Report {
        let mut rows: Vec<Row> = Vec::new();
        for &(name, measure, right, of) in figures {
            let mut row = Row::new(Section::Native, name);
            count(&mut row.figures, measure, right, of);
            rows.push(row);
        }
        Report { settings: Settings { part: None, limit: None }, rows }
    }

    fn losses(old: (usize, usize), new: (usize, usize), measure: Measure) -> (usize, usize) {
        let differences = differences(
            &report(&[("a", measure, old.0, old.1)]),
            &report(&[("a", measure, new.0, new.1)]),
            &Section::ALL,
        );
        (differences.len(), differences.iter().filter(|difference| difference.is_loss()).count())
    }

    #[test]
    fn more_faults_and_fewer_terms_are_losses() {
        for bad in [Measure::Errors, Measure::Folded, Measure::Lines, Measure::Characters, Measure::Farther] {
            assert_eq!(losses((5, 100), (6, 100), bad), (1, 1), "{bad:?}");
            assert_eq!(losses((5, 100), (4, 100), bad), (1, 0), "{bad:?}");
            assert_eq!(losses((5, 100), (5, 100), bad), (0, 0), "{bad:?}");
            assert_eq!(losses((0, 0), (0, 9), bad), (1, 0), "{bad:?}");
        }
        for good in [Measure::Terms, Measure::Traps, Measure::Closer] {
            assert_eq!(losses((5, 100), (4, 100), good), (1, 1), "{good:?}");
            assert_eq!(losses((5, 100), (6, 100), good), (1, 0), "{good:?}");
        }
    }

    #[test]
    fn shares_count() {
        assert_eq!(losses((100, 100), (101, 101), Measure::Terms), (1, 0), "a new case that is right");
        assert_eq!(losses((100, 100), (100, 101), Measure::Terms), (1, 1), "a new case that is wrong");
        assert_eq!(losses((5, 100), (10, 200), Measure::Errors), (1, 0));
        assert_eq!(losses((5, 100), (11, 200), Measure::Errors), (1, 1));
    }

    #[test]
    fn what_is_gone_is_a_loss_where_it_was_asked_for() {
        let (old, new) = (report(&[("a", Measure::Lines, 0, 9)]), report(&[("b", Measure::Lines, 3, 9)]));
        let found = differences(&old, &new, &Section::ALL);
        assert_eq!(
            found.iter().map(|difference| (&*difference.name, difference.is_loss())).collect::<Vec<_>>(),
            [("b", false), ("a", true)]
        );
        assert_eq!(differences(&old, &report(&[]), &[Section::Cases]), []);
        let text = shown(&found);
        assert!(text.starts_with("loss        native       a: lines: 0 of 9 → not measured\n"), "{text}");
        assert!(text.ends_with("\n1 figure(s) worse, 0 better\n"), "{text}");
    }
}

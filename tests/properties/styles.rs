//! What house styles promise: they print accepted spellings, everywhere and nothing else, and keep the invariants.

use crate::accounted_for::{account_of, styled_reasons};
use crate::hands_off::{sprinkled, stand};
use crate::idempotent::settles;
use crate::strategies::{
    SOURCES, StyleRow, alike, data, folded, lexicon, lines, name, plan, source, sparse, spelt, style_rows, targets,
    with_ranges,
};
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read as _;
use std::sync::LazyLock;
use tongwen::{Edit, Layer, Locale, Normalizer, NormalizerBuilder, Script, Style};

/// Every style of every locale that has some.
static STYLES: LazyLock<Vec<(Locale, Style)>> = LazyLock::new(|| {
    let of = |to: Locale| Style::of(to).iter().map(move |style| (to, *style));
    targets().flat_map(of).collect()
});

fn builder(to: Locale, from: Option<Locale>) -> NormalizerBuilder {
    from.into_iter().fold(Normalizer::builder(to), NormalizerBuilder::from)
}

fn styled(to: Locale, style: Style, from: Option<Locale>) -> Normalizer {
    builder(to, from).style(style).build().expect("a style of the locale")
}

/// Sources in the script of all that have styles.
fn native() -> impl Strategy<Value = Option<Locale>> {
    source().prop_map(|from| from.filter(|from| from.script() == Script::Hant))
}

/// For messages.
fn called(to: Locale, style: Style, from: Option<Locale>) -> String {
    format!("{}, {style}", name(to, from))
}

fn rows(to: Locale, style: Style) -> impl Iterator<Item = &'static StyleRow> {
    style_rows().iter().filter(move |row| (row.locale, row.style) == (to, style))
}

/// A reason against a style's having changed what the plan writes alone by its rows, if there is one.
fn printed_by_rows(to: Locale, style: Style, plain: &str, printed: &str) -> Result<(), String> {
    if plain.chars().count() != printed.chars().count() {
        return Err(format!("{plain:?} and {printed:?} are not as long"));
    }
    for (a, b) in plain.chars().zip(printed.chars()).filter(|(a, b)| a != b) {
        let has = |row: &StyleRow| {
            // A phrase is found in any spelling, a character alone as it is.
            let is_phrase = row.written.chars().nth(1).is_some();
            let is_it = |(w, p): (char, char)| p == b && (w == a || is_phrase && alike(&w.to_string(), &a.to_string()));
            row.written.chars().zip(row.prints.chars()).any(is_it)
        };
        if !rows(to, style).any(has) {
            return Err(format!("no row prints {b} for {a}: {plain:?}, {printed:?}"));
        }
    }
    Ok(())
}

/// The reasons of an edit, where the style has printed its words.
fn reasons(to: Locale, style: Style, edit: &Edit<'_>) -> Result<(), TestCaseError> {
    styled_reasons(to, edit, |word, value| printed_by_rows(to, style, word, value).is_ok())
}

proptest! {
    #![proptest_config(crate::config())]

    #[test]
    fn styles_settle(text in prop_oneof![4 => spelt(), 1 => lines(), 1 => sparse()], from in native()) {
        for &(to, style) in STYLES.iter() {
            let settled = settles(&styled(to, style, from), &text);
            prop_assert!(settled.is_ok(), "{}: {}", called(to, style, from), settled.unwrap_err());
        }
    }

    /// The same whatever is said of the source.
    #[test]
    fn styles_settle_from_anywhere(text in prop_oneof![4 => spelt(), 1 => sparse()], from in source()) {
        for &(to, style) in STYLES.iter() {
            let settled = settles(&styled(to, style, from), &text);
            prop_assert!(settled.is_ok(), "{}: {}", called(to, style, from), settled.unwrap_err());
        }
    }

    /// One style's text is printed by another as if it had never been.
    #[test]
    fn styles_settle_after_another(text in spelt(), from in native()) {
        for &(to, style) in STYLES.iter() {
            for &(other, of_other) in STYLES.iter().filter(|(other, _)| *other == to) {
                let first = styled(other, of_other, from).normalize(&text).into_owned();
                let settled = settles(&styled(to, style, from), &first);
                prop_assert!(settled.is_ok(), "{}: {}", called(to, style, from), settled.unwrap_err());
            }
        }
    }

    #[test]
    fn styles_account_for_edits(text in prop_oneof![4 => spelt(), 1 => lines()], from in source()) {
        for &(to, style) in STYLES.iter() {
            let normalizer = styled(to, style, from);
            account_of(&called(to, style, from), &normalizer, &text, &[], |edit| reasons(to, style, edit))?;
        }
    }

    #[test]
    fn styles_account_for_edits_with_ranges((text, kept) in with_ranges(), from in source()) {
        for &(to, style) in STYLES.iter() {
            let normalizer = styled(to, style, from);
            account_of(&called(to, style, from), &normalizer, &text, &kept, |edit| reasons(to, style, edit))?;
            let stood = stand(&normalizer.analyze_except(&text, &kept), &kept);
            prop_assert!(stood.is_ok(), "{}: {}", called(to, style, from), stood.unwrap_err());
        }
    }

    #[test]
    fn styles_leave_what_is_no_prose(all in sprinkled(), from in source()) {
        for &(to, style) in STYLES.iter() {
            let stood = stand(&styled(to, style, from).analyze(&all.text), &all.kept);
            prop_assert!(stood.is_ok(), "{}: {}", called(to, style, from), stood.unwrap_err());
        }
    }

    /// The caller's ranges, in texts in which the style would print something there.
    #[test]
    fn styles_leave_what_the_caller_names(head in spelt(), middle in spelt(), tail in spelt(), from in source()) {
        let text = [&*head, &middle, &tail].concat();
        let kept = head.len()..head.len() + middle.len();
        let kept = std::slice::from_ref(&kept);
        for &(to, style) in STYLES.iter() {
            let stood = stand(&styled(to, style, from).analyze_except(&text, kept), kept);
            prop_assert!(stood.is_ok(), "{}: {}", called(to, style, from), stood.unwrap_err());
        }
    }

    /// Whatever a style prints otherwise than the plan is in its rows, character for character.
    #[test]
    fn styles_print_their_rows_alone(text in prop_oneof![4 => spelt(), 1 => lines()], from in source()) {
        for &(to, style) in STYLES.iter() {
            let plain = plan(to, from).normalize(&text).into_owned();
            let is_so = printed_by_rows(to, style, &plain, &styled(to, style, from).normalize(&text));
            prop_assert!(is_so.is_ok(), "{}: {}", called(to, style, from), is_so.unwrap_err());
        }
    }

    /// Without the characters of its rows a text is as without the style: output, edits and what is left.
    #[test]
    fn styles_have_no_part_in_other_text(text in prop_oneof![4 => spelt(), 1 => lines()], from in source()) {
        for &(to, style) in STYLES.iter() {
            let own: String = rows(to, style).flat_map(|row| [folded(row.written), folded(row.prints)]).collect();
            let own: HashSet<char> = own.chars().collect();
            let is_other = |c: &char| !own.contains(&folded(&c.to_string()).chars().next().unwrap());
            let text: String = text.chars().filter(is_other).collect();
            let (plain, printed) = (plan(to, from), styled(to, style, from));
            let (plain, printed) = (plain.analyze(&text), printed.analyze(&text));
            // A word that another place calls otherwise may bring them.
            if plain.output().chars().all(|c| is_other(&c)) {
                prop_assert_eq!(plain.output(), printed.output(), "{}", called(to, style, from));
                let all = |analysis: &tongwen::Analysis<'_>| format!("{analysis:?} {:?}", analysis.ambiguities());
                prop_assert_eq!(all(&plain), all(&printed), "{}", called(to, style, from));
            }
        }
    }

    /// Read in pieces, a long line is printed as it is whole.
    #[test]
    fn styles_read_in_pieces(
        text in spelt(), times in prop_oneof![4 => Just(1), 1 => 1..2_000usize], from in source(),
    ) {
        let text = text.repeat(times.min((160 << 10) / text.len().max(1)));
        for &(to, style) in STYLES.iter() {
            let (normalizer, mut read) = (styled(to, style, from), String::new());
            normalizer.reader(text.as_bytes()).read_to_string(&mut read).unwrap();
            prop_assert_eq!(&read, &normalizer.normalize(&text), "{}", called(to, style, from));
        }
    }

    /// Where the layer of variants is off, a style does nothing.
    #[test]
    fn styles_are_of_the_layer_of_variants(text in spelt(), from in source()) {
        for &(to, style) in STYLES.iter() {
            let off = builder(to, from).without(Layer::Variant);
            let (plain, printed) = (off.clone().build().unwrap(), off.style(style).build().unwrap());
            prop_assert_eq!(plain.normalize(&text), printed.normalize(&text), "{}", called(to, style, from));
        }
    }
}

/// Each row, alone and between characters of no row, is printed as it says, from either spelling.
#[test]
fn styles_print_each_row() {
    let mut faults = Vec::new();
    for row in style_rows() {
        let normalizer = styled(row.locale, row.style, None);
        for text in [row.written, row.prints] {
            for (before, after) in [("", ""), ("（", "）"), ("人", "人"), ("他說", "。")] {
                // 說 itself is printed by some.
                let around =
                    |text: &str| [&*normalizer.normalize(before), text, &*normalizer.normalize(after)].concat();
                let (given, want) = ([before, text, after].concat(), around(row.prints));
                let output = normalizer.normalize(&given);
                if output != want {
                    faults.push(format!("{} {}: {given} → {output}, not {want}", row.locale, row.style));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

/// What is only akin to a row's character is as the plan writes it: 檯 and 颱 beside 台.
#[test]
fn styles_leave_what_is_akin() {
    let (mut faults, mut count) = (Vec::new(), 0);
    let tables = ["STCharacters", "TSCharacters", "TWVariants", "HKVariants"].map(|table| &data().tables[table]);
    let all: HashSet<&str> =
        tables.iter().flat_map(|rows| rows.iter()).flat_map(|(key, to)| [key].into_iter().chain(to)).copied().collect();
    for &(to, style) in STYLES.iter() {
        let (plain, printed) = (plan(to, None), styled(to, style, None));
        let own: HashSet<String> = rows(to, style).map(|row| folded(row.written)).collect();
        for text in all.iter().filter(|text| own.contains(&folded(text))) {
            let (plain, printed) = (plain.normalize(text), printed.normalize(text));
            let row = rows(to, style).find(|row| row.written == plain);
            count += 1;
            if printed != row.map_or(&*plain, |row| row.prints) {
                faults.push(format!("{}: {text} → {plain}, printed {printed}", called(to, style, None)));
            }
        }
    }
    assert!(count > 100, "only {count} characters");
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

/// Each form of each row of the lexicon settles, and is told.
#[test]
fn styles_with_each_form() {
    let forms = lexicon().forms().iter();
    let lines: Vec<_> = forms.flat_map(|form| [form.to_string(), format!("一只{form}"), format!("说{form}")]).collect();
    let text = lines.join("\n");
    for &(to, style) in STYLES.iter() {
        for from in SOURCES.into_iter().filter(|from| from.is_none_or(|from| from.script() == Script::Hant)) {
            let normalizer = styled(to, style, from);
            let once = normalizer.normalize(&text).into_owned();
            if let Cow::Owned(twice) = normalizer.normalize(&once) {
                let other = once.split('\n').zip(twice.split('\n')).find(|(a, b)| a != b);
                panic!("{}: {other:?}", called(to, style, from));
            }
            account_of(&called(to, style, from), &normalizer, &text, &[], |edit| reasons(to, style, edit))
                .unwrap_or_else(|why| panic!("{why}"));
        }
    }
}

/// A phrase across the edge of a word that is replaced: what is written for the word is one half of it.
#[test]
fn styles_settle_across_words() {
    let (mut faults, mut count) = (Vec::new(), 0);
    for &(to, style) in STYLES.iter() {
        let normalizer = styled(to, style, None);
        let forms = lexicon().forms().iter();
        let written: Vec<_> = forms
            .map(|form| (*form, plan(to, None).normalize(&format!("说{form}，說")).replace(['说', '說', '，'], "")))
            .filter(|(form, written)| !alike(form, written))
            .collect();
        let halves: HashSet<(&str, &str)> = rows(to, style)
            .flat_map(|row| [row.written, row.prints])
            .flat_map(|text| text.char_indices().skip(1).map(|(at, _)| text.split_at(at)))
            .collect();
        for (head, tail) in halves {
            let ends = written.iter().filter(|(_, written)| written.ends_with(head));
            let starts = written.iter().filter(|(_, written)| written.starts_with(tail));
            let texts =
                ends.map(|(form, _)| format!("{form}{tail}")).chain(starts.map(|(form, _)| format!("{head}{form}")));
            for text in texts.flat_map(|text| [format!("说，{text}"), format!("說，{text}")]) {
                count += 1;
                faults
                    .extend(settles(&normalizer, &text).err().map(|why| format!("{}: {why}", called(to, style, None))));
            }
        }
    }
    assert!(count > 20, "only {count} texts");
    assert!(faults.is_empty(), "{} of {count} fault(s):\n{:.4000}", faults.len(), faults.join("\n"));
}

/// No style prints what makes another line of it.
#[test]
fn styles_print_no_evidence() {
    let settle = |row: &StyleRow| {
        let settled = settles(&styled(row.locale, row.style, None), &format!("一只{}", row.written));
        settled.err().map(|why| format!("{} {} {}: {why}", row.locale, row.style, row.prints))
    };
    let faults: Vec<_> = style_rows().iter().filter_map(settle).collect();
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

/// A phrase of a style is one wherever a long line is divided (at 64 KB).
#[test]
fn styles_across_windows() {
    const WINDOW: usize = 64 << 10;
    let (ministry, press) = (styled(Locale::ZH_TW, Style::Ministry, None), styled(Locale::ZH_HK, Style::Press, None));
    let mut faults = Vec::new();
    for filler in ["x", "，"] {
        for before in (WINDOW - 40..WINDOW + 12).chain(2 * WINDOW - 24..2 * WINDOW + 6) {
            let before = filler.repeat(before / filler.len()) + &"x".repeat(before % filler.len());
            for (normalizer, given, want) in [
                (&ministry, "天台山舞台", "天台山舞臺"),
                (&ministry, "台灣高鐵", "台灣高鐵"),
                (&press, "利舞臺舞臺", "利舞臺舞台"),
            ] {
                let text = format!("{before}{given}");
                let output = normalizer.normalize(&text);
                if output != format!("{before}{want}") {
                    faults.push(format!(
                        "{given} after {} bytes of {filler}: {:?}",
                        before.len(),
                        &output[before.len()..]
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

//! Findings, as a linter has them: what a text has that its locale does not print.
//!
//! A view of [`Analysis`]: every edit is a finding, and every ambiguity a note.

mod finding;
mod ignore;
mod rule;

pub use finding::Finding;
pub use rule::{Rule, Severity};

use crate::{Analysis, Locale, Normalizer};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use finding::{Kind, rule};
use ignore::{Ignored, ignored};

/// Checks texts that should be in a locale already; made by [`Normalizer::linter`].
///
/// It finds what a conversion would change. A word that the place itself uses for something else (雪梨, a pear in Hong Kong) is
/// told only in a line that shows that it comes from elsewhere; to have such words read as another place's in all lines, say so
/// ([`NormalizerBuilder::from`](crate::NormalizerBuilder::from)).
///
/// ```
/// use tongwen::{Locale, Normalizer, Rule};
///
/// let linter = Normalizer::to(Locale::ZH_TW).linter().allow("視頻").without(Rule::Glyph);
/// let check = linter.check("視頻裏的軟件");
/// let found: Vec<_> = check.findings().map(|finding| finding.text()).collect();
/// assert_eq!(found, ["軟件"]);
/// ```
#[derive(Clone, Debug)]
pub struct Linter {
    normalizer: Normalizer,
    allowed: BTreeSet<String>,
    off: BTreeSet<Rule>,
}

impl Linter {
    pub(crate) fn new(normalizer: Normalizer) -> Self {
        Linter { normalizer, allowed: BTreeSet::new(), off: BTreeSet::new() }
    }

    /// Lets a text stand, exactly as it is written here, with all that is found inside it.
    #[must_use]
    pub fn allow(mut self, word: impl Into<String>) -> Self {
        self.allowed.insert(word.into());
        self
    }

    /// Turns a rule off.
    #[must_use]
    pub fn without(mut self, rule: Rule) -> Self {
        self.off.insert(rule);
        self
    }

    /// Checks a text.
    ///
    /// A comment in the text may let something stand, whatever the comment's marks are: `tongwen-ignore` in its own line,
    /// `tongwen-ignore-next-line` in the next one, `tongwen-ignore-start` up to `tongwen-ignore-end` (or the text's end);
    /// with `: word, glyph` behind it these rules only, in small letters or
    /// capitals (a name that no rule has lets nothing stand).
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let linter = Normalizer::to(Locale::ZH_TW).linter();
    /// let text = "軟件 <!-- tongwen-ignore: word -->\n# tongwen-ignore-next-line\n软件\n滑鼠和軟件\n";
    /// let check = linter.check(text);
    /// let found: Vec<_> = check.findings().map(|finding| finding.source()).collect();
    /// assert_eq!(found, [text.rfind("軟件").map(|at| at..at + 6).unwrap()]);
    /// ```
    pub fn check<'t>(&self, text: &'t str) -> Check<'t> {
        self.look_at(self.normalizer.analyze(text))
    }

    /// Checks the text of a document; comments in the document let things stand as they do in a text.
    ///
    /// ```
    /// use tongwen::{Format, Locale, Normalizer};
    ///
    /// let page = Format::Html.parse("<p>安裝<b>軟</b>件</p>")?;
    /// let linter = Normalizer::to(Locale::ZH_TW).linter();
    /// assert_eq!(linter.check_document(&page).fix(), "<p>安裝<b>軟</b>體</p>");
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    #[cfg(feature = "markup")]
    pub fn check_document<'t>(&self, document: &crate::Document<'t>) -> Check<'t> {
        self.look_at(document.analyze(&self.normalizer))
    }

    fn look_at<'t>(&self, analysis: Analysis<'t>) -> Check<'t> {
        let text = analysis.source();
        let ignored = ignored(text);
        let mut found: Vec<Found> = Vec::new();
        let mut allowed: Vec<Range<usize>> = Vec::new();
        for word in self.allowed.iter().filter(|word| !word.is_empty()) {
            allowed.extend(text.match_indices(word.as_str()).map(|(at, word)| at..at + word.len()));
        }
        let counts = |rule: Rule, span: &Range<usize>| {
            let is_ignored = |ignored: &Ignored| {
                ignored.span.start <= span.start && span.start < ignored.span.end && ignored.covers(rule)
            };
            let is_allowed = allowed.iter().any(|word| word.start <= span.start && span.end <= word.end);
            !self.off.contains(&rule) && !is_allowed && !ignored.iter().any(is_ignored)
        };
        for (number, edit) in analysis.edits().enumerate() {
            let rule = rule(&edit);
            if counts(rule, &edit.source()) {
                let at = edit.source().start;
                // A link is right only if its heading is.
                let (read_at, is_safe) = match edit.follows() {
                    Some(place) => (place, true),
                    None => (at, finding::is_safe(&edit)),
                };
                found.push(Found { rule, at, what: What::Edit(number), read_at, is_safe });
            }
        }
        for (number, left) in analysis.ambiguities().enumerate() {
            if counts(Rule::Ambiguous, &left.source()) {
                let (at, what) = (left.source().start, What::Ambiguity(number));
                found.push(Found { rule: Rule::Ambiguous, at, what, read_at: at, is_safe: false });
            }
        }
        found.sort_by_key(|found| found.at);
        hold_back(&mut found, &analysis);
        Check { analysis, found, locale: self.normalizer.locale() }
    }
}

/// What was found in a text; made by [`Linter::check`] or [`Normalizer::check`].
///
/// ```
/// use tongwen::{Locale, Normalizer, Rule, Severity};
///
/// let check = Normalizer::to(Locale::ZH_TW).check("安裝軟件，“软件”");
/// let rules: Vec<_> = check.findings().map(|finding| finding.rule()).collect();
/// assert_eq!(rules, [Rule::Word, Rule::Quotation, Rule::Word, Rule::Quotation]);
/// assert_eq!(check.worst(), Some(Severity::Warning));
/// assert_eq!(check.fix_all(), "安裝軟體，「軟體」");
/// assert_eq!(Normalizer::to(Locale::ZH_TW).check("安裝軟體").worst(), None);
/// ```
#[derive(Clone, Debug)]
pub struct Check<'t> {
    analysis: Analysis<'t>,
    found: Vec<Found>,
    locale: Option<Locale>,
}

#[derive(Clone, Copy, Debug)]
struct Found {
    rule: Rule,
    at: usize,
    what: What,
    /// Where the line is read that decides on it.
    read_at: usize,
    is_safe: bool,
}

/// Which edit or ambiguity of the analysis it is.
#[derive(Clone, Copy, Debug)]
enum What {
    Edit(usize),
    Ambiguity(usize),
}

impl<'t> Check<'t> {
    /// The findings in the order of the text.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_>> {
        let mut edits = self.analysis.edits().enumerate();
        let mut left = self.analysis.ambiguities().enumerate();
        self.found.iter().filter_map(move |found| {
            let what = match found.what {
                What::Edit(wanted) => Kind::Edit(edits.find(|(number, _)| *number == wanted)?.1),
                What::Ambiguity(wanted) => Kind::Ambiguity(left.find(|(number, _)| *number == wanted)?.1),
            };
            Some(Finding { rule: found.rule, what, is_safe: found.is_safe, locale: self.locale })
        })
    }

    /// How bad the worst finding is; none where nothing was found.
    pub fn worst(&self) -> Option<Severity> {
        self.found.iter().map(|found| found.rule.severity()).max()
    }

    /// The text with what is [safe](Finding::is_safe) mended: whole lines, so that one that needs a look, if only for a note,
    /// shows where it comes from until it has had it.
    #[must_use]
    pub fn fix(&self) -> String {
        self.mended(|finding| finding.is_safe())
    }

    /// The text with everything mended that has a mend; what is ambiguous stays.
    #[must_use]
    pub fn fix_all(&self) -> String {
        self.mended(|_| true)
    }

    /// What the findings are a view of.
    pub fn analysis(&self) -> &Analysis<'t> {
        &self.analysis
    }

    fn mended(&self, wanted: impl Fn(&Finding<'_>) -> bool) -> String {
        let starts: BTreeSet<usize> =
            self.findings().filter(|finding| wanted(finding)).map(|finding| finding.source().start).collect();
        self.analysis.apply(|edit| starts.contains(&edit.source().start))
    }
}

/// A line is mended whole or not at all: half mended it may show no more that the rest comes from elsewhere, which would be found
/// no more.
fn hold_back(found: &mut [Found], analysis: &Analysis<'_>) {
    if found.iter().all(|found| found.is_safe) {
        return;
    }
    let line = analysis.lines();
    let held: BTreeSet<usize> = found.iter().filter(|found| !found.is_safe).map(|found| line(found.read_at)).collect();
    for found in found {
        found.is_safe &= !held.contains(&line(found.read_at));
    }
}

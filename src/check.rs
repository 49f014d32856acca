//! Findings, as a linter has them: what a text has that its locale does not print.
//!
//! A view of [`Analysis`]: every edit is a finding, and every ambiguity a note.

use crate::{Ambiguity, Analysis, Confidence, Edit, Layer, Locale, Normalizer, Reason};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

/// What kind of thing was found.
///
/// ```
/// use tongwen::Rule;
///
/// assert_eq!(Rule::Quotation.name(), "quotation");
/// assert_eq!(Rule::ALL.len(), 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// Characters or phrases of the other script.
    Script,
    /// Glyphs that the place, or the house style, prints otherwise.
    Glyph,
    /// A word of another place.
    Word,
    /// A name as another place writes it.
    Name,
    /// Quotation marks that the place does not print.
    Quotation,
    /// What a row of the caller's ([`Lexicon`](crate::Lexicon)) changes.
    House,
    /// A word or character that may have to be another: nothing near tells.
    Ambiguous,
}

impl Rule {
    /// All rules.
    pub const ALL: &[Rule] =
        &[Rule::Script, Rule::Glyph, Rule::Word, Rule::Name, Rule::Quotation, Rule::House, Rule::Ambiguous];

    /// Its name, as reports and `tongwen-ignore` comments have it.
    pub const fn name(self) -> &'static str {
        match self {
            Rule::Script => "script",
            Rule::Glyph => "glyph",
            Rule::Word => "word",
            Rule::Name => "name",
            Rule::Quotation => "quotation",
            Rule::House => "house",
            Rule::Ambiguous => "ambiguous",
        }
    }

    /// How bad it is.
    pub const fn severity(self) -> Severity {
        match self {
            Rule::Script => Severity::Error,
            Rule::Ambiguous => Severity::Note,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How bad a finding is; the less bad before the worse.
///
/// ```
/// use tongwen::{Rule, Severity};
///
/// assert!(Rule::Ambiguous.severity() < Severity::Warning);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look; no text fails for it.
    Note,
    /// A reader of the place would notice.
    Warning,
    /// Another script.
    Error,
}

impl Severity {
    /// Its name, as reports have it.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Checks texts that should be in a locale already; made by [`Normalizer::linter`].
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

    /// Lets a word stand, exactly as it is written here.
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
    /// with `: word, glyph` behind it these rules only.
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
        let analysis = self.normalizer.analyze(text);
        let ignored = ignored(text);
        let mut found: Vec<Found> = Vec::new();
        let counts = |rule: Rule, span: &Range<usize>| {
            let is_ignored = |ignored: &Ignored| {
                ignored.span.start <= span.start && span.start < ignored.span.end && ignored.covers(rule)
            };
            let is_allowed = text.get(span.clone()).is_some_and(|text| self.allowed.contains(text));
            !self.off.contains(&rule) && !is_allowed && !ignored.iter().any(is_ignored)
        };
        for (number, edit) in analysis.edits().enumerate() {
            let rule = rule(&edit);
            if counts(rule, &edit.source()) {
                found.push(Found { rule, at: edit.source().start, what: What::Edit(number) });
            }
        }
        for (number, left) in analysis.ambiguities().enumerate() {
            if counts(Rule::Ambiguous, &left.source()) {
                found.push(Found { rule: Rule::Ambiguous, at: left.source().start, what: What::Ambiguity(number) });
            }
        }
        found.sort_by_key(|found| found.at);
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
            Some(Finding { rule: found.rule, what, locale: self.locale })
        })
    }

    /// How bad the worst finding is; none where nothing was found.
    pub fn worst(&self) -> Option<Severity> {
        self.found.iter().map(|found| found.rule.severity()).max()
    }

    /// The text with what is [safe](Finding::is_safe) mended.
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

/// Something that a text has and its locale does not print.
#[derive(Clone, Copy)]
pub struct Finding<'a> {
    rule: Rule,
    what: Kind<'a>,
    locale: Option<Locale>,
}

#[derive(Clone, Copy)]
enum Kind<'a> {
    Edit(Edit<'a>),
    Ambiguity(Ambiguity<'a>),
}

impl<'a> Finding<'a> {
    /// What kind of thing it is.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// Its span in the text, in bytes ([`Offsets`](crate::Offsets) has others).
    pub fn source(&self) -> Range<usize> {
        match &self.what {
            Kind::Edit(edit) => edit.source(),
            Kind::Ambiguity(left) => left.source(),
        }
    }

    /// What stands there.
    pub fn text(&self) -> &'a str {
        match &self.what {
            Kind::Edit(edit) => edit.before(),
            Kind::Ambiguity(left) => left.text(),
        }
    }

    /// What should stand there; none where that is not known.
    pub fn suggestion(&self) -> Option<&'a str> {
        match &self.what {
            Kind::Edit(edit) => Some(edit.after()),
            Kind::Ambiguity(_) => None,
        }
    }

    /// How sure it is.
    pub fn confidence(&self) -> Confidence {
        match &self.what {
            Kind::Edit(edit) => edit.confidence(),
            Kind::Ambiguity(_) => Confidence::Doubtful,
        }
    }

    /// Whether the suggestion can be taken without a look: there is one, it is not doubtful, and no word of several meanings
    /// is read as one of these.
    pub fn is_safe(&self) -> bool {
        match &self.what {
            Kind::Edit(edit) => {
                let is_sense = edit.entries().any(|entry| entry.reason() == Reason::Sense);
                edit.confidence() > Confidence::Doubtful && !is_sense
            }
            Kind::Ambiguity(_) => false,
        }
    }

    /// A sentence that says it.
    pub fn message(&self) -> String {
        let target = self.locale.map_or("OpenCC", Locale::tag);
        let text = self.text();
        match (&self.what, self.rule) {
            (Kind::Edit(edit), Rule::Script | Rule::Glyph | Rule::Quotation) => {
                format!("{target} prints {} for {text}", edit.after())
            }
            (Kind::Edit(edit), Rule::House) => format!("the house writes {} for {text}", edit.after()),
            (Kind::Edit(edit), _) => format!("{target} says {} for {text}", edit.after()),
            (Kind::Ambiguity(left), _) => {
                let others: Vec<&str> = left.alternatives().collect();
                format!("{text} may be what {target} writes {}", others.join(" or "))
            }
        }
    }
}

impl fmt::Debug for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}: {}", self.source(), self.rule, self.message())
    }
}

/// The rule that an edit breaks: that of its last layer.
fn rule(edit: &Edit<'_>) -> Rule {
    match edit.layer() {
        Some(Layer::Variant) => Rule::Glyph,
        Some(Layer::Term(_)) => Rule::Word,
        Some(Layer::Name) => Rule::Name,
        Some(Layer::Punctuation) => Rule::Quotation,
        Some(Layer::User) => Rule::House,
        Some(Layer::Script) | None => Rule::Script,
    }
}

/// A span in which nothing is told of some rules, or of any.
#[derive(Clone, Debug)]
struct Ignored {
    span: Range<usize>,
    /// None: all.
    rules: Option<Vec<Rule>>,
}

impl Ignored {
    fn covers(&self, rule: Rule) -> bool {
        self.rules.as_ref().is_none_or(|rules| rules.contains(&rule))
    }
}

/// What comments in a text let stand.
fn ignored(text: &str) -> Vec<Ignored> {
    const MARK: &str = "tongwen-ignore";
    let mut ignored: Vec<Ignored> = Vec::new();
    // Begun and not ended.
    let mut open: Option<Ignored> = None;
    let mut next: Option<Option<Vec<Rule>>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        if let Some(rules) = next.take() {
            ignored.push(Ignored { span: span.clone(), rules });
        }
        let Some((_, rest)) = line.split_once(MARK) else { continue };
        if let Some(rest) = rest.strip_prefix("-next-line") {
            next = Some(rules(rest));
        } else if let Some(rest) = rest.strip_prefix("-start") {
            open.get_or_insert(Ignored { span: span.start..text.len(), rules: rules(rest) });
        } else if rest.starts_with("-end") {
            ignored.extend(open.take().map(|begun| Ignored { span: begun.span.start..span.end, ..begun }));
        } else {
            ignored.push(Ignored { span, rules: rules(rest) });
        }
    }
    ignored.extend(open);
    ignored
}

/// The rules that stand behind a mark and a colon, if any do.
fn rules(rest: &str) -> Option<Vec<Rule>> {
    let names = rest.strip_prefix(':')?;
    let end = names.find(|c: char| !matches!(c, 'a'..='z' | ' ' | ',')).unwrap_or(names.len());
    let names = names.get(..end).unwrap_or_default().split([',', ' ']);
    let rules: Vec<Rule> =
        names.filter_map(|name| Rule::ALL.iter().copied().find(|rule| rule.name() == name)).collect();
    (!rules.is_empty()).then_some(rules)
}

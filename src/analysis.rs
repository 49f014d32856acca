//! The report of a conversion: edits, and the entries that made them.

use crate::alignment::Alignment;
use crate::engine::{
    Alternative, AmbiguityData, By, Decision, EditData, Engine, EntryData, Given, LineState, Report, Trace,
};
use crate::patch::{Change, Patch};
use crate::{Confidence, Layer, Reason};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

/// A conversion's output together with its edits.
///
/// Replacing every edit's source span by its text gives the output; what lies between is the same in both texts.
///
/// ```
/// use tongwen::{Normalizer, Preset};
///
/// let analysis = Normalizer::preset(Preset::S2t).analyze("头发 and 发展");
/// let mut output = String::new();
/// let mut at = 0;
/// for edit in analysis.edits() {
///     output += &analysis.source()[at..edit.source().start];
///     output += edit.after();
///     at = edit.source().end;
/// }
/// output += &analysis.source()[at..];
/// assert_eq!(output, analysis.output());
/// ```
#[derive(Clone)]
pub struct Analysis<'t> {
    engine: Engine,
    source: &'t str,
    output: Cow<'t, str>,
    report: Report,
    /// What the caller gave with the text, and decided since.
    protected: Vec<Range<usize>>,
    decided: Vec<Decision>,
}

impl<'t> Analysis<'t> {
    pub(crate) fn new(engine: Engine, source: &'t str, protected: Vec<Range<usize>>, decided: Vec<Decision>) -> Self {
        let mut trace = Trace::default();
        let given = Given { protected: &protected, decided: &decided };
        let output = engine.convert(source, given, &mut LineState::default(), &mut trace);
        Analysis { engine, source, output, report: trace.finish(source), protected, decided }
    }

    /// The text that was analysed.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// The converted text.
    pub fn output(&self) -> &str {
        &self.output
    }

    /// The converted text, borrowed where nothing changed.
    pub fn into_output(self) -> Cow<'t, str> {
        self.output
    }

    /// The edits in the order of the text: disjoint, each with a real change, none splitting a grapheme cluster of the
    /// source.
    pub fn edits(&self) -> Edits<'_> {
        Edits { analysis: self.view(), rest: self.report.edits.iter() }
    }

    /// The words that were left, though they may mean something that the target's place calls otherwise: those in lines
    /// that come from elsewhere, as they show or as the caller said.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("这些文件");
    /// let left = analysis.ambiguities().next().unwrap();
    /// assert_eq!((left.text(), left.source()), ("文件", 6..12));
    /// assert_eq!(left.alternatives().collect::<Vec<_>>(), ["檔案"]);
    /// ```
    pub fn ambiguities(&self) -> Ambiguities<'_> {
        Ambiguities { analysis: self.view(), rest: self.report.ambiguities.iter() }
    }

    /// The same text with some of what was left decided: `decide` is asked of each ambiguity, first to last, and names one
    /// of its alternatives by its number, or none to leave it. What is decided stays so when the result is resolved again;
    /// a character beside it may be clear then, and is told no more.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("这些文件和那些文件");
    /// let resolved = analysis.resolve(|left| (left.source().start < 10).then_some(0));
    /// assert_eq!(resolved.output(), "這些檔案和那些文件");
    /// assert_eq!(resolved.ambiguities().count(), 1);
    /// ```
    #[must_use]
    pub fn resolve(&self, mut decide: impl FnMut(Ambiguity<'_>) -> Option<usize>) -> Analysis<'t> {
        let mut decided = self.decided.clone();
        for (left, data) in self.ambiguities().zip(&self.report.ambiguities) {
            let mut alternatives =
                data.alternatives.iter().filter(|alternative| self.view().written(alternative).is_some());
            let chosen = decide(left).and_then(|number| alternatives.nth(number));
            decided.extend(chosen.map(|chosen| Decision { source: left.source(), alternative: chosen.clone() }));
        }
        decided.sort_by_key(|decision| decision.source.start);
        Analysis::new(self.engine.clone(), self.source, self.protected.clone(), decided)
    }

    /// The text with some of the edits made, as `wanted` says of each, first to last: all of them give the output, none the
    /// source.
    ///
    /// ```
    /// use tongwen::{Layer, Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("软件里的头发");
    /// let script_alone = analysis.apply(|edit| edit.layer() == Some(Layer::Script));
    /// assert_eq!(script_alone, "软件裡的頭髮");
    /// assert_eq!(analysis.apply(|_| true), analysis.output());
    /// ```
    #[must_use]
    pub fn apply(&self, mut wanted: impl FnMut(Edit<'_>) -> bool) -> String {
        let mut text = String::with_capacity(self.output.len());
        let mut at = 0;
        for edit in self.edits().filter(|edit| wanted(*edit)) {
            text.push_str(self.source.get(at..edit.source().start).unwrap_or_default());
            text.push_str(edit.after());
            at = edit.source().end;
        }
        text.push_str(self.source.get(at..).unwrap_or_default());
        text
    }

    /// Where places of the source are in the output, and the other way.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("内存条和数据库");
    /// assert_eq!(analysis.output(), "記憶體模組和資料庫");
    /// let at = analysis.output().find("資料庫").unwrap();
    /// let found = analysis.alignment().source(at..at + "資料庫".len());
    /// assert_eq!(&analysis.source()[found], "数据库");
    /// ```
    pub fn alignment(&self) -> Alignment<'_> {
        Alignment { source: self.source, output: &self.output, edits: &self.report.edits }
    }

    /// The edits by themselves, to be kept, and made or taken back later.
    pub fn patch(&self) -> Patch {
        let change = |edit: Edit<'_>| Change {
            at: edit.source().start,
            before: edit.before().into(),
            after: edit.after().into(),
        };
        Patch { changes: self.edits().map(change).collect() }
    }

    fn view(&self) -> View<'_> {
        View { engine: &self.engine, source: self.source, output: &self.output, report: &self.report }
    }
}

impl fmt::Debug for Analysis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Analysis");
        out.field("source", &self.source).field("output", &self.output).field("edits", &self.edits()).finish()
    }
}

/// What edits and entries look into.
#[derive(Clone, Copy)]
struct View<'a> {
    engine: &'a Engine,
    source: &'a str,
    output: &'a str,
    report: &'a Report,
}

impl<'a> View<'a> {
    /// What is written by an alternative.
    fn written(self, alternative: &'a Alternative) -> Option<&'a str> {
        match alternative {
            Alternative::Concept(number) => self.engine.concept(*number).map(|(_, written)| written),
            Alternative::Text(text) => Some(text),
        }
    }
}

/// The edits of an [`Analysis`], first to last.
#[derive(Clone)]
pub struct Edits<'a> {
    analysis: View<'a>,
    rest: core::slice::Iter<'a, EditData>,
}

impl<'a> Iterator for Edits<'a> {
    type Item = Edit<'a>;

    fn next(&mut self) -> Option<Edit<'a>> {
        self.rest.next().map(|data| Edit { analysis: self.analysis, data })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl DoubleEndedIterator for Edits<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rest.next_back().map(|data| Edit { analysis: self.analysis, data })
    }
}

impl ExactSizeIterator for Edits<'_> {}
impl core::iter::FusedIterator for Edits<'_> {}

impl fmt::Debug for Edits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// One replaced span: where, what by what, and by which entries.
///
/// Neighbouring characters that were changed one by one form one edit; a phrase forms one of its own.
///
/// ```
/// use tongwen::{Normalizer, Preset};
///
/// let analysis = Normalizer::preset(Preset::S2tw).analyze("理发店里");
/// let edits: Vec<_> = analysis.edits().map(|edit| (edit.before(), edit.after())).collect();
/// assert_eq!(edits, [("理发店", "理髮店"), ("里", "裡")]);
///
/// let last = analysis.edits().last().unwrap();
/// let entries: Vec<_> = last.entries().map(|entry| (entry.table(), entry.key(), entry.value())).collect();
/// assert_eq!(entries, [("STCharacters", "里", "裏"), ("TWVariants", "裏", "裡")]);
/// ```
#[derive(Clone, Copy)]
pub struct Edit<'a> {
    analysis: View<'a>,
    data: &'a EditData,
}

impl<'a> Edit<'a> {
    /// The span in the source, in bytes.
    pub fn source(&self) -> Range<usize> {
        self.data.source.clone()
    }

    /// The span in the output, in bytes.
    pub fn target(&self) -> Range<usize> {
        self.data.target.clone()
    }

    /// The text that was replaced.
    pub fn before(&self) -> &'a str {
        self.analysis.source.get(self.source()).unwrap_or_default()
    }

    /// The text that replaces it.
    pub fn after(&self) -> &'a str {
        self.analysis.output.get(self.target()).unwrap_or_default()
    }

    /// The layer that made the change, the last one where several did; none in presets.
    pub fn layer(&self) -> Option<Layer> {
        self.entries().filter_map(|entry| entry.layer()).max()
    }

    /// How sure the change is: as the least sure of its entries.
    ///
    /// ```
    /// use tongwen::{Confidence, Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("鼠标里");
    /// let sure: Vec<_> = analysis.edits().map(|edit| edit.confidence()).collect();
    /// assert_eq!(sure, [Confidence::Sure, Confidence::Likely]);
    /// ```
    pub fn confidence(&self) -> Confidence {
        self.entries().map(|entry| entry.reason().into()).min().unwrap_or(Confidence::Sure)
    }

    /// The dictionary entries that account for the change, stage by stage, in each in the order of the text; at least
    /// one. A phrase that says no more than its characters do is told as those characters.
    pub fn entries(&self) -> Entries<'a> {
        let entries = self.analysis.report.entries.get(self.data.entries.clone()).unwrap_or_default();
        Entries { analysis: self.analysis, rest: entries.iter() }
    }
}

impl fmt::Debug for Edit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Edit");
        out.field("source", &self.source()).field("target", &self.target());
        out.field("before", &self.before()).field("after", &self.after()).field("entries", &self.entries()).finish()
    }
}

/// The entries of an [`Edit`].
#[derive(Clone)]
pub struct Entries<'a> {
    analysis: View<'a>,
    rest: core::slice::Iter<'a, EntryData>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        self.rest.next().map(|data| Entry { analysis: self.analysis, data })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl ExactSizeIterator for Entries<'_> {}
impl core::iter::FusedIterator for Entries<'_> {}

impl fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// A dictionary entry as it was applied.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    analysis: View<'a>,
    data: &'a EntryData,
}

impl<'a> Entry<'a> {
    /// The name of what holds it: in presets OpenCC's file without `.txt`, as `"STPhrases"`, else the layer's.
    pub fn table(&self) -> &'a str {
        self.analysis.engine.name(self.data.by)
    }

    /// The layer that holds it; none in presets.
    pub fn layer(&self) -> Option<Layer> {
        match self.data.by {
            By::Table(_) => None,
            By::Layer(layer, ..) => Some(Layer::numbered(layer)),
            By::User(_) => Some(Layer::User),
        }
    }

    /// The id of its concept, if it is a word.
    pub fn concept(&self) -> Option<&'a str> {
        let By::Layer(_, concept, _) = self.data.by else { return None };
        self.analysis.engine.concept(concept?).map(|(id, _)| id)
    }

    /// Where the caller's row stands that it is, as `house.tsv:12`, or its number; none of built-in entries.
    pub fn origin(&self) -> Option<&'a str> {
        let By::User(row) = self.data.by else { return None };
        self.analysis.engine.user_row(row).map(|row| row.origin.as_str())
    }

    /// Why it was written.
    pub fn reason(&self) -> Reason {
        match self.data.by {
            By::Table(_) => Reason::Table,
            By::Layer(.., reason) => reason,
            By::User(_) => Reason::User,
        }
    }

    /// What it could have written instead: for a word of several senses what the others are called, for a character the
    /// others that it may become. That it stays is always one more.
    ///
    /// ```
    /// use tongwen::{Locale, Normalizer};
    ///
    /// let analysis = Normalizer::to(Locale::ZH_TW).analyze("鼠标里");
    /// let entry = analysis.edits().last().unwrap().entries().next().unwrap();
    /// assert_eq!((entry.value(), entry.alternatives().collect::<Vec<_>>()), ("裡", vec!["里", "哩"]));
    /// ```
    pub fn alternatives(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let view = self.analysis;
        self.data.alternatives.iter().filter_map(move |alternative| view.written(alternative))
    }

    /// What the entry matched: text of the source, or what an earlier stage made of it.
    pub fn key(&self) -> &'a str {
        self.analysis.report.texts.get(self.data.key.clone()).unwrap_or_default()
    }

    /// What it wrote.
    pub fn value(&self) -> &'a str {
        self.analysis.report.texts.get(self.data.value.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?} → {:?}", self.table(), self.key(), self.value())
    }
}

/// The ambiguities of an [`Analysis`], first to last.
#[derive(Clone)]
pub struct Ambiguities<'a> {
    analysis: View<'a>,
    rest: core::slice::Iter<'a, AmbiguityData>,
}

impl<'a> Iterator for Ambiguities<'a> {
    type Item = Ambiguity<'a>;

    fn next(&mut self) -> Option<Ambiguity<'a>> {
        self.rest.next().map(|data| Ambiguity { analysis: self.analysis, data })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl ExactSizeIterator for Ambiguities<'_> {}
impl core::iter::FusedIterator for Ambiguities<'_> {}

impl fmt::Debug for Ambiguities<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// What could be written otherwise: a word that was left, as the target's place uses it and may mean something else by
/// it; or a character of which nothing near tells clearly enough what it becomes.
#[derive(Clone, Copy)]
pub struct Ambiguity<'a> {
    analysis: View<'a>,
    data: &'a AmbiguityData,
}

impl<'a> Ambiguity<'a> {
    /// The word's span in the source, in bytes.
    pub fn source(&self) -> Range<usize> {
        self.data.source.clone()
    }

    /// The word.
    pub fn text(&self) -> &'a str {
        self.analysis.source.get(self.source()).unwrap_or_default()
    }

    /// What the target's place would write for its other meanings, as its press prints it.
    pub fn alternatives(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let view = self.analysis;
        self.data.alternatives.iter().filter_map(move |alternative| view.written(alternative))
    }
}

impl fmt::Debug for Ambiguity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let alternatives: alloc::vec::Vec<&str> = self.alternatives().collect();
        write!(f, "{:?} at {:?}: {alternatives:?}", self.text(), self.source())
    }
}

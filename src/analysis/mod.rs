//! The report of a conversion: edits, and the entries that made them.

mod alignment;
mod ambiguity;
mod confidence;
mod edit;
mod kept;
mod patch;

pub use alignment::Alignment;
pub use ambiguity::{Ambiguities, Ambiguity};
pub use confidence::Confidence;
pub use edit::{Edit, Edits, Entries, Entry};
pub use kept::{Keeps, Kept, KeptBy};
pub use patch::Patch;

use crate::engine::{Alternative, Decision, Engine, Given, LineState, Report, Trace};
#[cfg(feature = "markup")]
use crate::markup::{Lifted, Parsed, Texts};
use alloc::borrow::Cow;
use alloc::string::String;
#[cfg(feature = "markup")]
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
use patch::Change;

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
    /// What of it is text, if it is a document.
    #[cfg(feature = "markup")]
    document: Option<Parsed>,
}

impl<'t> Analysis<'t> {
    pub(crate) fn new(engine: Engine, source: &'t str, protected: Vec<Range<usize>>, decided: Vec<Decision>) -> Self {
        let mut trace = Trace::default();
        let given = Given { protected: &protected, decided: &decided };
        let output = engine.convert(source, given, &mut LineState::default(), &mut trace);
        let report = trace.finish(source);
        Analysis {
            engine,
            source,
            output,
            report,
            protected,
            decided,
            #[cfg(feature = "markup")]
            document: None,
        }
    }

    /// Of a document; what is `decided` stands at places of its text.
    #[cfg(feature = "markup")]
    pub(crate) fn of(engine: Engine, source: &'t str, mut document: Parsed, mut decided: Vec<Decision>) -> Self {
        // Where words are parted others may be found, which are parted, too; that ends soon but in text made for it.
        const MOST_ROUNDS: usize = 4;
        let mut round = 0;
        loop {
            round += 1;
            let mut trace = Trace::default();
            let text = document.texts.text.as_str();
            let given = Given { protected: &document.texts.kept, decided: &decided };
            let made = engine.convert(text, given, &mut LineState::default(), &mut trace);
            let lifted = crate::markup::lift(source, &document.texts, &made, trace.finish(text), document.retag);
            let Lifted { output, mut report, unplaced, parted } = lifted;
            document.left.extend(unplaced);
            if !parted.is_empty() && round < MOST_ROUNDS {
                for decision in &mut decided {
                    decision.source = Texts::behind(&parted, &decision.source);
                }
                document.texts = Arc::new(document.texts.parted(&parted));
                continue;
            }
            report.ambiguities.extend_from_slice(&document.left);
            report.ambiguities.sort_by_key(|left| left.source.start);
            // What could not be put anywhere is found anew when some of it is decided.
            report.ambiguities.dedup();
            return Analysis {
                engine,
                source,
                output,
                report,
                protected: Vec::new(),
                decided,
                document: Some(document),
            };
        }
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

    /// What stays because something says so: what is no prose, and the words that rows of the caller's keep or forbid. Only what
    /// has ideographs is told, and of a [document](crate::Document) only what is in its text.
    ///
    /// ```
    /// use tongwen::{KeptBy, Lexicon, Locale, Normalizer};
    ///
    /// let house = Lexicon::new().keep("公众号");
    /// let n = Normalizer::builder(Locale::ZH_TW).layer(house).build()?;
    /// let analysis = n.analyze("软件`软件`的公众号");
    /// assert_eq!(analysis.output(), "軟體`软件`的公众号");
    /// let kept: Vec<_> = analysis.kept().map(|kept| (kept.text(), kept.by())).collect();
    /// assert_eq!(kept, [("`软件`", KeptBy::Protection), ("公众号", KeptBy::Row)]);
    /// # Ok::<(), tongwen::Error>(())
    /// ```
    pub fn kept(&self) -> Keeps<'_> {
        Keeps { analysis: self.view(), rest: self.report.kept.iter() }
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
            let alternatives = self.view().alternatives(&data.alternatives);
            let chosen = decide(left).and_then(|number| alternatives.get(number).copied());
            let Some(source) = self.inner(left.source()) else { continue };
            decided.extend(chosen.map(|(chosen, _)| Decision { source, alternative: chosen.clone() }));
        }
        decided.sort_by_key(|decision| decision.source.start);
        #[cfg(feature = "markup")]
        if let Some(document) = &self.document {
            return Analysis::of(self.engine.clone(), self.source, document.clone(), decided);
        }
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
        let change =
            |edit: Edit<'_>| Change { source: edit.source(), before: edit.before().into(), after: edit.after().into() };
        Patch { changes: self.edits().map(change).collect() }
    }

    /// Where a range of the source lies in the text that was converted.
    fn inner(&self, source: Range<usize>) -> Option<Range<usize>> {
        #[cfg(feature = "markup")]
        if let Some(document) = &self.document {
            return document.texts.inner(&source);
        }
        Some(source)
    }

    /// Tells of a place of the source the line in which it was read, by its number.
    pub(crate) fn lines(&self) -> impl Fn(usize) -> usize {
        #[cfg(feature = "markup")]
        let (text, place) = match &self.document {
            Some(document) => (document.texts.text.as_str(), Some(document.texts.places())),
            None => (self.source, None),
        };
        #[cfg(not(feature = "markup"))]
        let (text, place) = (self.source, None::<fn(usize) -> usize>);
        let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
        move |at| {
            let at = place.as_ref().map_or(at, |place| place(at));
            ends.partition_point(|&end| end < at)
        }
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
    /// Alternatives and what they write, each text once.
    fn alternatives(self, all: &'a [Alternative]) -> Vec<(&'a Alternative, &'a str)> {
        let mut found: Vec<(&Alternative, &str)> = Vec::new();
        for alternative in all {
            let written = match alternative {
                Alternative::Concept(number) => self.engine.concept(*number).map(|(_, written)| written),
                Alternative::Text(text) => Some(text.as_str()),
            };
            let is_new = |written: &&str| !found.iter().any(|(_, known)| known == written);
            found.extend(written.filter(is_new).map(|written| (alternative, written)));
        }
        found
    }
}

//! What was found, one by one.

use super::Rule;
use super::rule::Severity;
use crate::{Ambiguity, Confidence, Edit, Layer, Locale, Reason};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

/// Something that a text has and its locale does not print.
#[derive(Clone, Copy)]
pub struct Finding<'a> {
    pub(super) rule: Rule,
    pub(super) what: Kind<'a>,
    pub(super) is_safe: bool,
    pub(super) locale: Option<Locale>,
}

#[derive(Clone, Copy)]
pub(super) enum Kind<'a> {
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
    /// is read as one of these; and so of all findings in its line.
    pub fn is_safe(&self) -> bool {
        self.is_safe
    }

    /// A sentence that says it.
    pub fn message(&self) -> String {
        let target = self.locale.map_or("OpenCC", Locale::tag);
        let text = self.text();
        match (&self.what, self.rule) {
            (Kind::Edit(edit), Rule::Script | Rule::Glyph | Rule::Quotation) => {
                format!("{target} prints {} for {text}", edit.after())
            }
            (Kind::Edit(edit), Rule::House) => {
                let row = edit.entries().find_map(|entry| entry.origin()).unwrap_or_default();
                format!("the house ({row}) writes {} for {text}", edit.after())
            }
            (Kind::Edit(edit), _) => {
                // Of a word that markup parts the edit is a part.
                let mut entries = edit.entries();
                let whole = entries.next().filter(|entry| entries.len() == 0 && entry.key().len() > text.len());
                let (word, before) = whole.map_or((edit.after(), text), |entry| (entry.value(), entry.key()));
                format!("{target} says {word} for {before}")
            }
            (Kind::Ambiguity(left), _) => {
                let others: Vec<&str> = left.alternatives().collect();
                format!("{text} may mean what {target} writes as {}", others.join(" or "))
            }
        }
    }
}

impl fmt::Debug for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}: {}", self.source(), self.rule, self.message())
    }
}

/// Whether an edit by itself needs no look.
pub(super) fn is_safe(edit: &Edit<'_>) -> bool {
    let is_sense = edit.entries().any(|entry| entry.reason() == Reason::Sense);
    edit.confidence() > Confidence::Doubtful && !is_sense
}

/// The rule that an edit breaks: that of its last layer.
pub(super) fn rule(edit: &Edit<'_>) -> Rule {
    match edit.layer() {
        Some(Layer::Variant) => Rule::Glyph,
        Some(Layer::Term(_)) => Rule::Word,
        Some(Layer::Name) => Rule::Name,
        Some(Layer::Punctuation) => Rule::Quotation,
        Some(Layer::User) => Rule::House,
        Some(Layer::Script) | None => Rule::Script,
    }
}

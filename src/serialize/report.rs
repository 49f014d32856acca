//! Reports as JSON has them: written for other programs, in bytes of UTF-8 as in the API. The `edits` of an analysis can be
//! read as a [`Patch`](crate::Patch).

use crate::{Ambiguity, Analysis, Check, Edit, Entry, Finding, Kept};
use alloc::vec::Vec;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

impl Serialize for Check<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.findings())
    }
}

impl Serialize for Finding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Finding", 8)?;
        out.serialize_field("rule", &self.rule())?;
        out.serialize_field("severity", &self.severity())?;
        out.serialize_field("source", &self.source())?;
        out.serialize_field("text", self.text())?;
        out.serialize_field("suggestion", &self.suggestion())?;
        out.serialize_field("confidence", &self.confidence())?;
        out.serialize_field("safe", &self.is_safe())?;
        out.serialize_field("message", &self.message())?;
        out.end()
    }
}

impl Serialize for Analysis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Analysis", 5)?;
        out.serialize_field("source", self.source())?;
        out.serialize_field("output", self.output())?;
        out.serialize_field("edits", &Sequence(self.edits()))?;
        out.serialize_field("ambiguities", &Sequence(self.ambiguities()))?;
        out.serialize_field("kept", &Sequence(self.kept()))?;
        out.end()
    }
}

impl Serialize for Edit<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Edit", 7)?;
        out.serialize_field("source", &self.source())?;
        out.serialize_field("target", &self.target())?;
        out.serialize_field("before", self.before())?;
        out.serialize_field("after", self.after())?;
        out.serialize_field("layer", &self.layer())?;
        out.serialize_field("confidence", &self.confidence())?;
        out.serialize_field("entries", &Sequence(self.entries()))?;
        out.end()
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Entry", 7)?;
        out.serialize_field("table", self.table())?;
        out.serialize_field("key", self.key())?;
        out.serialize_field("value", self.value())?;
        out.serialize_field("concept", &self.concept())?;
        out.serialize_field("origin", &self.origin())?;
        out.serialize_field("reason", &self.reason())?;
        out.serialize_field("alternatives", &self.alternatives().collect::<Vec<_>>())?;
        out.end()
    }
}

impl Serialize for Ambiguity<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Ambiguity", 3)?;
        out.serialize_field("source", &self.source())?;
        out.serialize_field("text", self.text())?;
        out.serialize_field("alternatives", &self.alternatives().collect::<Vec<_>>())?;
        out.end()
    }
}

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Kept", 4)?;
        out.serialize_field("source", &self.source())?;
        out.serialize_field("text", self.text())?;
        out.serialize_field("by", &self.by())?;
        out.serialize_field("origin", &self.origin())?;
        out.end()
    }
}

struct Sequence<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Sequence<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

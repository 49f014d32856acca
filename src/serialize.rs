//! The feature `serde`: names as the strings that `Display` writes and `FromStr` reads, and reports.
//!
//! At the root, since `build.rs` mounts `data` and has no serde.

use crate::{
    Ambiguity, Analysis, Check, Confidence, Edit, Entry, Finding, Layer, Locale, Place, Preset, Reason, Rule, Script,
    Severity, Style,
};
use core::fmt;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

macro_rules! as_string {
    ($($type:ident: $expecting:literal),* $(,)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Name;
                impl de::Visitor<'_> for Name {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Name)
            }
        }
    )*};
}

as_string! {
    Script: "a script such as Hant",
    Place: "a place such as TW",
    Locale: "a locale such as zh-TW",
    Preset: "a preset such as s2twp",
    Layer: "a layer such as script",
    Style: "a style such as press",
}

macro_rules! as_name {
    ($($type:ident),* $(,)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    )*};
}

as_name!(Confidence, Reason, Rule, Severity);

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
        let mut out = serializer.serialize_struct("Analysis", 4)?;
        out.serialize_field("source", self.source())?;
        out.serialize_field("output", self.output())?;
        out.serialize_field("edits", &Sequence(self.edits()))?;
        out.serialize_field("ambiguities", &Sequence(self.ambiguities()))?;
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
        out.serialize_field("alternatives", &self.alternatives().collect::<alloc::vec::Vec<_>>())?;
        out.end()
    }
}

impl Serialize for Ambiguity<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Ambiguity", 3)?;
        out.serialize_field("source", &self.source())?;
        out.serialize_field("text", self.text())?;
        out.serialize_field("alternatives", &self.alternatives().collect::<alloc::vec::Vec<_>>())?;
        out.end()
    }
}

struct Sequence<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Sequence<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn names_round_trip() {
        let all = (Script::Hant, Place::TW, Locale::ZH_HANT, Preset::S2twp);
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(json, r#"["Hant","TW","zh-Hant","s2twp"]"#);
        assert_eq!(serde_json::from_str::<(Script, Place, Locale, Preset)>(&json).unwrap(), all);
        let owned = serde_json::from_value::<Locale>("zh_TW.UTF-8".into()).unwrap();
        assert_eq!(owned, Locale::ZH_TW);
        assert!(serde_json::from_str::<Locale>(r#""zh""#).unwrap_err().to_string().contains("write one of"));
        assert!(serde_json::from_str::<Locale>("1").unwrap_err().to_string().contains("a locale such as zh-TW"));
    }
}

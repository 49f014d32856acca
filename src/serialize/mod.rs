//! The feature `serde`: names as the strings that `Display` writes; reports and builders in files of their own.
//!
//! At the root, since `build.rs` mounts `data` and has no serde.

mod builder;
mod detection;
mod report;

#[cfg(feature = "markup")]
use crate::Format;
use crate::{Confidence, KeptBy, Language, Layer, Locale, Place, Preset, Reason, Rule, Script, Severity, Style};
use core::fmt;
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
    Rule: "a rule such as word",
}

#[cfg(feature = "markup")]
as_string! {
    Format: "a format such as html",
}

/// Those that are only ever told.
macro_rules! as_name {
    ($($type:ident),* $(,)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <alloc::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                let named = $type::ALL.iter().copied().find(|value| value.name() == text);
                named.ok_or_else(|| {
                    let names: alloc::vec::Vec<&str> = $type::ALL.iter().map(|value| value.name()).collect();
                    de::Error::custom(format_args!("there is no {text:?}; write one of {}", names.join(", ")))
                })
            }
        }
    )*};
}

as_name!(Confidence, KeptBy, Language, Reason, Severity);

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

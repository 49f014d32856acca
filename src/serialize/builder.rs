//! A builder as a record, so that what is wanted of a normaliser can stand in a file of settings.

use crate::{Layer, Locale, NormalizerBuilder, Protect, Style, lexicon::Lexicon};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record<'a> {
    to: Locale,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Locale>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    without: Vec<Layer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    style: Option<Style>,
    #[serde(default, skip_serializing_if = "is_all")]
    protect: Protect,
    /// Those of all layers, one after the other.
    #[serde(default, skip_serializing_if = "is_empty")]
    rows: Cow<'a, Lexicon>,
}

fn is_all(protect: &Protect) -> bool {
    protect.is_all()
}

fn is_empty(rows: &Lexicon) -> bool {
    rows.is_empty()
}

impl Serialize for NormalizerBuilder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (to, options) = (self.locale, &self.options);
        let is_off = |layer: &Layer| options.without >> layer.number() & 1 == 1;
        let rows = match &self.lexicons[..] {
            [one] => Cow::Borrowed(one),
            several => Cow::Owned(several.iter().cloned().fold(Lexicon::new(), |mut all, one| {
                all.extend(one);
                all
            })),
        };
        let without = Layer::all().filter(is_off).collect();
        let record = Record { to, from: options.from, without, style: options.style, protect: options.protect, rows };
        record.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for NormalizerBuilder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = Record::deserialize(deserializer)?;
        let mut builder = NormalizerBuilder::new(record.to).protect(record.protect);
        builder = record.from.into_iter().fold(builder, NormalizerBuilder::from);
        builder = record.style.into_iter().fold(builder, NormalizerBuilder::style);
        builder = record.without.into_iter().fold(builder, NormalizerBuilder::without);
        let rows = record.rows.into_owned();
        Ok(if rows.is_empty() { builder } else { builder.layer(rows) })
    }
}

impl Serialize for Protect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter_names().map(|(name, _)| name.to_ascii_lowercase()))
    }
}

impl<'de> Deserialize<'de> for Protect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        let named = |name: &String| {
            Protect::from_name(&name.to_ascii_uppercase()).ok_or_else(|| {
                let all: Vec<String> = Protect::all().iter_names().map(|(name, _)| name.to_ascii_lowercase()).collect();
                de::Error::custom(format_args!("{name:?} is not protected; write some of {}", all.join(", ")))
            })
        };
        names.iter().map(named).collect()
    }
}

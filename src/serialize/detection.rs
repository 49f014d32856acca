//! What was detected, with the counts from which it was told: these alone are read again.

use crate::engine::Counts;
use crate::{Confidence, Detection, Language, Locale, Place, Script};
use alloc::collections::BTreeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
struct Record {
    #[serde(default, skip_deserializing)]
    locale: Option<Locale>,
    #[serde(default, skip_deserializing)]
    language: Option<Language>,
    #[serde(default, skip_deserializing)]
    mixed: bool,
    #[serde(default, skip_deserializing)]
    confidence: Option<Confidence>,
    /// Those that show a script.
    characters: BTreeMap<Script, usize>,
    /// Those that show a place.
    words: BTreeMap<Place, usize>,
    /// Those of languages.
    letters: Letters,
}

#[derive(Serialize, Deserialize)]
struct Letters {
    han: usize,
    kana: usize,
    hangul: usize,
}

impl Serialize for Detection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Counts { han, kana, hangul, .. } = self.counts;
        let record = Record {
            locale: self.locale(),
            language: self.language(),
            mixed: self.is_mixed(),
            confidence: Some(self.confidence()),
            characters: [Script::Hans, Script::Hant].map(|script| (script, self.characters(script))).into(),
            words: Place::ALL.iter().map(|&place| (place, self.words(place))).collect(),
            letters: Letters { han, kana, hangul },
        };
        record.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Detection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Record { characters, words, letters, .. } = Record::deserialize(deserializer)?;
        let shown = |script| characters.get(&script).copied().unwrap_or_default();
        let mut counts = Counts { hans: shown(Script::Hans), hant: shown(Script::Hant), ..Counts::default() };
        for (place, count) in Place::ALL.iter().zip(&mut counts.places) {
            *count = words.get(place).copied().unwrap_or_default();
        }
        let Letters { han, kana, hangul } = letters;
        Ok(Detection { counts: Counts { han, kana, hangul, ..counts } })
    }
}

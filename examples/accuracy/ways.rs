//! The ways to convert: ours, and which of OpenCC's presets does the same. (A preset knows one source; text from
//! elsewhere is not its task.)

use crate::Fault;
use tongwen::{Domain, Layer, Locale, Normalizer, NormalizerBuilder, Place, Preset, Script};

/// Our plan for text whose source is known, so that lines which show nothing are converted, too.
pub(crate) fn plan(target: Locale, from: Locale) -> Result<Normalizer, Fault> {
    Ok(Normalizer::builder(target).from(from).build()?)
}

/// The same without what is not characters: terms, names, punctuation.
pub(crate) fn characters_only(target: Locale, from: Locale) -> Result<Normalizer, Fault> {
    let terms = Domain::ALL.iter().copied().map(Layer::Term);
    // By its name, since only newer versions have a layer for punctuation.
    let others = ["names", "punctuation"].into_iter().filter_map(|name| name.parse().ok());
    let builder = Normalizer::builder(target).from(from);
    Ok(terms.chain(others).fold(builder, NormalizerBuilder::without).build()?)
}

/// Whether glyphs are Hong Kong's.
fn is_hong_kong(locale: Locale) -> bool {
    locale.script() == Script::Hant && matches!(locale.place(), Some(Place::HK | Place::MO))
}

/// Our way back of [`away`]: characters of the script alone, in Hong Kong's glyphs where the text is in those.
pub(crate) fn ours_back(native: Locale) -> Result<Normalizer, Fault> {
    match native.script() {
        _ if is_hong_kong(native) => characters_only(native, Locale::ZH_HANS),
        Script::Hant => plan(Locale::ZH_HANT, Locale::ZH_HANS),
        Script::Hans => plan(Locale::ZH_HANS, Locale::ZH_HANT),
    }
}

/// The other script for native text: the way down or up of a round trip, which must not be ours.
pub(crate) fn away(native: Locale) -> Preset {
    match native.script() {
        _ if is_hong_kong(native) => Preset::Hk2s,
        Script::Hant => Preset::Tw2s,
        Script::Hans => Preset::S2tw,
    }
}

/// OpenCC's way back of [`away`].
pub(crate) fn opencc_back(native: Locale) -> Preset {
    match native.script() {
        _ if is_hong_kong(native) => Preset::S2hk,
        Script::Hant => Preset::S2t,
        Script::Hans => Preset::Tw2s,
    }
}

/// To a place's script and glyphs, without its words, from the other script.
pub(crate) fn opencc_script(target: Locale) -> Option<Preset> {
    match target {
        Locale::ZH_TW => Some(Preset::S2tw),
        Locale::ZH_HK => Some(Preset::S2hk),
        Locale::ZH_CN => Some(Preset::Tw2s),
        _ => None,
    }
}

/// To a place's script and words from the other script.
pub(crate) fn opencc_words(target: Locale) -> Option<Preset> {
    match target {
        Locale::ZH_TW => Some(Preset::S2twp),
        Locale::ZH_HK => Some(Preset::S2hkp),
        Locale::ZH_CN => Some(Preset::Tw2sp),
        Locale::ZH_HANT => Some(Preset::S2t),
        Locale::ZH_HANS => Some(Preset::T2s),
        _ => None,
    }
}

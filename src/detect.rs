//! What a text is written in.

use crate::engine::{self, Counts};
use crate::{Confidence, Locale, Place, Script, builtin};
use core::fmt;
use core::ops::Range;

/// What a text shows of its script and place; made by [`detect`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    pub(crate) counts: Counts,
}

/// Reads what a text shows: characters that one script has and the other has not, and words that some places use and
/// others do not. Addresses, code, Japanese and Korean show nothing.
///
/// ```
/// use tongwen::{Locale, Place, Script, detect};
///
/// assert_eq!(detect("软件里的信息").script(), Some(Script::Hans));
/// assert_eq!(detect("用滑鼠在螢幕上點選檔案").locale(), Some(Locale::ZH_TW));
/// assert_eq!(detect("只有他").locale(), None);
/// ```
pub fn detect(text: &str) -> Detection {
    Detection { counts: engine::counts(builtin::plan(Locale::ZH_HANS), text) }
}

/// What each line of a text shows by itself, with the line's bytes.
///
/// ```
/// use tongwen::{Locale, detect_lines};
///
/// let lines: Vec<_> = detect_lines("软件\n軟體\n").map(|(line, found)| (line, found.locale())).collect();
/// assert_eq!(lines, [(0..7, Some(Locale::ZH_HANS)), (7..14, Some(Locale::ZH_HANT))]);
/// ```
pub fn detect_lines(text: &str) -> impl Iterator<Item = (Range<usize>, Detection)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let span = at..at + line.len();
        at = span.end;
        (span, detect(line))
    })
}

/// A language that is written with Han characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Chinese.
    Chinese,
    /// Japanese: with kana.
    Japanese,
    /// Korean: in hangul.
    Korean,
}

impl Language {
    /// All of them.
    pub const ALL: &[Language] = &[Language::Chinese, Language::Japanese, Language::Korean];

    /// Its tag of BCP 47: `zh`, `ja`, `ko`.
    pub const fn name(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::Japanese => "ja",
            Language::Korean => "ko",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Detection {
    /// The language: Japanese where a fifth of the characters are kana, Korean where half of them are hangul, else Chinese if
    /// there is an ideograph at all. (A Japanese headline without kana is taken for Chinese.)
    ///
    /// ```
    /// use tongwen::{Language, detect};
    ///
    /// assert_eq!(detect("これは電車です").language(), Some(Language::Japanese));
    /// assert_eq!(detect("優の良品很好吃").language(), Some(Language::Chinese));
    /// assert_eq!(detect("한국어 文化").language(), Some(Language::Korean));
    /// assert_eq!(detect("English").language(), None);
    /// ```
    pub fn language(&self) -> Option<Language> {
        let Counts { han, kana, hangul, .. } = self.counts;
        let all = han + kana + hangul;
        match () {
            () if all == 0 => None,
            () if hangul * 2 >= all => Some(Language::Korean),
            () if kana * 5 >= all => Some(Language::Japanese),
            () => Some(Language::Chinese),
        }
    }

    /// Whether both scripts show, and more than one character in ten shows the rarer one.
    ///
    /// ```
    /// assert!(tongwen::detect("头髮和麵条").is_mixed());
    /// ```
    pub fn is_mixed(&self) -> bool {
        let Counts { hans, hant, .. } = self.counts;
        hans.min(hant) * 10 > hans + hant
    }

    /// How sure the [locale](Self::locale) is (it says nothing of the [language](Self::language)): sure from five signs of the script and three words of the place on, where one is
    /// told; doubtful where there is one sign alone.
    ///
    /// ```
    /// use tongwen::{Confidence, detect};
    ///
    /// assert_eq!(detect("头").confidence(), Confidence::Doubtful);
    /// assert_eq!(detect("打开软件，点击鼠标，查看数据库里的信息").confidence(), Confidence::Sure);
    /// ```
    pub fn confidence(&self) -> Confidence {
        let Counts { hans, hant, places, .. } = self.counts;
        let signs = hans.max(hant);
        let words = self.place().and_then(|place| places.get(place as usize).copied());
        match (signs, words) {
            (5.., None | Some(3..)) => Confidence::Sure,
            (2.., _) | (_, Some(3..)) => Confidence::Likely,
            _ => Confidence::Doubtful,
        }
    }

    /// How many characters show a script.
    pub fn characters(&self, script: Script) -> usize {
        match script {
            Script::Hans => self.counts.hans,
            Script::Hant => self.counts.hant,
        }
    }

    /// How many words show a place: words that it uses and some other does not.
    pub fn words(&self, place: Place) -> usize {
        self.counts.places.get(place as usize).copied().unwrap_or_default()
    }

    /// The script, if nine in ten of the characters that show one show the same.
    pub fn script(&self) -> Option<Script> {
        let Counts { hans, hant, .. } = self.counts;
        match (hans, hant) {
            (0, 0) => None,
            _ if hans >= hant * 9 => Some(Script::Hans),
            _ if hant >= hans * 9 => Some(Script::Hant),
            _ => None,
        }
    }

    /// The place whose words stand there most often, if there are two of them at least; of places that fit equally well
    /// the one that prints the text's script, and the larger before the smaller.
    pub fn place(&self) -> Option<Place> {
        let all = || Place::ALL.iter().copied().zip(self.counts.places);
        let most = all().map(|(_, count)| count).max().filter(|&most| most >= 2)?;
        let fits = |&(_, count): &(Place, usize)| count * 10 >= most * 9;
        let prints = |place: Place| self.script().is_some_and(|script| script == place.script());
        let best = all().filter(fits).map(|(place, _)| place).min_by_key(|&place| !prints(place))?;
        // Where places of both scripts fit, nothing is shown of either unless the script is.
        let scripts = all().filter(fits).filter(|(place, _)| place.script() != best.script()).count();
        Some(best).filter(|_| scripts == 0 || self.script().is_some())
    }

    /// The locale: the place with the text's script, or the script alone; none where neither shows.
    pub fn locale(&self) -> Option<Locale> {
        let place = self.place();
        let script = self.script().or(place.map(Place::script))?;
        Some(Locale::new(script, place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_scripts() {
        for (text, tag) in [
            ("打开软件，点击鼠标，查看数据库", "zh-CN"),
            ("打開軟體，點選滑鼠，查看資料庫", "zh-TW"),
            ("打開軟件，按滑鼠，查看數據庫和伺服器", "zh-HK"),
            ("德士司機在巴剎買菜，德士站在組屋旁", "zh-Hant-SG"),
            ("头发和面条", "zh-Hans"),
            ("頭髮和麵條", "zh-Hant"),
        ] {
            assert_eq!(detect(text).locale().map(Locale::tag), Some(tag), "{text} {:?}", detect(text));
        }
        for text in ["", "只有", "https://example.org/软件/鼠标", "これは電車です", "头頭"] {
            assert_eq!(detect(text).locale(), None, "{text}");
        }
    }
}

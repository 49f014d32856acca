//! A tokenizer for [tantivy] that finds Chinese text whatever script and place's words it is written in: a search for 软件
//! finds 軟體 and 軟件, and marks them where they stand in the original.
//!
//! [`Normalized`] puts text into one standard before another tokenizer cuts it, and takes the tokens' offsets back to the
//! original with [`Analysis::alignment`](tongwen::Analysis::alignment). It is registered under the same name for indexing and
//! for queries, so both are read alike. Copy this file; what it needs is in `Cargo.toml`.
//!
//! # Which normaliser
//! [`to_search`] says it: to `zh-CN`, as several Traditional characters become one Simplified (發 and 髮 are 发) and a
//! query of one word has no neighbours that would tell which; with nothing protected, as a word in a path is looked for,
//! too. What [`Normalizer`] leaves because a place says it as well (番茄 and 西红柿 are both written in Beijing), or means
//! something else by it, a search wants as one: those words are a [`Lexicon`] of yours. It is taken wherever it stands, so
//! what crosses it is named, too: `replace("的士", "出租车")` wants `replace("的士兵", "的士兵")`.
//!
//! # How text is cut
//! [`Bigrams`] makes each two neighbouring Han characters a term (软件工程: 软件, 件工, 工程), so a word is found wherever it
//! stands: no dictionary has to know it, and query and text cannot be cut differently. tantivy's query parser makes a
//! phrase of what becomes several terms, so 打印机 does not find 打印 here and 印机 there. A single Han character is a term
//! only where it stands alone; to find single characters everywhere, make each a term too.
//!
//! A segmenter's terms are fewer and are words. [`Normalized`] takes any tokenizer, and text that is `zh-CN` suits jieba's
//! dictionary: `Normalized::new(to_search(words)?, tantivy_jieba::JiebaTokenizer::new())` (crate `tantivy-jieba`). It cuts
//! by what stands around a word, though, so a query may be cut otherwise than the text.

use tantivy::tokenizer::{LowerCaser, TextAnalyzer, Token, TokenStream, Tokenizer};
use tongwen::{Error, Lexicon, Locale, Normalizer, Protect};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// What makes one text of all that say the same; `words` are those that are one to a search only.
///
/// # Errors
/// Where a row of `words` cannot be used.
pub fn to_search(words: Lexicon) -> Result<Normalizer, Error> {
    Normalizer::builder(Locale::ZH_CN).protect(Protect::empty()).layer(words).build()
}

/// All of it, to be registered with an index: normalised, cut into [`Bigrams`], in lower case.
pub fn analyzer(normalizer: Normalizer) -> TextAnalyzer {
    TextAnalyzer::builder(Normalized::new(normalizer, Bigrams)).filter(LowerCaser).build()
}

/// Cuts text as another tokenizer cuts it once it is normalised; offsets are of the text as it was.
///
/// ```
/// use tantivy::tokenizer::{TokenStream, Tokenizer};
/// use tongwen::{Locale, Normalizer};
/// use tongwen_tantivy::{Bigrams, Normalized};
///
/// let text = "這條記憶體模組";
/// let mut tokenizer = Normalized::new(Normalizer::to(Locale::ZH_CN), Bigrams);
/// let mut stream = tokenizer.token_stream(text);
/// let mut tokens = Vec::new();
/// stream.process(&mut |token| tokens.push(format!("{}={}", token.text, &text[token.offset_from..token.offset_to])));
/// // Characters that became as many are told apart; 記憶體模組, which became 内存条, is marked as a whole.
/// assert_eq!(tokens, ["这条=這條", "条内=條記憶體模組", "内存=記憶體模組", "存条=記憶體模組"]);
/// ```
#[derive(Clone)]
pub struct Normalized<T> {
    normalizer: Normalizer,
    tokenizer: T,
}

impl<T: Tokenizer> Normalized<T> {
    /// Puts a normaliser before a tokenizer.
    pub fn new(normalizer: Normalizer, tokenizer: T) -> Self {
        Normalized { normalizer, tokenizer }
    }
}

impl<T: Tokenizer> Tokenizer for Normalized<T> {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let analysis = self.normalizer.analyze(text);
        let alignment = analysis.alignment();
        let mut tokens = Vec::new();
        self.tokenizer.token_stream(analysis.output()).process(&mut |token| {
            let place = alignment.source(token.offset_from..token.offset_to);
            tokens.push(Token { offset_from: place.start, offset_to: place.end, ..token.clone() });
        });
        Tokens::new(tokens)
    }
}

/// Cuts text into words by UAX #29, to which each Han character is one, and joins Han characters by twos.
///
/// A word of another script that touches a Han character is a term, and one more with it: so 插U盘里 holds U盘.
/// Positions count words, a term's is that of its first: phrases that cross a gap (`印 機`) are not those that do not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bigrams;

impl Tokenizer for Bigrams {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let words: Vec<_> = text.unicode_word_indices().map(|(at, word)| (at..at + word.len(), is_han(word))).collect();
        let mut tokens = Vec::new();
        let mut is_joined = false;
        for (position, (word, han)) in words.iter().enumerate() {
            let touches =
                |(next, next_han): &&(std::ops::Range<usize>, bool)| next.start == word.end && (*han || *next_han);
            let next = words.get(position + 1).filter(touches);
            let mut push = |end| {
                let text = text[word.start..end].to_owned();
                tokens.push(Token { offset_from: word.start, offset_to: end, position, text, position_length: 1 });
            };
            if !han || (next.is_none() && !is_joined) {
                push(word.end);
            }
            if let Some((next, _)) = next {
                push(next.end);
            }
            is_joined = next.is_some();
        }
        Tokens::new(tokens)
    }
}

fn is_han(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.script() == Script::Han)
}

/// Tokens that are cut already.
pub struct Tokens {
    rest: std::vec::IntoIter<Token>,
    token: Token,
}

impl Tokens {
    fn new(tokens: Vec<Token>) -> Self {
        Tokens { rest: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.rest.next().map(|token| self.token = token).is_some()
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

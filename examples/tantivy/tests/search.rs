//! What is asked for in one place's words is found in every other's, and marked where it stands.

mod corpus;

use corpus::{ACCEPTED, Document, Word};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;
use tantivy::collector::DocSetCollector;
use tantivy::query::{Query, QueryParser};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::snippet::{SnippetGenerator, collapse_overlapped_ranges};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream};
use tantivy::{Index, IndexWriter, Searcher, doc};
use tongwen::Lexicon;
use tongwen_tantivy::{analyzer, to_search};

const DOCUMENTS: usize = 10_000;
const SEED: u64 = 20261129;

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(corpus::words);
static CORPUS: LazyLock<Vec<Document>> = LazyLock::new(|| corpus::documents(&WORDS, DOCUMENTS, SEED));
static SEARCH: LazyLock<Search> = LazyLock::new(|| Search::new(&CORPUS));

fn terms() -> TextAnalyzer {
    let words = Lexicon::from_tsv("accepted.tsv", ACCEPTED).unwrap();
    // The caller's words are taken wherever they stand: what 的士 is not is named, too.
    analyzer(to_search(words.replace("的士兵", "的士兵")).unwrap())
}

/// The documents, indexed.
struct Search {
    text: Field,
    searcher: Searcher,
    parser: QueryParser,
}

impl Search {
    fn new(documents: &[Document]) -> Search {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("tongwen")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let mut schema = Schema::builder();
        let number = schema.add_u64_field("number", FAST);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("tongwen", terms());
        let mut writer: IndexWriter = index.writer_with_num_threads(2, 60_000_000).unwrap();
        for (at, document) in documents.iter().enumerate() {
            writer.add_document(doc!(number => at as u64, text => document.text.as_str())).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        Search { text, searcher, parser: QueryParser::for_index(&index, vec![text]) }
    }

    fn query(&self, words: &str) -> Box<dyn Query> {
        self.parser.parse_query(words).unwrap()
    }

    /// The numbers of the documents that are found.
    fn find(&self, words: &str) -> BTreeSet<usize> {
        let found = self.searcher.search(&self.query(words), &DocSetCollector).unwrap();
        let number = |segment| self.searcher.segment_reader(segment).fast_fields().u64("number").unwrap();
        found.iter().map(|at| number(at.segment_ord).first(at.doc_id).unwrap() as usize).collect()
    }
}

fn tokens(analyzer: &mut TextAnalyzer, text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    analyzer.token_stream(text).process(&mut |token| tokens.push(token.clone()));
    tokens
}

/// Where the tokens of a query stand in a text as they stand in the query.
fn phrases(query: &[Token], text: &BTreeMap<(&str, usize), Range<usize>>) -> Vec<Range<usize>> {
    let first = &query[0];
    let starts = text.range((first.text.as_str(), 0)..=(first.text.as_str(), usize::MAX));
    let phrase = |at: usize| -> Option<Range<usize>> {
        let place = |token: &Token| text.get(&(token.text.as_str(), at + token.position - first.position)).cloned();
        let places: Vec<_> = query.iter().map(place).collect::<Option<_>>()?;
        Some(places.iter().map(|place| place.start).min()?..places.iter().map(|place| place.end).max()?)
    };
    starts.filter_map(|(&(_, at), _)| phrase(at)).collect()
}

/// Fails with some of these, if there are any.
fn report(faults: &[String]) {
    let some: Vec<_> = faults.iter().take(20).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} fault(s):\n{}\n", faults.len(), some.join("\n"));
}

#[test]
fn the_documents_hold_what_was_put_into_them() {
    assert!(WORDS.len() >= 40);
    let mut faults = Vec::new();
    for (number, document) in CORPUS.iter().enumerate() {
        for form in WORDS.iter().flat_map(|word| &word.forms) {
            for (at, _) in document.text.match_indices(form) {
                if !document.explains(&(at..at + form.len())) {
                    faults.push(format!("{form} came about in document {number}: {:?}", document.text));
                }
            }
        }
    }
    report(&faults);
}

#[test]
fn every_form_finds_the_same_documents() {
    let mut faults = Vec::new();
    for (number, word) in WORDS.iter().enumerate() {
        let want: BTreeSet<usize> = (0..DOCUMENTS).filter(|&at| !CORPUS[at].places(number).is_empty()).collect();
        assert!(want.len() > 100, "{:?} are in few documents: {}", word.forms, want.len());
        for form in &word.forms {
            let found = SEARCH.find(form);
            faults.extend(want.difference(&found).map(|&at| format!("{form} misses {:?}", CORPUS[at].text)));
            faults.extend(found.difference(&want).map(|&at| format!("{form} finds {:?}", CORPUS[at].text)));
        }
    }
    report(&faults);
}

#[test]
fn tokens_mark_the_words_where_they_stand() {
    let mut terms = terms();
    let queries: Vec<_> = WORDS.iter().map(|word| tokens(&mut terms, word.forms.first().unwrap())).collect();
    let mut faults = Vec::new();
    for document in CORPUS.iter() {
        let tokens = tokens(&mut terms, &document.text);
        let places =
            tokens.iter().map(|token| ((token.text.as_str(), token.position), token.offset_from..token.offset_to));
        let places: BTreeMap<_, _> = places.collect();
        for (number, query) in queries.iter().enumerate() {
            let mut marked = phrases(query, &places);
            marked.sort_by_key(|place| place.start);
            let want = document.places(number);
            if marked != want {
                let marked: Vec<_> = marked.iter().map(|place| &document.text[place.clone()]).collect();
                faults.push(format!("{:?}: {marked:?} in {:?}", WORDS[number].forms, document.text));
            }
        }
    }
    report(&faults);
}

/// tantivy's own snippets mark each term by itself: 智能 of 智能手机 in 人工智能, too. (A part of the documents: each is cut
/// for each of its words.)
#[test]
fn snippets_mark_the_words_where_they_stand() {
    let mut faults = Vec::new();
    for (number, word) in WORDS.iter().enumerate() {
        let query = SEARCH.query(word.forms.last().unwrap());
        let mut snippets = SnippetGenerator::create(&SEARCH.searcher, &*query, SEARCH.text).unwrap();
        snippets.set_max_num_chars(usize::MAX);
        for document in CORPUS.iter().step_by(4) {
            let want = document.places(number);
            if want.is_empty() {
                continue;
            }
            let snippet = snippets.snippet(&document.text);
            let mut marked = collapse_overlapped_ranges(snippet.highlighted());
            marked.retain(|mark| want.contains(mark) || !document.explains(mark));
            if marked != want {
                let marked: Vec<_> = marked.iter().map(|place| &document.text[place.clone()]).collect();
                faults.push(format!("{:?}: {marked:?} in {:?}", word.forms, document.text));
            }
        }
    }
    report(&faults);
}

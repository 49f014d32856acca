//! Indexes a few documents of several places, and looks for one thing by the word of each: `cargo run`, or
//! `cargo run -- 印表機` for words of your own.

use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexWriter, TantivyDocument, doc};
use tongwen::Lexicon;
use tongwen_tantivy::{analyzer, to_search};

const DOCUMENTS: [(&str, &str); 6] = [
    ("zh-CN", "新买的鼠标不动了，\n原来是软件没有更新。"),
    ("zh-TW", "滑鼠壞了先別丟，\n更新軟體再試一次 🖱️"),
    ("zh-HK", "呢個軟件要用滑鼠㩒兩下先開到。"),
    ("zh-TW", "下載：https://example.org/軟體/setup 👍"),
    ("zh-CN", "这篇文章讲的是硬件。"),
    ("mixed", "The 软件 ships with 軟體授權.txt"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("tongwen")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let place = schema.add_text_field("place", STORED);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing).set_stored());
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register("tongwen", analyzer(to_search(Lexicon::new())?));

    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
    for (from, written) in DOCUMENTS {
        writer.add_document(doc!(place => from, text => written))?;
    }
    writer.commit()?;

    let searcher = index.reader()?.searcher();
    let parser = QueryParser::for_index(&index, vec![text]);
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let asked =
        if asked.is_empty() { ["软件", "軟體", "滑鼠", "鼠标"].map(String::from).to_vec() } else { asked };
    for words in asked {
        let query = parser.parse_query(&words)?;
        let snippets = SnippetGenerator::create(&searcher, &*query, text)?;
        println!("{words}");
        for (_, address) in searcher.search(&query, &TopDocs::with_limit(10).order_by_score())? {
            let document: TantivyDocument = searcher.doc(address)?;
            let from = document.get_first(place).and_then(|value| value.as_str()).unwrap_or_default();
            let mut snippet = snippets.snippet_from_doc(&document);
            snippet.set_snippet_prefix_postfix("【", "】");
            println!("  {from}: {}", snippet.to_html().replace('\n', " / "));
        }
    }
    Ok(())
}

//! Words that were left, as nothing near tells what they mean: somebody decides, and the text is made anew.
//!
//! `cargo run --example resolve`: asks at the terminal; answers may come by a pipe, too (`yes 1 | …`).

use std::io::{self, BufRead, Write};
use tongwen::{Ambiguity, Locale, Normalizer};

/// Shows what could be written, and takes a number; none leaves the word.
fn ask(left: &Ambiguity<'_>, answers: &mut impl BufRead) -> io::Result<Option<usize>> {
    print!("{} at byte {}: 0 leaves it", left.text(), left.source().start);
    left.alternatives().zip(1..).for_each(|(text, number)| print!(", {number} {text}"));
    print!("? ");
    io::stdout().flush()?;
    let mut answer = String::new();
    answers.read_line(&mut answer)?;
    Ok(answer.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1)))
}

fn main() -> io::Result<()> {
    let text = "这些文件都在那个软件里，请把数据发给我。";
    let analysis = Normalizer::to(Locale::ZH_TW).analyze(text);
    println!("{text}\n{}", analysis.output());
    let mut answers = io::stdin().lock();
    let mut failed = None;
    let resolved = analysis.resolve(|left| {
        ask(&left, &mut answers).unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    println!("\n{}", resolved.output());
    failed.map_or(Ok(()), Err)
}

//! The slow, obvious engine: whole lines through OpenCC's segmentation and stages. It answers for the fast one.

use crate::compile::chain::Chain;
use crate::data::ideograph;
use alloc::string::String;
use alloc::vec::Vec;

/// Converts text, each line apart.
pub fn convert(chain: &Chain<'_, '_>, text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|text| line(chain, text)).collect();
    lines.join("\n")
}

fn line(chain: &Chain<'_, '_>, text: &str) -> String {
    let text = chain.normalization.convert(text);
    let Some(segmentation) = chain.segmentation else { return chain.segment(&text) };
    let mut out = String::with_capacity(text.len());
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        match segmentation.unions[0].longest(&text[at..]) {
            Some(found) => {
                out.push_str(&chain.segment(&text[start..at]));
                start = at + found.len;
                out.push_str(&chain.segment(&text[at..start]));
                at = start;
            }
            None => at += ideograph::step(&text[at..]),
        }
    }
    out.push_str(&chain.segment(&text[start..]));
    out
}

//! JSON, with comments and trailing commas too: strings that are values, by `jsonc-parser`.

use super::reference::is_reference;
use super::texts::{Of, Texts};
use super::writing::{Dialect, backslashed};
use super::{Fault, tag};
use alloc::string::ToString;
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// Tells of every string but keys.
pub fn scan(document: &str, texts: &mut Texts) -> Result<(), Fault> {
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = parse_to_ast(document, &CollectOptions::default(), &options);
    let parsed = parsed.map_err(|error| Fault { at: error.range().start, message: error.kind().to_string() })?;
    parsed.value.iter().for_each(|value| tell("", value, document, texts));
    Ok(())
}

/// Tells of a value, by the key that it has, or the array in which it stands.
fn tell(key: &str, value: &Value<'_>, document: &str, texts: &mut Texts) {
    match value {
        Value::StringLit(string) if is_reference(key, &string.value) => {}
        Value::StringLit(string) => {
            // Without its quotation marks.
            let range = string.range().start + 1..string.range().end - 1;
            let is_language = tag::is_told_by(key) && tag::is_chinese(&string.value);
            if is_language && document.get(range.clone()) == Some(&*string.value) {
                return texts.tag(range, Of::Document);
            }
            backslashed(texts, document, range, Dialect::Json);
            texts.end();
        }
        Value::Array(array) => array.elements.iter().for_each(|value| tell(key, value, document, texts)),
        Value::Object(object) => {
            for property in &object.properties {
                let start = texts.text.len();
                tell(property.name.as_str(), &property.value, document, texts);
                texts.edition(property.name.as_str(), start);
            }
        }
        _ => {}
    }
}

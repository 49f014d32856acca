//! JSON, with comments and trailing commas too: strings that are values, by `jsonc-parser`.

use super::Fault;
use super::texts::Texts;
use super::writing::{Dialect, backslashed};
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
    parsed.value.iter().for_each(|value| tell(value, document, texts));
    Ok(())
}

fn tell(value: &Value<'_>, document: &str, texts: &mut Texts) {
    match value {
        Value::StringLit(string) => {
            let range = string.range();
            // Without its quotation marks.
            backslashed(texts, document, range.start + 1..range.end - 1, Dialect::Json);
            texts.end();
        }
        Value::Array(array) => array.elements.iter().for_each(|value| tell(value, document, texts)),
        Value::Object(object) => object.properties.iter().for_each(|property| tell(&property.value, document, texts)),
        _ => {}
    }
}

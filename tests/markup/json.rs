//! JSON by chance, read by `serde_json`.

use super::{config, converted, text, to_taiwan};
use proptest::prelude::*;
use serde_json::{Map, Value};
use tongwen::Format;

fn value() -> impl Strategy<Value = Value> {
    let string = (text::line(), any::<bool>()).prop_map(|(line, ends)| if ends { line + "\n" } else { line });
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        string.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((text::line(), inner), 0..6)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// As a writer would that escapes all but ASCII.
fn escaped(json: &str) -> String {
    json.chars()
        .map(|c| match c {
            c if c.is_ascii() => c.to_string(),
            c => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
        })
        .collect()
}

/// The values converted by themselves.
fn by_hand(value: &Value) -> Value {
    match value {
        Value::String(text) if text::is_path(text) => value.clone(),
        Value::String(text) => Value::from(to_taiwan().normalize(text)),
        Value::Array(all) => all.iter().map(by_hand).collect(),
        Value::Object(all) => Value::Object(all.iter().map(|(key, value)| (key.clone(), by_hand(value))).collect()),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn only_values_change(value in value(), style in 0..3) {
        let document = match style {
            0 => value.to_string(),
            1 => serde_json::to_string_pretty(&value).unwrap(),
            _ => escaped(&value.to_string()),
        };
        let output = converted(Format::Json, &document);
        prop_assert_eq!(serde_json::from_str::<Value>(&output).unwrap(), by_hand(&value));
        if style == 2 {
            prop_assert!(output.is_ascii());
        }
    }
}

#[test]
fn faults_are_told_with_their_place() {
    for (document, place) in [("{\n  \"软件\": }", (2, 9)), ("[1,, 2]", (1, 4)), ("{'a': 1}", (1, 2))] {
        let error = Format::Json.parse(document).unwrap_err();
        assert_eq!((error.line().unwrap(), error.column().unwrap()), place, "{document}");
    }
}

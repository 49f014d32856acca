//! The feature `serde`: a lexicon as a list of its rows, with the names of the columns that files have.

use super::{Form, Lexicon, Origin, Row, Says, Words};
use crate::data::{Place, concept};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A row as it is written.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Record {
    Replace(Replace),
    Keep(Keep),
    Forbid(Forbid),
    /// The cells by place, as in a file, and its id.
    Concept(BTreeMap<String, String>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replace {
    form: String,
    written: String,
    #[serde(default, skip_serializing_if = "is_false")]
    exact: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keep {
    keep: String,
    #[serde(default, skip_serializing_if = "is_false")]
    exact: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forbid {
    forbid: String,
    #[serde(default, skip_serializing_if = "is_false")]
    exact: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(exact: &bool) -> bool {
    !exact
}

impl Serialize for Lexicon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| record(&row.says)))
    }
}

impl<'de> Deserialize<'de> for Lexicon {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let records = Vec::<Record>::deserialize(deserializer)?;
        let rows =
            (1..).zip(records).map(|(number, record)| Ok(Row { says: says(record)?, origin: Origin::Code(number) }));
        let rows: Result<Vec<Row>, String> = rows.collect();
        rows.map(|rows| Lexicon { rows }).map_err(de::Error::custom)
    }
}

fn record(says: &Says) -> Record {
    match says.clone() {
        Says::Replace { form, written, exact } => Record::Replace(Replace { form, written, exact }),
        Says::Keep { form: keep, exact } => Record::Keep(Keep { keep, exact }),
        Says::Forbid { form: forbid, exact } => Record::Forbid(Forbid { forbid, exact }),
        Says::Concept { id, cells } => {
            let cells = Place::ALL
                .iter()
                .zip(&cells)
                .filter_map(|(place, words)| Some((place.tag().to_ascii_lowercase(), cell(words)?)));
            Record::Concept(id.map(|id| ("id".into(), id)).into_iter().chain(cells).collect())
        }
    }
}

fn says(record: Record) -> Result<Says, String> {
    Ok(match record {
        Record::Replace(Replace { form, written, exact }) => Says::Replace { form, written, exact },
        Record::Keep(Keep { keep: form, exact }) => Says::Keep { form, exact },
        Record::Forbid(Forbid { forbid: form, exact }) => Says::Forbid { form, exact },
        Record::Concept(named) => {
            let (mut id, mut cells) = (None, <[Words; 6]>::default());
            for (name, text) in named {
                if name == "id" {
                    id = Some(text);
                    continue;
                }
                let place = Place::ALL.iter().find(|place| name.eq_ignore_ascii_case(place.tag()));
                let cell = place.and_then(|&place| cells.get_mut(place as usize));
                let Some(cell) = cell else {
                    return Err(format!("there is no column {name}; write cn, tw, hk, mo, sg or my"));
                };
                *cell = concept::parse(&text).map_err(ToString::to_string)?.into();
            }
            Says::Concept { id, cells }
        }
    })
}

/// A cell as a file has it.
fn cell(words: &Words) -> Option<String> {
    let form = |form: &Form| {
        let mark = if form.by_sense { "~" } else { "" };
        match &form.other {
            Some(other) => format!("{mark}{}={other}", form.text),
            None => format!("{mark}{}", form.text),
        }
    };
    match words {
        Words::Empty => None,
        Words::None => Some("-".into()),
        Words::Forms(forms) => Some(forms.iter().map(form).collect::<Vec<_>>().join("|")),
    }
}

//! Written forms: the keys of two and more characters of all tables, each stored once.
//!
//! The index leads from a form's first two characters to a group: a count (u16), the stages in which any of its forms
//! stands (a bit each, u16), then the forms, the longest first.
//!
//! A form: bytes of the whole record (u16), the [key](super::keys), the values. A value: stages in which it stands (a bit
//! each, u16), source table (u8), rank of the table in those stages (u8), bytes of the value (u8), the value. [`AS_CHARS`] instead of a length: the value is what the stage's character map makes of the key.

use super::bytes::u16_at;
use super::index::{PairIndex, pair};
use super::keys::Sought;

/// Stands for a value that the characters give.
pub const AS_CHARS: u8 = u8::MAX;

/// The forms of a table.
#[derive(Clone, Copy, Debug)]
pub struct Forms<'t> {
    pub index: PairIndex<'t>,
    pub bytes: &'t [u8],
}

/// A form found.
#[derive(Clone, Copy, Debug)]
pub struct Form<'t> {
    /// Bytes of the key.
    pub len: usize,
    /// The value; `None` where it is what the characters give.
    pub value: Option<&'t str>,
    pub table: u8,
}

impl<'t> Forms<'t> {
    /// What OpenCC would take at the start of `text` in a stage: the longest key of the first table that has any, of
    /// those tables whose rank is at most `max_rank`.
    #[inline]
    pub fn longest(&self, text: &str, stage: u32, max_rank: u8) -> Option<Form<'t>> {
        let mut chars = text.chars();
        let group = self.index.get(pair(chars.next()?, chars.next()?));
        if group == 0 {
            return None;
        }
        self.longest_of(group, text, stage, max_rank)
    }

    fn longest_of(&self, group: u32, text: &str, stage: u32, max_rank: u8) -> Option<Form<'t>> {
        let (&[low, high, stages_low, stages_high], mut rest) =
            self.bytes.get(group as usize..)?.split_first_chunk()?;
        if u16::from_le_bytes([stages_low, stages_high]) >> stage & 1 == 0 {
            return None;
        }
        let sought = Sought::new(text.as_bytes());
        let mut best: Option<(u8, Form<'t>)> = None;
        for _ in 0..u16::from_le_bytes([low, high]) {
            let (record, next) = rest.split_at_checked(u16_at(rest, 0) as usize)?;
            rest = next;
            let Some(found) = sought.is(record.get(2..)?) else { continue };
            if let Some((rank, form)) = value(found.rest, found.count, stage, found.len)
                && rank <= max_rank
                && best.is_none_or(|(least, _)| rank < least)
            {
                best = Some((rank, form));
                if rank == 0 {
                    break;
                }
            }
        }
        best.map(|(_, form)| form)
    }
}

/// The value of a form in a stage, and its rank there.
fn value<'t>(mut bytes: &'t [u8], count: u8, stage: u32, key: usize) -> Option<(u8, Form<'t>)> {
    for _ in 0..count {
        let (&[low, high, table, rank, len], rest) = bytes.split_first_chunk()?;
        let (text, next) = if len == AS_CHARS {
            (None, rest)
        } else {
            let (text, next) = rest.split_at_checked(len as usize)?;
            (Some(text), next)
        };
        if u16::from_le_bytes([low, high]) >> stage & 1 == 1 {
            let value = text.and_then(|text| core::str::from_utf8(text).ok());
            return Some((rank, Form { len: key, value, table }));
        }
        bytes = next;
    }
    None
}

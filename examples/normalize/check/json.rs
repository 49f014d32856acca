//! Findings as one array.

use super::Record;
use std::io::{self, Write};

pub(super) fn write(records: &[Record], out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, records)?;
    writeln!(out)
}

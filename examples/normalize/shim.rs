//! Stands in for `Normalizer::reader` until src/stream.rs has it.

use std::fmt;
use std::io::{self, Read};
use tongwen::Normalizer;

pub(crate) trait Stream {
    fn reader<R: Read>(&self, inner: R) -> Reader<R>;
}

impl Stream for Normalizer {
    fn reader<R: Read>(&self, inner: R) -> Reader<R> {
        Reader { normalizer: self.clone(), inner, raw: Vec::new(), out: Vec::new(), at: 0, seen: 0, broken: None }
    }
}

pub(crate) struct Reader<R> {
    normalizer: Normalizer,
    inner: R,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    seen: u64,
    broken: Option<u64>,
}

#[derive(Debug)]
struct NotUtf8(u64);
impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not UTF-8 at byte {}", self.0)
    }
}
impl std::error::Error for NotUtf8 {}

pub(crate) fn offset(error: &io::Error) -> Option<u64> {
    Some(error.get_ref()?.downcast_ref::<NotUtf8>()?.0)
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() {
            if let Some(offset) = self.broken {
                return Err(io::Error::new(io::ErrorKind::InvalidData, NotUtf8(offset)));
            }
            let old = self.raw.len();
            self.raw.resize(old + 65536, 0);
            let count = self.inner.read(&mut self.raw[old..])?;
            self.raw.truncate(old + count);
            if count == 0 && self.raw.is_empty() {
                return Ok(0);
            }
            let good = match std::str::from_utf8(&self.raw) {
                Ok(text) => text.len(),
                Err(fault) => {
                    if count == 0 || fault.error_len().is_some() {
                        self.broken = Some(self.seen + fault.valid_up_to() as u64);
                    }
                    fault.valid_up_to()
                }
            };
            let text = std::str::from_utf8(&self.raw[..good]).unwrap_or_default();
            self.out = self.normalizer.normalize(text).into_owned().into_bytes();
            self.at = 0;
            self.raw.drain(..good);
            self.seen += good as u64;
        }
        let count = buffer.len().min(self.out.len() - self.at);
        buffer[..count].copy_from_slice(&self.out[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

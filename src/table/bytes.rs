//! Numbers in bytes, in a fixed order; 0 where the bytes end too soon.

/// Two bytes at an offset.
pub fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u16::from_le_bytes(*chunk))
}

/// Whether some bytes begin with others. Most keys differ in their last byte; that spares a call.
#[inline(always)]
pub fn begins_with(bytes: &[u8], key: &[u8]) -> bool {
    let last = key.len().wrapping_sub(1);
    bytes.get(last) == key.get(last) && bytes.starts_with(key)
}

/// Four bytes at an offset.
#[inline(always)]
pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

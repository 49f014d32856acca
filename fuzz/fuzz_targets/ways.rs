//! The fast loop's two ways to copy make the same of any text. `cargo fuzz run ways`, with AddressSanitizer as is usual.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first bytes say where chunks end.
    let (cuts, bytes) = bytes.split_at(bytes.len().min(4));
    let text = String::from_utf8_lossy(bytes);
    assert_eq!(tongwen::agree::first_difference(&text, cuts), None);
});

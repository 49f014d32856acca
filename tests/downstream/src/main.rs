//! A program that depends on it, with std or without it in tongwen: the same answers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::thread;
use tongwen::{ErrorKind, Normalizer, Preset};

fn main() {
    assert_eq!(downstream::title("鼠标和内存"), "滑鼠和記憶體");
    assert!(matches!(downstream::title("plain"), Cow::Borrowed("plain")));
    assert_eq!(downstream::title_by("T2S.json", "頭髮").as_deref(), Ok("头发"));
    assert_eq!(downstream::title_by("s2x", "").unwrap_err().kind(), ErrorKind::Preset);
    assert_eq!(downstream::changes("鼠标和内存"), ["鼠标→滑鼠", "内存→記憶體"]);

    // As others hold it: in a map, behind an Arc, on another thread.
    let normalizers: HashMap<Preset, Normalizer> =
        Preset::ALL.iter().copied().map(|preset| (preset, Normalizer::preset(preset))).collect();
    let shared = Arc::new(normalizers);
    let other = Arc::clone(&shared);
    let there = thread::spawn(move || other[&Preset::S2hk].normalize("里面").into_owned());
    assert_eq!(there.join().unwrap(), "裏面");
    assert_eq!(shared[&Preset::S2t].clone().normalize("发后"), "發後");

    #[cfg(feature = "hosted")]
    streams(&shared[&Preset::S2twp]);
    println!("downstream: as expected");
}

/// What tongwen's default features add.
#[cfg(feature = "hosted")]
fn streams(normalizer: &Normalizer) {
    let text = std::io::read_to_string(normalizer.reader("鼠标".as_bytes()));
    assert_eq!(text.unwrap(), "滑鼠");
}

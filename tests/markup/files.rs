//! Files and what they become: `<format>/<name>.<ending>`, and beside it for each target `<name>.<locale>.<ending>`. Where a file has
//! none for a target, it is not asked.

use super::parsed;
use std::{fs, path::Path};
use tongwen::{Format, Locale, Normalizer, Parser};

#[test]
fn files_become_what_stands_beside_them() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/markup"));
    for format in Format::ALL.iter().filter(|format| **format != Format::Plain) {
        let folder = root.join(format.name());
        let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut pairs = 0;
        for path in files.map(|entry| entry.unwrap().path()) {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let ending = path.extension().unwrap().to_str().unwrap();
            assert_eq!(Format::of_extension(ending), Some(*format), "{}", path.display());
            let Some((stem, locale)) = name.rsplit_once('.') else { continue };
            let source = fs::read_to_string(folder.join(format!("{stem}.{ending}"))).unwrap();
            let wanted = fs::read_to_string(&path).unwrap();
            let normalizer = Normalizer::to(locale.parse::<Locale>().unwrap());
            let parser = Parser::new(*format).retag(true);
            assert_eq!(parsed(&parser, &source).normalize(&normalizer), wanted, "{}", path.display());
            // What is there already stays.
            assert_eq!(parsed(&parser, &wanted).normalize(&normalizer), wanted, "{} again", path.display());
            pairs += 1;
        }
        assert!(pairs > 0, "{} has no pair", folder.display());
    }
}

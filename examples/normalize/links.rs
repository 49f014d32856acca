//! Links between files: what a heading is called follows from its text, so links of other files to it change with it.

use crate::check;
use crate::document::Text;
use crate::input::{Fault, Source};
use crate::settings::Settings;
use crate::work;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use tongwen::Format;

/// What headings of files are called, and will be: by the files' real paths.
#[derive(Debug, Default)]
pub(crate) struct Links {
    names: BTreeMap<PathBuf, Names>,
}

type Names = Vec<(String, String)>;

impl Links {
    /// Looks at what becomes of files, where there are several that may lead to each other: all of each, or where it is
    /// fixed what is safe. (What cannot be read is told when it is converted.)
    pub(crate) fn of(sources: &[Source], settings: &Settings, fix: bool) -> Self {
        let is_markdown = |source: &&Source| settings.format(source.path()) == Format::Markdown;
        let sources: Vec<&Source> = sources.iter().filter(is_markdown).collect();
        let mut links = Links::default();
        // To look at what becomes of files costs as much as to convert them.
        let mut lead = false;
        let job = |source: &&Source| leads_elsewhere(source, settings).unwrap_or(false);
        let done = |_: &&Source, leads: bool| {
            lead |= leads;
            Ok::<_, Infallible>(())
        };
        let _ = work::each(&sources, settings.threads, job, done);
        if !lead {
            return links;
        }
        let job = |source: &&Source| names(source, settings, fix);
        let done = |_: &&Source, found: Result<_, Fault>| {
            links.names.extend(found.ok().flatten());
            Ok::<_, Infallible>(())
        };
        let _ = work::each(&sources, settings.threads, job, done);
        links
    }

    /// What is made of a file, with its links changed to what the headings of other files will be called.
    pub(crate) fn follow<'t>(&self, source: &Source, made: Cow<'t, str>) -> Cow<'t, str> {
        let Some(path) = source.path().filter(|_| !self.names.is_empty()) else { return made };
        let relinked = match Format::Markdown.parse(&made) {
            Ok(document) => document.relinked(|address| self.names_in(path, address)).into_owned(),
            Err(_) => return made,
        };
        if relinked == made { made } else { Cow::Owned(relinked) }
    }

    /// The names of the file to which an address in another leads. Sites leave out endings, or show pages as HTML.
    fn names_in(&self, from: &Path, address: &str) -> Option<&[(String, String)]> {
        let folder = from.parent()?;
        let name = address.strip_suffix(".html").unwrap_or(address);
        let paths = [folder.join(address), folder.join(format!("{name}.md")), folder.join(name).join("README.md")];
        let names = paths.iter().find_map(|path| self.names.get(&fs::canonicalize(path).ok()?));
        names.map(Vec::as_slice)
    }
}

/// Whether a file has links to headings of others.
fn leads_elsewhere(source: &Source, settings: &Settings) -> Result<bool, Fault> {
    let text = Text::read(source, settings)?;
    let mut leads = false;
    text.document(settings)?.relinked(|address| {
        leads |= !address.contains("://");
        None
    });
    Ok(leads)
}

/// What headings of a file are called, and will be, if some will be called otherwise.
fn names(source: &Source, settings: &Settings, fix: bool) -> Result<Option<(PathBuf, Names)>, Fault> {
    let Some(path) = source.path().and_then(|path| fs::canonicalize(path).ok()) else { return Ok(None) };
    let text = Text::read(source, settings)?;
    let document = text.document(settings)?;
    let made = if fix {
        check::check(&document, &text, settings).fix()
    } else {
        document.normalize(&text.normalizer).into_owned()
    };
    let after = Format::Markdown.parse(&made).map_err(Fault::Format)?.anchors();
    let both: Names = document.anchors().into_iter().zip(after).collect();
    Ok(both.iter().any(|(old, new)| old != new).then_some((path, both)))
}

//! The place to write: standard output, or a file that changes all at once or not at all.

use std::fmt;
use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, BufWriter, IsTerminal as _, Read as _, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Large writes, whatever the size of what comes in.
const BUFFER: usize = 1 << 17;

/// Where the text goes.
pub(crate) struct Output {
    to: To,
    /// As the command line named it; standard output has no name.
    name: Option<PathBuf>,
}

enum To {
    /// Somebody is looking: each line at once.
    Terminal(StdoutLock<'static>),
    Standard(BufWriter<StdoutLock<'static>>),
    /// Not a regular file (a pipe, `/dev/null`), so there is nothing to replace.
    Device(BufWriter<File>),
    /// A new file that takes the place of `target` at the end.
    File {
        new: BufWriter<NamedTempFile>,
        target: PathBuf,
        permissions: Option<Permissions>,
    },
}

impl Output {
    /// Opens the file of that name, or standard output for none (and for `-`).
    pub(crate) fn open(name: Option<&Path>) -> Result<Self, Fault> {
        let name = name.filter(|name| *name != Path::new("-"));
        let to = match name {
            Some(path) => open_file(path).map_err(|what| Fault { name: Some(path.to_owned()), what })?,
            None if io::stdout().is_terminal() => To::Terminal(io::stdout().lock()),
            None => To::Standard(BufWriter::with_capacity(BUFFER, io::stdout().lock())),
        };
        Ok(Output { to, name: name.map(Path::to_owned) })
    }

    /// Opens a file that is there, to be written over.
    pub(crate) fn over(path: &Path) -> Result<Self, Fault> {
        let to = open_file(path).map_err(|what| Fault { name: Some(path.to_owned()), what })?;
        Ok(Output { to, name: Some(path.to_owned()) })
    }

    /// Writes, or keeps for one large write.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.writer().write_all(bytes).map_err(|error| self.fault(error))
    }

    /// The end, when all went well: everything is written, and a file takes its name.
    pub(crate) fn finish(mut self) -> Result<(), Fault> {
        self.writer().flush().map_err(|error| self.fault(error))?;
        let Output { to, name } = self;
        let done = match to {
            To::File { new, target, permissions } => replace(new, &target, permissions),
            To::Terminal(_) | To::Standard(_) | To::Device(_) => Ok(()),
        };
        done.map_err(|error| Fault { name, what: What::Io(error) })
    }

    /// The end, where the file is written over that was read, and was this then: says whether it has changed. It stays as it is, and
    /// keeps its time, if nothing in it changes.
    pub(crate) fn finish_over(mut self, read: &Metadata) -> Result<bool, Fault> {
        self.writer().flush().map_err(|error| self.fault(error))?;
        let Output { to: To::File { new, target, permissions }, name } = self else {
            return self.finish().map(|()| true);
        };
        let fault = |what| Fault { name: name.clone(), what };
        let io = |error| fault(What::Io(error));
        if same_bytes(new.get_ref().path(), &target).map_err(io)? {
            return Ok(false);
        }
        if !is_same(read, &fs::metadata(&target).map_err(io)?) {
            return Err(fault(What::ChangedMeanwhile));
        }
        replace(new, &target, permissions).map_err(io)?;
        Ok(true)
    }

    /// The end, when something did not go well: a file stays what it was.
    pub(crate) fn abandon(mut self) -> Result<(), Fault> {
        match self.to {
            To::File { .. } => Err(Fault { name: self.name, what: What::Unchanged }),
            _ => self.writer().flush().map_err(|error| self.fault(error)),
        }
    }

    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self.to, To::Terminal(_))
    }

    /// Whether standard output is the file that `input` describes, so that reading it never ends.
    #[cfg(unix)]
    pub(crate) fn appends_to(&self, input: &Metadata) -> bool {
        use std::os::{fd::AsFd as _, unix::fs::MetadataExt as _};

        let stdout = match &self.to {
            To::Terminal(stdout) => stdout.as_fd(),
            To::Standard(stdout) => stdout.get_ref().as_fd(),
            To::Device(_) | To::File { .. } => return false,
        };
        let about = stdout.try_clone_to_owned().and_then(|owned| File::from(owned).metadata());
        about.is_ok_and(|about| input.is_file() && (about.dev(), about.ino()) == (input.dev(), input.ino()))
    }

    #[cfg(not(unix))]
    pub(crate) fn appends_to(&self, _: &Metadata) -> bool {
        false
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.to {
            To::Terminal(stdout) => stdout,
            To::Standard(stdout) => stdout,
            To::Device(file) => file,
            To::File { new, .. } => new,
        }
    }

    fn fault(&self, error: io::Error) -> Fault {
        Fault { name: self.name.clone(), what: What::Io(error) }
    }
}

/// Opens a file to write; where it is a regular one or none yet, a temporary one beside it.
fn open_file(path: &Path) -> Result<To, What> {
    // A symbolic link stays one: what it points at is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    let mut builder = tempfile::Builder::new();
    builder.prefix(".normalize-").suffix(".tmp");
    match &old {
        Some(about) if about.is_dir() => return Err(What::Directory),
        Some(about) if !about.is_file() => {
            let file = File::options().write(true).open(&target)?;
            return Ok(To::Device(BufWriter::with_capacity(BUFFER, file)));
        }
        Some(about) if about.permissions().readonly() => return Err(What::ReadOnly),
        Some(_) => {}
        #[cfg(unix)]
        None => {
            // As any new file has them; the system takes away what the user's umask says.
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        #[cfg(not(unix))]
        None => {}
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(What::NoFolder(folder.to_owned()));
    }
    let new = builder.tempfile_in(folder)?;
    Ok(To::File {
        new: BufWriter::with_capacity(BUFFER, new),
        target,
        permissions: old.map(|about| about.permissions()),
    })
}

/// Whether two files hold the same.
fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let [mut one, mut other] = [File::open(one)?, File::open(other)?];
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let mut parts = [Vec::new(), Vec::new()];
    loop {
        for (part, file) in parts.iter_mut().zip([&mut one, &mut other]) {
            part.clear();
            file.take(BUFFER as u64).read_to_end(part)?;
        }
        match &parts {
            [one, other] if one != other => return Ok(false),
            [one, _] if one.is_empty() => return Ok(true),
            _ => {}
        }
    }
}

/// Whether a file is what it was, as far as the system tells.
fn is_same(before: &Metadata, now: &Metadata) -> bool {
    #[cfg(unix)]
    let is_it = {
        use std::os::unix::fs::MetadataExt as _;
        (before.dev(), before.ino()) == (now.dev(), now.ino())
    };
    #[cfg(not(unix))]
    let is_it = true;
    is_it && before.len() == now.len() && before.modified().ok() == now.modified().ok()
}

/// Puts the new file in the place of the old one.
fn replace(new: BufWriter<NamedTempFile>, target: &Path, permissions: Option<Permissions>) -> io::Result<()> {
    let new = new.into_inner().map_err(|fault| fault.into_error())?;
    if let Some(permissions) = permissions {
        new.as_file().set_permissions(permissions)?;
    }
    new.as_file().sync_all()?;
    new.persist(target).map_err(|fault| fault.error)?;
    Ok(())
}

/// Why the output could not be opened, written or finished.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The file; standard output has no name.
    name: Option<PathBuf>,
    what: What,
}

#[derive(Debug)]
enum What {
    Directory,
    ReadOnly,
    NoFolder(PathBuf),
    Unchanged,
    ChangedMeanwhile,
    Io(io::Error),
}

impl From<io::Error> for What {
    fn from(error: io::Error) -> Self {
        What::Io(error)
    }
}

/// Of standard output.
impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Fault { name: None, what: What::Io(error) }
    }
}

impl Fault {
    /// Whether whoever read standard output went away.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.name.is_none() && matches!(&self.what, What::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(path) => write!(f, "{}: ", path.display())?,
            None => f.write_str("standard output: ")?,
        }
        self.what(f)
    }
}

impl Fault {
    /// The same without the file.
    pub(crate) fn what(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Directory => f.write_str("is a directory; name a file in it"),
            What::ReadOnly => f.write_str("is read-only; make it writable, or write to another file"),
            What::NoFolder(folder) => write!(f, "there is no folder {}; make it first", folder.display()),
            What::Unchanged => f.write_str("not written, since an input failed; mend that and run again"),
            What::ChangedMeanwhile => f.write_str("not written, since it was changed meanwhile; run again"),
            What::Io(error) => write!(f, "cannot be written: {error}"),
        }
    }
}

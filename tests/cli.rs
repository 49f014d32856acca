//! The `normalize` example, run as a program.
//!
//! What can be said as text stands in cli/*.toml (`TRYCMD=overwrite cargo test --test cli` writes what
//! the program says now); here are exact bytes, files, pipes and memory.

#[path = "cli/in_place.rs"]
mod in_place;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/threads.rs"]
mod threads;

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread;

fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // `cargo test` has built it: this only asks Cargo where.
        let build = escargot::CargoBuild::new().current_release().example("normalize").run();
        build.unwrap_or_else(|error| panic!("the example does not build: {error}")).path().to_owned()
    })
}

/// The program with `--preset s2twp`, its three streams piped.
fn normalize() -> Command {
    let mut command = Command::new(program());
    command.args(["--preset", "s2twp"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What it makes of `input` on standard input.
fn converted(input: &[u8]) -> Output {
    let mut child = normalize().spawn().unwrap();
    let feeding = feed(&mut child, input.to_vec());
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

/// Writes `input` to the child while we read from it. A child that reads no further is its own matter.
fn feed(child: &mut Child, input: Vec<u8>) -> thread::JoinHandle<()> {
    let mut stdin = child.stdin.take().unwrap();
    thread::spawn(move || drop(stdin.write_all(&input)))
}

/// Fails unless it ended with `status`, and said `said` (all of it, or its start).
#[track_caller]
fn assert_ended(output: &Output, status: i32, said: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.starts_with(said) && said.is_empty() == stderr.is_empty(), "{stderr}");
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn says_what_the_cases_say() {
    let cases = trycmd::TestCases::new();
    cases.default_bin_path(program());
    cases.case("tests/cli/*.toml");
}

#[test]
fn line_ends_marks_and_strange_bytes_stay() {
    for (source, expected) in [
        ("", ""),
        ("\n", "\n"),
        ("\u{FEFF}", "\u{FEFF}"),
        ("\u{FEFF}鼠标\n", "\u{FEFF}滑鼠\n"),
        ("鼠标\r\n\r\n鼠标\r\n", "滑鼠\r\n\r\n滑鼠\r\n"),
        ("鼠标\r鼠标\n\r", "滑鼠\r滑鼠\n\r"),
        ("鼠标\n鼠标", "滑鼠\n滑鼠"),
        ("鼠标\0鼠标\u{2028}鼠标\u{85}", "滑鼠\0滑鼠\u{2028}滑鼠\u{85}"),
    ] {
        let output = converted(source.as_bytes());
        assert_ended(&output, 0, "");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    }
}

#[test]
fn a_mark_between_files_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marked.txt");
    fs::write(&path, "\u{FEFF}鼠标").unwrap();
    let output = normalize().args([&path, &path]).output().unwrap();
    assert_ended(&output, 0, "");
    assert_eq!(output.stdout, "\u{FEFF}滑鼠\u{FEFF}滑鼠".as_bytes());
}

#[test]
fn a_fault_far_into_a_file_is_found_at_its_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("late.txt");
    let mut bytes = b"plain ASCII, line after line\n".repeat(20_000);
    let offset = bytes.len();
    bytes.extend(fs::read("tests/cli/files/gb18030.txt").unwrap());
    bytes.extend(b"and more of it\n".repeat(20_000));
    fs::write(&path, &bytes).unwrap();

    let output = normalize().arg(&path).output().unwrap();
    let file = path.display();
    assert_ended(&output, 2, &format!("normalize: {file}: not UTF-8 at byte {offset} (0xCA): probably GB18030;"));
    assert_eq!(output.stdout, &bytes[..offset], "what comes before is written");

    let output = converted(&bytes);
    assert_ended(&output, 2, &format!("normalize: standard input: not UTF-8 at byte {offset} (0xCA): "));
}

#[test]
fn a_failed_output_leaves_the_folder_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (broken, old) = (folder.path().join("broken.txt"), folder.path().join("old.txt"));
    fs::write(&broken, b"\xE9\xBC\xA0\xE6\xA0\x87\n\xFF\n").unwrap();
    fs::write(&old, "as it was").unwrap();
    for target in [&old, &broken, &folder.path().join("new.txt")] {
        let output = normalize().args([&broken, Path::new("-o"), target]).output().unwrap();
        assert_ended(&output, 2, &format!("normalize: {}: not UTF-8 at byte 7 (0xFF): ", broken.display()));
        assert_eq!(names_in(folder.path()), ["broken.txt", "old.txt"]);
        assert_eq!(fs::read(&old).unwrap(), b"as it was");
        assert_eq!(fs::read(&broken).unwrap(), b"\xE9\xBC\xA0\xE6\xA0\x87\n\xFF\n");
    }
}

#[cfg(unix)]
#[test]
fn an_output_keeps_its_link_and_its_permissions() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("file.txt"), folder.path().join("link.txt"));
    fs::write(&file, "鼠标").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("file.txt", &link).unwrap();

    assert_ended(&normalize().args([&link, Path::new("-o"), &link]).output().unwrap(), 0, "");
    assert_eq!(fs::read_to_string(&file).unwrap(), "滑鼠");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());

    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
    let output = normalize().args([&file, Path::new("-o"), &file]).output().unwrap();
    assert_ended(&output, 2, &format!("normalize: {}: is read-only; ", file.display()));
}

#[cfg(unix)]
#[test]
fn a_file_that_grows_by_its_own_text_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.txt");
    fs::write(&path, "鼠标\n").unwrap();
    let appending = File::options().append(true).open(&path).unwrap();
    let output = normalize().arg(&path).stdout(appending).output().unwrap();
    assert_ended(&output, 2, &format!("normalize: {}: is the output too; ", path.display()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "鼠标\n");
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let mut child = normalize().spawn().unwrap();
    let feeding = feed(&mut child, "鼠标\n".repeat(1 << 18).into_bytes());
    let mut first = [0; 7];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    assert_eq!(first, "滑鼠\n".as_bytes());
    assert_ended(&child.wait_with_output().unwrap(), 0, "");
    feeding.join().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_fault() {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let text = "tests/cli/files/second.txt";
    assert_ended(&normalize().arg(text).stdout(full()).output().unwrap(), 2, "normalize: standard output: ");
    assert_ended(&normalize().args([text, "-o", "/dev/full"]).output().unwrap(), 2, "normalize: /dev/full: ");
}

/// What `--threads` makes of these files.
fn by_threads(count: &str, files: &[&Path]) -> (Vec<u8>, String, Option<i32>) {
    let output = normalize().args(["--threads", count]).args(files).output().unwrap();
    (output.stdout, String::from_utf8(output.stderr).unwrap(), output.status.code())
}

#[test]
fn many_threads_write_and_say_what_one_does() {
    const PIECE: usize = 1 << 17;
    let lines =
        |bytes: usize| "plain ASCII, 鼠标, line after line\r\n".repeat(bytes / 38 + 1).into_bytes()[..bytes].to_vec();
    let long = "no end, ".repeat(PIECE / 4).into_bytes();
    let ascii = |bytes: usize| b"a line of ASCII\n".repeat(bytes / 16);
    let gb18030 = fs::read("tests/cli/files/gb18030.txt").unwrap();
    let texts = [
        [ascii(PIECE - 16), "鼠标\n".into()].concat(),
        ascii(PIECE),
        [ascii(PIECE), "鼠标".into()].concat(),
        [ascii(3 * PIECE), long.clone(), "鼠标\n".into(), ascii(PIECE), long.clone()].concat(),
        [b"begin ", &*gb18030, &ascii(8 * PIECE)].concat(),
        [&*ascii(5 * PIECE), &gb18030, &ascii(8 * PIECE)].concat(),
        [&*ascii(5 * PIECE), &long, &gb18030, &ascii(8 * PIECE)].concat(),
        // Cut anywhere, in a character too.
        lines(4 * PIECE + 13),
        [lines(PIECE - 2), b"\xE9\xBC\n".to_vec(), lines(PIECE)].concat(),
        Vec::new(),
    ];
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..texts.len()).map(|i| folder.path().join(format!("{i}.txt"))).collect();
    for (path, text) in paths.iter().zip(&texts) {
        fs::write(path, text).unwrap();
        assert_eq!(by_threads("3", &[path]), by_threads("1", &[path]), "{}", path.display());
    }
    let all: Vec<&Path> = paths.iter().map(|path| &**path).collect();
    let (stdout, stderr, status) = by_threads("1", &all);
    assert_eq!(by_threads("16", &all), (stdout, stderr.clone(), status));
    assert_eq!((stderr.lines().count(), status), (5, Some(2)), "{stderr}");
}

/// The most memory that a process has had so far, in KiB.
#[cfg(target_os = "linux")]
fn peak_memory(child: &Child) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The most memory, in KiB, that it takes to convert 50 MB made of `piece` over and over.
#[cfg(target_os = "linux")]
fn memory_for_50_mb(threads: &str, piece: &str) -> usize {
    let pieces = 50_000_000 / piece.len() + 1;
    let mut child = normalize().args(["--threads", threads]).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reading = thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()).unwrap());
    let mut stdin = child.stdin.take().unwrap();
    for _ in 0..pieces {
        stdin.write_all(piece.as_bytes()).unwrap();
    }
    // All but what the pipe holds has been read, and none of it is at its end yet.
    let peak = peak_memory(&child);
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert_eq!(reading.join().unwrap(), (pieces * piece.len()) as u64);
    peak
}

#[cfg(target_os = "linux")]
#[test]
fn text_of_50_mb_takes_little_memory() {
    // Mostly ASCII, which is quick in a debug build too.
    let piece = ("数字经济需要高端芯片".to_owned() + &" and so on".repeat(100)).repeat(10);
    for (threads, end, most) in
        [("1", "", 20 << 10), ("2", "", 20 << 10), ("2", "\n", 20 << 10), ("16", "\n", 30 << 10)]
    {
        let peak = memory_for_50_mb(threads, &(piece.clone() + end));
        assert!(peak < most, "{threads} threads, {end:?} after a piece: {peak} KiB");
    }
}

#[test]
fn completions_and_the_manual_know_the_options() {
    for ask in [["--man"].as_slice(), &["--completions", "bash"], &["--completions", "fish"]] {
        let output = Command::new(program()).args(ask).output().unwrap();
        assert_ended(&output, 0, "");
        assert!(String::from_utf8_lossy(&output.stdout).contains("retag"), "{ask:?}");
    }
}

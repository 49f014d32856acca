//! `--in-place` where something goes wrong: the file is what it was, or what it should be, and never between.

use super::{names_in, program};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

fn in_place(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command.args(["--to", "zh-TW", "--no-config", "--in-place"]).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn folder_with(name: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Takes a debug build some time.
fn long() -> String {
    "软件里的头发和鼠标\n".repeat(100_000)
}

#[test]
fn what_changes_is_written_and_what_does_not_keeps_its_time() {
    let folder = folder_with("a.txt", "软件\n");
    fs::write(folder.path().join("b.txt"), "軟體\n").unwrap();
    fs::write(folder.path().join("c.json"), "[\"軟體\"]").unwrap();
    let time = |name: &str| fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
    let before = ["b.txt", "c.json"].map(time);
    let output = in_place(folder.path()).args(["a.txt", "b.txt", "c.json"]).output().unwrap();
    assert_eq!(said(&output), "normalize: 1 file changed, 2 left as they are\n");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "軟體\n");
    assert_eq!(["b.txt", "c.json"].map(time), before);
    assert_eq!(names_in(folder.path()), ["a.txt", "b.txt", "c.json"]);
}

#[test]
fn bad_files_stay_and_the_others_are_done() {
    let folder = folder_with("a.txt", "软件\n");
    let big5 = fs::read("tests/cli/files/big5.txt").unwrap();
    fs::write(folder.path().join("b.txt"), &big5).unwrap();
    fs::write(folder.path().join("c.json"), "{\"软件\":\n").unwrap();
    let output = in_place(folder.path()).arg(".").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(said.contains("b.txt: not UTF-8 at byte 0"), "{said}");
    assert!(said.contains("c.json: line 2, column 1: "), "{said}");
    assert!(said.ends_with("1 file changed, 0 left as they are, 2 failed\n"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "軟體\n");
    assert_eq!(fs::read(folder.path().join("b.txt")).unwrap(), big5);
    assert_eq!(names_in(folder.path()), ["a.txt", "b.txt", "c.json"]);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = folder_with("real.txt", "软件\n");
    let real = folder.path().join("real.txt");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.txt", folder.path().join("link.txt")).unwrap();
    let output = in_place(folder.path()).arg("link.txt").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(folder.path().join("link.txt").is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "軟體\n");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

/// Of a folder links are not followed: what they point at may be elsewhere.
#[cfg(unix)]
#[test]
fn links_in_folders_are_left() {
    let folder = folder_with("outside.txt", "软件\n");
    fs::create_dir(folder.path().join("in")).unwrap();
    std::os::unix::fs::symlink("../outside.txt", folder.path().join("in/link.txt")).unwrap();
    let output = in_place(folder.path()).arg("in").output().unwrap();
    assert!(said(&output).starts_with("normalize: there is no file to read"), "{}", said(&output));
    assert_eq!(fs::read_to_string(folder.path().join("outside.txt")).unwrap(), "软件\n");
}

#[test]
fn what_git_ignores_and_what_is_hidden_is_left() {
    let folder = folder_with("a.txt", "软件\n");
    fs::write(folder.path().join(".gitignore"), "skip.txt\n").unwrap();
    let left = ["skip.txt", ".hidden.txt", "a.rs"];
    fs::write(folder.path().join("b.bin"), b"\xE8\xBD\xAF\xFF").unwrap();
    fs::write(folder.path().join("c.rs"), "no Chinese\n").unwrap();
    left.iter().for_each(|name| fs::write(folder.path().join(name), "软件\n").unwrap());
    let output = in_place(folder.path()).arg(".").output().unwrap();
    let said = said(&output);
    let (passed_over, done) = said.split_once('\n').unwrap();
    assert!(passed_over.contains("being of no known format: a.rs; "), "{said}");
    assert_eq!(done, "normalize: 1 file changed, 0 left as they are\n");
    left.iter().for_each(|name| assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), "软件\n", "{name}"));
}

#[test]
fn a_read_only_file_stays() {
    let folder = folder_with("a.txt", "软件\n");
    let path = folder.path().join("a.txt");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let output = in_place(folder.path()).arg("a.txt").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).starts_with("normalize: a.txt: is read-only; make it writable"), "{}", said(&output));
    assert_eq!(fs::read_to_string(&path).unwrap(), "软件\n");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_stays() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder_with("a.txt", "软件\n");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write all the same.
    let may_write = File::create(folder.path().join("new")).is_ok();
    let output = in_place(folder.path()).arg("a.txt").output().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if !may_write {
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("a.txt: cannot be written: "), "{}", said(&output));
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "软件\n");
    }
}

/// A limit for files is met as a full disk is.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_file() {
    for (name, text) in [("a.txt", long()), ("a.json", format!("[\"{}\"]", "软件".repeat(200_000)))] {
        let folder = folder_with(name, &text);
        let mut shell = Command::new("sh");
        let script =
            format!("ulimit -f 200; trap '' XFSZ; exec {} --to zh-TW --no-config -i {name}", program().display());
        let output = shell.args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(&format!("{name}: cannot be written: ")), "{}", said(&output));
        assert!(fs::read_to_string(folder.path().join(name)).unwrap() == text);
        assert_eq!(names_in(folder.path()), [name]);
    }
}

#[test]
fn a_kill_leaves_the_file() {
    let text = long();
    let folder = folder_with("a.txt", &text);
    let mut child = in_place(folder.path()).arg("a.txt").spawn().unwrap();
    // It has begun when there is something beside the file.
    while names_in(folder.path()).len() < 2 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it was done too soon");
    assert!(fs::read_to_string(folder.path().join("a.txt")).unwrap() == text);
}

#[test]
fn what_is_changed_meanwhile_is_not_written_over() {
    let text = long();
    let folder = folder_with("a.txt", &text);
    let child = in_place(folder.path()).arg("a.txt").spawn().unwrap();
    while names_in(folder.path()).len() < 2 {
        std::thread::sleep(Duration::from_millis(1));
    }
    File::options().append(true).open(folder.path().join("a.txt")).unwrap().write_all("后来\n".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("a.txt: not written, since it was changed meanwhile; run again"),
        "{}",
        said(&output)
    );
    assert!(fs::read_to_string(folder.path().join("a.txt")).unwrap() == text + "后来\n");
    assert_eq!(names_in(folder.path()), ["a.txt"]);
}

//! What `--help` shows as `tongwen.toml` is one.

use super::program;
use std::fs;
use std::process::Command;

#[test]
fn the_settings_that_help_shows_are_read() {
    let help = Command::new(program()).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let lines = help.lines().skip_while(|line| line.trim() != "to = \"zh-TW\"");
    let settings: Vec<&str> = lines.map(str::trim).take_while(|line| !line.is_empty()).collect();
    assert!(settings.len() > 5, "{help}");
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("tongwen.toml", &settings.join("\n"));
    write("house.tsv", "公众号\t官方帳號\n");
    write("a.txt", "公众号的**`软件`**\n");
    let output = Command::new(program()).args(["--diff", "a.txt"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(String::from_utf8_lossy(&output.stdout).contains("+官方帳號的**`软件`**"));
}

"""Reads the corpora that the tools beside this file learn counts from.

A folder of `<locale>.<name>.txt.xz`, one sentence a line. Every line belongs to one part, by its CRC-32: `dev` (a tenth)
is kept for measuring, everything is learnt from `train`. No line of them is kept in the repository; their names, sources
and licences stand in NOTICE.
"""

import collections
import lzma
import pathlib
import zlib

HERE = pathlib.Path(__file__).resolve().parent

# Native text by who wrote it.
NATIVE = {
    "TW": ["zh-TW.talk", "zh-TW.court", "zh-TW.law", "zh-TW.docs"],
    "HK": ["zh-HK.cantonese"],
    "CN": ["zh-CN.docs", "zh-CN.law"],
    "Hant": ["zh-Hant.tatoeba"],
    "Hans": ["zh-Hans.tatoeba"],
}


def number(line):
    return zlib.crc32(line.encode())


def is_dev(line):
    return number(line) % 10 == 0


def lines(folder, names, part="train"):
    """The lines of a part, `train` or `dev`."""
    for name in names:
        with lzma.open(pathlib.Path(folder) / f"{name}.txt.xz", "rt", encoding="utf-8") as text:
            for line in text:
                line = line.rstrip("\n")
                if is_dev(line) == (part == "dev"):
                    yield line


def characters(folder, places):
    """How often each character stands in the train part of some places' text."""
    counts = collections.Counter()
    for place in places:
        for line in lines(folder, NATIVE[place]):
            counts.update(line)
    return counts


def words(folder, locale):
    """The words of a place's list with their counts (of several the largest)."""
    found = {}
    with lzma.open(pathlib.Path(folder) / f"words.{locale}.tsv.xz", "rt", encoding="utf-8") as rows:
        for row in rows:
            _, word, count, *_ = row.rstrip("\n").split("\t")
            found[word] = max(found.get(word, 0), float(count))
    return found


def table(name):
    """One of OpenCC's tables: key → values."""
    rows = {}
    for line in (HERE / "opencc" / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            rows[key] = values.split(" ")
    return rows


def write(path, head, rows):
    """Writes a dictionary file whole or not at all."""
    new = path.with_name(path.name + ".new")
    new.write_text(head + "".join("\t".join(map(str, row)) + "\n" for row in rows), "utf-8", newline="\n")
    new.replace(path)
    print(f"{path.name}: {len(rows)} rows")

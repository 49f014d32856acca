#!/usr/bin/env python3
"""Counts neighbouring characters in native text and writes pairs.tsv.

    python3 dictionaries/pairs.py FOLDER-OF-CORPORA

The counts choose which two neighbouring characters of an entry the engine looks for first: the rarest. They steer speed
only, never a result. Every second line is counted (CRC-32 even), so that the others stay free to measure on. Text in
Traditional script is counted as it is (column hant) and, character by character through TSCharacters, for the column
hans. No line of the corpora is kept; their names, sources and licences stand in NOTICE.
"""

import collections
import lzma
import pathlib
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
HANT = ["zh-TW.talk", "zh-TW.court", "zh-TW.law", "zh-TW.docs", "zh-Hant.cuv"]
HANS = ["zh-CN.docs", "zh-CN.law", "zh-Hans.cuv"]
SCALE = 1_000_000  # counts are per so many pairs
LEAST = 5  # a pair that is rarer in both scripts has no row

HEAD = """\
# Neighbouring characters in native text: occurrences per million pairs in Simplified and in Traditional script.
# Made by pairs.py; steers speed only (which pair of an entry is looked for), never a result.
pair\thans\thant
"""


def simplified():
    table = {}
    for line in (HERE / "opencc" / "TSCharacters.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            table[ord(key)] = values.split(" ")[0]
    return table


def han(character):
    return "\u3400" <= character <= "\u9fff"


def count(folder, names, table=None):
    counts = collections.Counter()
    for name in names:
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if zlib.crc32(line.encode()) % 2:
                    continue
                if table:
                    line = line.translate(table)
                counts.update(a + b for a, b in zip(line, line[1:]) if han(a) and han(b))
    return counts


def main(folder):
    hant = count(folder, HANT)
    hans = count(folder, HANS) + count(folder, HANT, simplified())
    total = [sum(counts.values()) for counts in (hans, hant)]
    rows = []
    for pair in sorted(hans.keys() | hant.keys()):
        per = [round(counts[pair] * SCALE / n) for counts, n in zip((hans, hant), total)]
        if max(per) >= LEAST:
            rows.append(f"{pair}\t{per[0]}\t{per[1]}\n")
    temporary = HERE / "pairs.tsv.new"
    temporary.write_text(HEAD + "".join(rows), "utf-8", newline="\n")
    temporary.replace(HERE / "pairs.tsv")
    print(len(rows), "pairs")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))

#!/usr/bin/env python3
"""Counts neighbouring characters in native text and writes pairs.tsv.

    python3 dictionaries/pairs.py FOLDER-OF-CORPORA

The counts choose which two neighbouring characters of an entry the engine looks for first: the rarest. They steer speed
only, never a result. Every second line of the train part is counted (CRC-32 even), so that the others stay free to measure speed on. Text in
Traditional script is counted as it is (column hant) and, character by character through TSCharacters, for the column
hans. No line of the corpora is kept; their names, sources and licences stand in NOTICE.
"""

import collections
import pathlib
import sys

import corpora

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
    return {ord(key): values[0] for key, values in corpora.table("TSCharacters").items()}


def han(character):
    return "\u3400" <= character <= "\u9fff"


def count(folder, names, table=None):
    counts = collections.Counter()
    for line in corpora.lines(folder, names):
        if corpora.number(line) % 2 == 0:
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
            rows.append((pair, *per))
    corpora.write(HERE / "pairs.tsv", HEAD, rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

#!/usr/bin/env python3
"""Finds what shows that a line is Simplified or Traditional, and writes evidence.tsv.

    python3 dictionaries/script/evidence.py FOLDER-OF-CORPORA

A character shows Simplified if OpenCC's tables change it towards Traditional and print in Taiwan and Hong Kong does not
use it: none of the native text counted here has it. The other way likewise. A
character that native text has once in 1,000 times its use on the other side still counts as evidence. A phrase of
characters that both scripts have (后面, 什么) shows Simplified if it is frequent there and native Traditional text never
has it. What reviewed.tsv says wins.
"""

import collections
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import corpora  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
RATIO = 1000
LEAST = 8  # a phrase that native Simplified text has more seldom is no evidence

HEAD = """\
# What shows the script of a line: characters and phrases that native text of the other script does not have.
# Made by evidence.py from OpenCC's tables, counts of native text, and reviewed.tsv; never edited by hand.
text\tshows
"""


def changed(table):
    return {key for key, values in table.items() if values[0] != key or len(values) > 1}


def shows(keys, own, other):
    """The keys that native text of the other script does not have."""
    return [key for key in keys if own[key] >= RATIO * other[key]]


def reviewed():
    rows = (HERE / "reviewed.tsv").read_text("utf-8").splitlines()
    rows = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {text: verdict for text, verdict, _ in rows[1:]}


def phrases(folder, evidence):
    """Phrases of two and three shared characters that only Simplified text has."""
    candidates = collections.Counter()
    for key, values in corpora.table("STPhrases").items():
        if len(key) <= 3 and values[0] != key and not any(c in evidence for c in key):
            candidates[key] = 0
    hans = collections.Counter(candidates)
    hant = collections.Counter()
    for counts, places in ((hans, ["CN", "Hans"]), (hant, ["TW", "HK", "Hant"])):
        for place in places:
            for line in corpora.lines(folder, corpora.NATIVE[place]):
                for size in (2, 3):
                    for at in range(len(line) - size + 1):
                        piece = line[at : at + size]
                        if piece in candidates:
                            counts[piece] += 1
    return sorted(key for key in candidates if hans[key] >= LEAST and not hant[key])


def main(folder):
    hans_keys, hant_keys = changed(corpora.table("STCharacters")), changed(corpora.table("TSCharacters"))
    hant_keys |= changed(corpora.table("TSCharactersExt"))
    hans = corpora.characters(folder, ["CN", "Hans"])
    hant = corpora.characters(folder, ["TW", "HK", "Hant"])
    verdicts = {}
    verdicts.update((key, "hans") for key in shows(hans_keys - hant_keys, hans, hant))
    verdicts.update((key, "hant") for key in shows(hant_keys - hans_keys, hant, hans))
    said = reviewed()
    verdicts.update((key, verdict) for key, verdict in said.items() if len(key) == 1)
    evidence = {key for key, verdict in verdicts.items() if verdict == "hans"}
    for phrase in phrases(folder, evidence):
        verdicts[phrase] = "hans"
    verdicts.update(said)
    rows = sorted((text, verdict) for text, verdict in verdicts.items() if verdict != "both")
    corpora.write(HERE / "evidence.tsv", HEAD, rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

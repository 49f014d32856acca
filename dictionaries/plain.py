#!/usr/bin/env python3
"""Counts, in native text of a place, the words that some row would replace there, and writes plain/<locale>.tsv.

    python3 dictionaries/plain.py FOLDER-OF-CORPORA

A form that a place itself writes 20 times in a million characters or more is guarded: only a sense may replace it. The
verdict and the note of a row are ours and stay when the counts are made anew; a row that is no longer frequent stays only
with a note. Counted: the train part of native text, and the place's list of words. Macau goes by Hong Kong's file,
Singapore and Malaysia by the mainland's, until they have their own.
"""

import collections
import pathlib
import sys

import corpora

HERE = pathlib.Path(__file__).resolve().parent
PLACES = {"TW": "zh-TW", "CN": "zh-CN", "HK": "zh-HK"}
CELLS = ["cn", "tw", "hk", "mo", "sg", "my"]
FALLBACK = {"mo": "hk", "my": "sg", "sg": "cn"}
LEAST = 20

HEAD = """\
# Words that {place} itself writes, of those that some row would replace there: how often in a million characters of its
# own text. Made by plain.py; verdict (guarded, or open with the reason) and note are ours.
form\tper_million\tverdict\tnote
"""


def folding():
    table = {}
    for name in ("TWVariants", "HKVariants", "TSCharacters"):
        table.update((ord(key), values[0]) for key, values in corpora.table(name).items() if len(key) == 1)
    return lambda text: text.translate(table).translate(table)


def rows():
    for path in sorted(HERE.glob("concepts/*.tsv")) + sorted(HERE.glob("names/*.tsv")):
        lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
        for line in lines[1:]:
            yield dict(zip(lines[0], line))


def forms(row, cell):
    """The forms of a place, or those of the place that it follows."""
    while not row[cell] and cell in FALLBACK:
        cell = FALLBACK[cell]
    return [form.split("=")[0] for form in row[cell].split("|") if form not in ("", "-")]


def replaceable(place, fold):
    """The folded forms that are another place's, and not this one's own in any row."""
    own, other = set(), {}
    for row in rows():
        mine = forms(row, place.lower())
        own.update(fold(form) for form in mine if form[0] != "~")
        for cell in CELLS:
            for form in forms(row, cell):
                other.setdefault(fold(form.lstrip("~")), form.lstrip("~"))
    return {folded: form for folded, form in other.items() if folded not in own and len(folded) > 1}


def counts(folder, place, wanted, fold):
    found, total = collections.Counter(), 0
    longest = max(map(len, wanted))
    for line in corpora.lines(folder, corpora.NATIVE[place]):
        line = fold(line)
        total += len(line)
        for size in range(2, longest + 1):
            for at in range(len(line) - size + 1):
                piece = line[at : at + size]
                if piece in wanted:
                    found[piece] += 1
    per_million = {form: count * 1e6 / total for form, count in found.items()}
    words = corpora.words(folder, PLACES[place])
    # A list of words counts words; they have two characters on the average.
    scale = sum(words.values()) * 2
    for word, count in words.items():
        if fold(word) in wanted and place != "HK":
            per_million[fold(word)] = max(per_million.get(fold(word), 0), count * 1e6 / scale)
    return per_million


def main(folder):
    fold = folding()
    (HERE / "plain").mkdir(exist_ok=True)
    for place, locale in PLACES.items():
        path = HERE / "plain" / f"{locale}.tsv"
        old = [line.split("\t") for line in path.read_text("utf-8").splitlines()] if path.exists() else []
        said = {line[0]: line[2:] for line in old if len(line) == 4 and line[0] != "form"}
        wanted = replaceable(place, fold)
        per_million = counts(folder, place, wanted, fold)
        table = []
        for folded, form in sorted(wanted.items(), key=lambda item: item[1]):
            often = per_million.get(folded, 0)
            verdict, note = said.get(form, ("guarded", ""))
            if often >= LEAST or note:
                table.append((form, round(often), verdict, note))
        corpora.write(path, HEAD.format(place=locale), table)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

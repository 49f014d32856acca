#!/usr/bin/env python3
"""Finds plain words whose joint spells the key of a row: 中文|件数 holds 文件. Prints them, the most frequent first.

    python3 dictionaries/collisions.py FOLDER-OF-CORPORA [NORMALIZE] > collisions.tsv

NORMALIZE is the `normalize` example, built; without it the last column stays empty. A key is a form that some place
replaces, in any row; it is looked for folded, so in either script. Every occurrence in the train part of native text is
read once more as if the key were no word: what counts is the likeliest reading as two or more plain words with a border
inside the key, one of them sticking out. Beside those that text has, for each key the pairs of the most frequent words that
it does not have, counted 0.

What a row says: the script of the text; key; the words, parted by `|`; how often they are read so in text, and how often
the key stands there at all; the count of the rarer word in a million words; the places that replace the key; in hundredths
of a natural logarithm, by how much the words are likelier than the best reading with the key as a word (`-`: no list knows
the key); the targets for which today's engine replaces the key in the joint. No line of text is printed, but joints of two
or three words are: the output is for reading, not for the repository.
"""

import collections
import lzma
import math
import pathlib
import subprocess
import sys

import corpora
from plain import CELLS, FALLBACK, folding, forms, rows

HERE = pathlib.Path(__file__).resolve().parent
# The words and the native text of each script, and the place that its text is taken to come from.
SCRIPTS = {
    "Hans": (["zh-CN"], ["CN", "Hans"], "zh-CN"),
    "Hant": (["zh-TW", "zh-HK"], ["TW", "HK", "Hant"], "zh-TW"),
}
TAGS = {"cn": "zh-CN", "tw": "zh-TW", "hk": "zh-HK", "mo": "zh-MO", "sg": "zh-SG", "my": "zh-MY"}
# A list whose counts are of documents, not of words.
OTHER_COUNTS = {"thuocl"}
LONGEST = 6
# How much text on both sides of a key is read with it.
AROUND = 8
# A word so often in a million words, or more, is plain.
LEAST = 0.3
# Pairs that text does not have, for each key.
UNSEEN = 6


def frequencies(folder, locales, fold):
    """The share of each folded word in a list of words (of several lists the largest)."""
    counts = collections.defaultdict(collections.Counter)
    for locale in locales:
        with lzma.open(pathlib.Path(folder) / f"words.{locale}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                source, word, count, *_ = line.rstrip("\n").split("\t")
                if source not in OTHER_COUNTS and len(word) <= LONGEST:
                    counts[source][fold(word)] += float(count)
    shares = {}
    for found in counts.values():
        total = sum(found.values())
        for word, count in found.items():
            shares[word] = max(shares.get(word, 0), count / total)
    return shares


def keys(fold):
    """What is replaced: folded form → {place: the word it becomes}. As in `compile/lexicon.rs`."""
    written, uses, kept, by_sense = {}, collections.defaultdict(dict), collections.defaultdict(set), set()
    for number, row in enumerate(rows()):
        for cell in CELLS:
            from_cell = cell
            while True:
                own = [form for form in row[from_cell].split("|") if form not in ("", "-") and form[0] != "~"]
                if own or row[from_cell] == "-" or from_cell not in FALLBACK:
                    break
                from_cell = FALLBACK[from_cell]
            if own:
                written[number, cell] = own[0].split("=")[0]
            for form in forms(row, cell):
                folded = fold(form.lstrip("~"))
                uses[folded].setdefault(number, set()).add(cell)
                if form[0] == "~":
                    by_sense.add(folded)
                else:
                    kept[folded].add(cell)
    plain = {}
    for cell in CELLS:
        from_cell = {"mo": "hk", "sg": "cn", "my": "cn"}.get(cell, cell)
        lines = (HERE / "plain" / f"{TAGS[from_cell]}.tsv").read_text("utf-8").splitlines()
        said = [line.split("\t") for line in lines if line and line[0] != "#"]
        plain[cell] = {fold(line[0]) for line in said[1:] if line[2] == "guarded"}
    found = {}
    for form, concepts in uses.items():
        if len(form) < 2 or form.isascii() or form in by_sense:
            continue
        for cell in CELLS:
            own = [written[number, cell] for number in concepts if (number, cell) in written]
            words = {fold(word): word for word in own}
            if cell not in kept[form] and form not in plain[cell] and len(words) == 1 and form not in words:
                found.setdefault(form, {})[cell] = next(iter(words.values()))
    return found


def index(found):
    heads = collections.defaultdict(list)
    for key in found:
        heads[key[:2]].append(key)
    return heads


def path(text, at, end, shares, unknown, whole):
    """The likeliest reading of a text in which the key stands within one word (or is put together of several), or else
    in which no word holds it: how likely, and the ends of its words."""
    sums, back = [0.0] + [None] * len(text), [0] * (len(text) + 1)
    for j in range(1, len(text) + 1):
        for i in range(max(0, j - LONGEST), j):
            holds = i <= at and end <= j
            crosses = (i < at < j or i < end < j) and not holds
            log = shares.get(text[i:j])
            if log is None and j == i + 1:
                log = unknown
            if log is None or sums[i] is None or (crosses if whole else holds):
                continue
            # A compound that no list has stands where its parts do; a short key has no parts.
            if whole and at < j < end and end - at < 4:
                continue
            if sums[j] is None or sums[i] + log > sums[j]:
                sums[j], back[j] = sums[i] + log, i
    if sums[-1] is None:
        return None, []
    ends = [len(text)]
    while ends[-1]:
        ends.append(back[ends[-1]])
    return sums[-1], ends[::-1]


def seams(key, shares):
    """Where a key is put together of two words: 資訊|安全 stands in 資訊|安全措施, too."""
    return {cut for cut in range(2, len(key) - 1) if key[:cut] in shares and key[cut:] in shares}


def read(text, at, end, shares, unknown):
    """The words that touch the key in the likeliest reading without it, as ends, and by how much it is likelier."""
    apart, ends = path(text, at, end, shares, unknown, whole=False)
    whole, _ = path(text, at, end, shares, unknown, whole=True)
    touching = [(i, j) for i, j in zip(ends, ends[1:]) if i < end and at < j]
    bounds = [touching[0][0]] + [j for _, j in touching]
    return bounds, None if whole is None else apart - whole


def unseen(key, plain, seen, by_start, by_end, logs, unknown):
    """The likeliest pairs of words over a key's borders that text does not have."""
    pairs = []
    for cut in set(range(1, len(key))) - seams(key, logs):
        left, right = key[:cut], key[cut:]
        firsts = by_end.get(left, [])[:20] + ([left] if left in plain else [])
        seconds = by_start.get(right, [])[:20] + ([right] if right in plain else [])
        for first in firsts:
            for second in seconds:
                if len(first + second) == len(key) or (key, (first, second)) in seen:
                    continue
                at = len(first) - cut
                bounds, margin = read(first + second, at, at + len(key), logs, unknown)
                if margin is not None and margin > 0 and bounds == [0, len(first), len(first + second)]:
                    pairs.append((min(plain[first], plain[second]), margin, (first, second)))
    pairs.sort(reverse=True)
    return [(margin, words) for _, margin, words in pairs[:UNSEEN]]


def convert(normalize, target, source, lines):
    command = [normalize, "--to", target, "--from", source]
    done = subprocess.run(command, input="\n".join(lines) + "\n", text=True, capture_output=True, check=True)
    return done.stdout.splitlines()


def changed(normalize, source, found):
    """For each joint the targets for which the engine replaces the key in it."""
    targets = [[] for _ in found]
    for cell, tag in TAGS.items():
        asked = [(number, row) for number, row in enumerate(found) if cell in row["becomes"]]
        lines = []
        for _, row in asked:
            lines += ["".join(row["text"]), *row["text"]]
        answers = iter(convert(normalize, tag, source, lines))
        for number, row in asked:
            whole, apart = next(answers), "".join(next(answers) for _ in row["text"])
            if whole != apart and row["becomes"][cell] in whole:
                targets[number].append(tag)
    return targets


def collide(folder, script, found, fold):
    locales, places, source = SCRIPTS[script]
    shares = frequencies(folder, locales, fold)
    logs = {word: math.log(share) for word, share in shares.items() if share > 0}
    unknown = min(logs.values())
    plain = {word: share for word, share in shares.items() if share * 1e6 >= LEAST}
    heads, counts, spelled, often = index(found), collections.Counter(), {}, collections.Counter()
    margins = collections.defaultdict(list)
    for place in places:
        for line in corpora.lines(folder, corpora.NATIVE[place]):
            text = fold(line)
            for at in range(len(text) - 1):
                for key in heads.get(text[at : at + 2], ()):
                    if not text.startswith(key, at):
                        continue
                    often[key] += 1
                    start = max(0, at - AROUND)
                    piece = text[start : at + len(key) + AROUND]
                    bounds, margin = read(piece, at - start, at - start + len(key), logs, unknown)
                    words = tuple(piece[i:j] for i, j in zip(bounds, bounds[1:]))
                    borders = {cut - (at - start) for cut in bounds[1:-1]}
                    if len("".join(words)) == len(key) or borders <= seams(key, logs):
                        continue
                    if all(word in plain for word in words):
                        counts[key, words] += 1
                        margins[key, words].append(margin)
                        here = line[start : start + len(piece)]
                        spelled.setdefault((key, words), [here[i:j] for i, j in zip(bounds, bounds[1:])])
    by_start, by_end = collections.defaultdict(list), collections.defaultdict(list)
    for word in sorted(plain, key=plain.get, reverse=True):
        for cut in range(1, len(word)):
            by_start[word[:cut]].append(word)
            by_end[word[cut:]].append(word)
    original = {}
    for locale in locales:
        for word, count in corpora.words(folder, locale).items():
            if len(word) <= LONGEST:
                original[fold(word)] = max(original.get(fold(word), (0, word)), (count, word))
    for key in found:
        for margin, words in unseen(key, plain, counts, by_start, by_end, logs, unknown):
            margins[key, words] = [margin]
            counts[key, words] = 0
            spelled[key, words] = [original[word][1] for word in words]
    for (key, words), count in counts.items():
        known = [margin for margin in margins[key, words] if margin is not None]
        yield {
            "key": key, "words": words, "text": spelled[key, words], "count": count, "often": often[key],
            "becomes": found[key], "rarest": 1e6 * min(plain[word] for word in words),
            "margin": sum(known) / len(known) if known else None,
        }  # fmt: skip


def main(folder, normalize=None):
    fold = folding()
    found, table = keys(fold), []
    for script, (_, _, source) in SCRIPTS.items():
        pairs = list(collide(folder, script, found, fold))
        targets = changed(normalize, source, pairs) if normalize else [[] for _ in pairs]
        for row, did in zip(pairs, targets):
            at = "".join(row["words"]).find(row["key"])
            key = "".join(row["text"])[at : at + len(row["key"])]
            far = "-" if row["margin"] is None else round(100 * row["margin"])
            place = " ".join(row["becomes"])
            cells = (script, key, "|".join(row["text"]), row["count"], row["often"], f"{row['rarest']:.1f}", place, far)
            table.append(((-row["count"], -row["rarest"], cells[:3]), (*cells, " ".join(did))))
    print("script\tkey\twords\tcount\tof\trarest\treplaced in\tmargin\tengine")
    for _, cells in sorted(table):
        print(*cells, sep="\t")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])

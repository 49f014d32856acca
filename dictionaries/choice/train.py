#!/usr/bin/env python3
"""Learns which Traditional character stands for a Simplified one that has several, from its neighbours.

    cargo build --release --example normalize
    python3 dictionaries/choice/train.py FOLDER-OF-CORPORA

Writes weights.tsv, harmful.tsv and single.tsv; README.md says what they mean. A linear model for each character,
softmax over its classes, learnt by FTRL-proximal (McMahan et al., Ad Click Prediction, 2013), of which differences to
the first class are kept, as small integers. Needs numpy and numba from PyPI; the same bytes at each run.
"""

import collections
import math
import sys

import examples
import numba
import numpy as np
from examples import COUNTING, HERE, NUMERALS, POINTING, TEXTS, UNKNOWN, corpora

TEMPLATES = "b c1 d1 c2 d2 c2c1 c1d1 d1d2 n nd1 nd1d2 nd2 y yc1 yd1 o oc1 od1".split()
BIAS, EVIDENCE = TEMPLATES.index("b"), TEMPLATES.index("o")
MARKS = {COUNTING: "#", POINTING: "*"}
PASSES, ALPHA, BETA, L1, SURE = 6, 0.3, 1.0, 0.5, 0.999
STEP, LEAST = 0.1, 0.4
MOST = -64, 63  # what a slot of the table holds
WORTH = 100  # places of a character among which the model must mend an error, or it only costs time
MARGIN = 8  # steps by which a class must lead the evidence to replace it


def harmful(ex):
    """Phrases that were wrong twice or more in text and never right: number → (wrong, its examples)."""
    text = ex.genre < len(TEXTS)
    said = text & (ex.phrase[:, 0] >= 0)
    wrong = np.bincount(ex.phrase[said, 0], ex.says[said, 0] != ex.gold[said])
    right = np.bincount(ex.phrase[said, 0], ex.says[said, 0] == ex.gold[said])
    return {int(n): int(wrong[n]) for n in np.flatnonzero((wrong >= 2) & (right == 0))}


def evidence(ex, out):
    """The class that the longest phrase over the character gives, of those that are not out; else the first."""
    answer = np.zeros(len(ex.char), np.int64)
    out = np.array(sorted(out), np.int64)
    for rank in (2, 1, 0):
        taken = (ex.phrase[:, rank] >= 0) & ~np.isin(ex.phrase[:, rank], out) & (ex.says[:, rank] >= 0)
        answer = np.where(taken, ex.says[:, rank], answer)
    return answer


def features(ex, said):
    """One key for each template, or -1: character, template, a small number, two symbols."""
    c2, c1, d1, d2 = ex.context.T
    classes = np.zeros(examples.SIZE, np.int64)
    examples.by_code(NUMERALS, classes)
    n = classes[c1]
    unknown, none = UNKNOWN, np.zeros_like(c1)
    known = ex.genre != examples.NUMBER["phrases"]

    def key(template, first=None, second=None, small=none, when=True):
        one, two = (none if symbol is None else symbol for symbol in (first, second))
        there = when & np.logical_and.reduce([s != unknown for s in (first, second) if s is not None] or [True])
        code = ((ex.char * 32 + TEMPLATES.index(template)) * 8 + small) << 36 | one << 18 | two
        return np.where(there, code, -1)

    return np.stack(
        [
            key("b"),
            key("c1", c1),
            key("d1", d1),
            key("c2", c2),
            key("d2", d2),
            key("c2c1", c2, c1),
            key("c1d1", c1, d1),
            key("d1d2", d1, d2),
            key("n", small=n, when=n > 0),
            key("nd1", d1, small=n, when=n > 0),
            key("nd1d2", d1, d2, small=n, when=n > 0),
            key("nd2", d2, small=n, when=n > 0),
            key("y", when=ex.cantonese),
            key("yc1", c1, when=ex.cantonese),
            key("yd1", d1, when=ex.cantonese),
            key("o", small=said, when=known),
            key("oc1", c1, small=said, when=known),
            key("od1", d1, small=said, when=known),
        ],
        axis=1,
    )


def shuffled(count, turn):
    """A fixed order for each pass: by splitmix64 of the number."""
    z = np.arange(count, dtype=np.uint64) + np.uint64((turn + 1) * 0x9E3779B97F4A7C15 % 2**64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.argsort(z ^ (z >> np.uint64(31)), kind="stable")


@numba.njit
def learn(order, ids, gold, share, classes, w, z, n):
    """One pass of FTRL over the examples in this order."""
    score = np.zeros(4)
    for i in order:
        count = classes[i]
        score[:] = 0.0
        for f in ids[i]:
            if f >= 0:
                for k in range(count):
                    score[k] += w[f, k]
        score[:count] = np.exp(score[:count] - score[:count].max())
        score /= score[:count].sum()
        if score[gold[i]] > SURE:
            continue
        for f in ids[i]:
            if f < 0:
                continue
            for k in range(count):
                slope = share[i] * (score[k] - (1.0 if k == gold[i] else 0.0))
                grown = n[f, k] + slope * slope
                z[f, k] += slope - (math.sqrt(grown) - math.sqrt(n[f, k])) / ALPHA * w[f, k]
                n[f, k] = grown
                w[f, k] = 0.0
                if abs(z[f, k]) > L1:
                    w[f, k] = (math.copysign(L1, z[f, k]) - z[f, k]) * ALPHA / (BETA + math.sqrt(grown))


def train(ex, out, classes):
    """(keys, deltas): what is kept of the model, sorted by key; a delta for each class but the first."""
    ex = ex.take((ex.gold >= 0) & ~np.isin(ex.phrase[:, 0], sorted(out)) | (ex.gold >= 0) & (ex.genre < len(TEXTS)))
    ex = ex.take(np.argsort(ex.char, kind="stable"))
    keys, ids = np.unique(features(ex, evidence(ex, out)), return_inverse=True)
    ids = ids.reshape(len(ex.char), len(TEMPLATES))
    times = np.repeat(np.where(ex.genre < len(TEXTS), 1, 2), len(TEMPLATES))
    seen = np.bincount(ids.ravel(), times) >= 2
    seen &= keys >= 0
    ids = np.where(seen, np.cumsum(seen) - 1, -1)[ids].astype(np.int32)
    keys = keys[seen]
    w, z, n = (np.zeros((len(keys), 4)) for _ in range(3))
    several = np.array([len(all) for all in classes.values()])
    for turn in range(PASSES):
        order = shuffled(len(ids), turn)
        order = order[np.argsort(ex.char[order], kind="stable")]
        learn(order, ids, ex.gold, ex.weight, several[ex.char], w, z, n)
    delta = w[:, 1:] - w[:, :1]
    delta[several[keys >> 44][:, None] <= np.arange(1, 4)] = 0
    alone = np.isin(keys >> 39 & 31, (BIAS, EVIDENCE))
    delta[(np.abs(delta) < LEAST) & ~alone[:, None]] = 0
    delta = np.clip(np.rint(delta / STEP), *MOST).astype(np.int64)
    kept = delta.any(axis=1)
    return keys[kept], delta[kept]


def scores(ex, said, model, only=TEMPLATES):
    """The integer sums that ship: a column a class."""
    keys, delta = model
    wanted = features(ex, said)[:, [TEMPLATES.index(name) for name in only]]
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    sums = np.where((keys[at] == wanted)[:, :, None], delta[at], 0).sum(axis=1)
    return np.concatenate([np.zeros((len(sums), 1), np.int64), sums], axis=1)


def judge(ex, said, model, classes, margin=MARGIN):
    """The class chosen: the highest if it leads the evidence by the margin, else the evidence."""
    sums = scores(ex, said, model)
    several = np.array([len(all) for all in classes.values()])[ex.char]
    sums[np.arange(4) >= several[:, None]] = -(10**6)
    best = sums.argmax(axis=1)
    lead = sums.max(axis=1) - sums[np.arange(len(sums)), said]
    return np.where(lead >= margin, best, said)


def idle(ex, out, model, classes):
    """The characters for which phrases alone do as well: character → errors mended, and places in text."""
    ex = ex.take((ex.genre < len(TEXTS)) & (ex.gold >= 0))
    said = evidence(ex, out)
    mended = (said != ex.gold).astype(int) - (judge(ex, said, model, classes) != ex.gold)
    many, places = np.bincount(ex.char, mended, len(classes)), np.bincount(ex.char, minlength=len(classes))
    first = examples.first("STCharacters")
    alike = [examples.fold(first[char]) == examples.fold(all[0][0]) for char, all in classes.items()]
    return {
        char: (int(many[n]), int(places[n]))
        for n, char in enumerate(classes)
        if alike[n] and many[n] * WORTH < places[n]
    }


HEAD = """\
# The choice between several Traditional characters for one Simplified: a linear model of the neighbours, in steps of
# 0.1. Learnt by train.py from train lines of the corpora that NOTICE names (counts only: no line is here): zh-TW talk
# (CC0), court and law (official texts), docs (CC0, CC-BY-4.0), Tatoeba (CC-BY 2.0 FR), Chinese Union Version and novels
# (public domain), interface strings (MIT, Apache-2.0, BSD-3-Clause, ISC), Hong Kong Cantonese Corpus (CC-BY-4.0), words
# of McBopomofo (MIT) and vChewing/LibTaBE (BSD-3-Clause), OpenCC's phrases (Apache-2.0). Never edited by hand.
# Two kinds of rows (README.md): char, =, classes, bias, evidence; and char, template, symbols, delta.
"""
HARMFUL_HEAD = """\
# Phrases of OpenCC that were wrong at characters with a choice twice or more in the train lines, and never right: no
# evidence. Made by train.py; never edited by hand.
phrase\twrites\twrong
"""
SINGLE_HEAD = """\
# Rows of STCharacters with several targets that are no choice, and why: all are spellings of one by accepted.tsv and
# the tables of glyph variants; or no two of them occur twice in the train lines (a word of a list counts half); or the
# others are archaic or spellings (NO_CLASSES in examples.py); or phrases alone do as well: errors that neighbours would
# mend, of all places in text. Made by train.py; never edited by hand.
char\ttargets\twhy
"""


def spell(key):
    """(character number, template, symbols) of a key: what stands in a row."""
    char, template, small = key >> 44, TEMPLATES[key >> 39 & 31], key >> 36 & 7
    mark = MARKS[small] if template[0] == "n" else str(small) if template[0] == "o" else ""
    return char, template, mark + "".join(chr(s) for s in (key >> 18 & 0x3FFFF, key & 0x3FFFF) if s)


def deltas(row, classes):
    return ",".join(map(str, row[: len(classes) - 1]))


def write(task, model, out, idle):
    chars = list(task.classes)
    bias, said = {}, collections.defaultdict(dict)
    table = []
    for key, row in zip(model[0].tolist(), model[1].tolist(), strict=True):
        number, template, marks = spell(key)
        char, text = chars[number], deltas(row, task.classes[chars[number]])
        if template == "b":
            bias[char] = text
        elif template == "o":
            said[char][int(marks)] = text
        else:
            table.append((char, template, marks, text))
    for char, all in task.classes.items():
        none = deltas([0, 0, 0], all)
        spelled = ",".join(members[0] for members in all)
        evidence = ";".join(said[char].get(n, none) for n in range(len(all)))
        table.append((char, "=", spelled, bias.get(char, none), evidence))
    corpora.write(HERE / "weights.tsv", HEAD, sorted(row for row in table if row[0] not in idle))
    rows = sorted((task.keys[n], examples.phrases()[task.keys[n]][0], wrong) for n, wrong in out.items())
    corpora.write(HERE / "harmful.tsv", HARMFUL_HEAD, rows)
    whole = corpora.table("STCharacters")
    single = [(char, " ".join(whole[char]), f"phrases do: {many} of {places}") for char, (many, places) in idle.items()]
    corpora.write(HERE / "single.tsv", SINGLE_HEAD, sorted(task.single + single))


def main(folder):
    task = examples.read(folder)
    learnt = task.examples.take(~task.examples.dev)
    out = harmful(learnt)
    model = train(learnt, out, task.classes)
    write(task, model, out, idle(learnt, out, model, task.classes))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

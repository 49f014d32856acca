#!/usr/bin/env python3
"""Measures the choice of characters, with the integer sums that ship.

    python3 dictionaries/choice/measure.py FOLDER-OF-CORPORA [logo | worst]

Without a word: weights.tsv on the dev lines. `logo`: leave one genre out: weights learnt without it, on all of its
lines, by several margins. `worst`: the commonest confusions left on the dev lines, with contexts.

Errors in 10,000 Chinese characters of all text, both sides folded by accepted.tsv and the tables of glyph variants. A
character without a choice counts as OpenCC or our own rows write it; `own rows` are the errors of the latter, which are
house style: 了解 where an author has 瞭解.
"""

import collections
import sys

import examples
import numpy as np
import train
from examples import HERE, NUMBER

# Pooled: what the margin is set by. Cantonese, novels and, where a genre is left out, court stand apart.
POOLED = ["talk", "law", "docs", "tatoeba", "cuv", "ui", "court"]
APART = ["cantonese", "novels"]
CONTEXTS = 5


def load(task):
    """(model, phrases left out, slots of four bytes) of the files that are written."""
    number = {char: n for n, char in enumerate(task.classes)}
    marks = {mark: small for small, mark in train.MARKS.items()}
    found = {}

    def put(char, template, small, symbols, text):
        one, two = ([ord(c) for c in symbols] + [0, 0])[:2]
        if template in ("d1", "c1", "c2", "d2"):
            two = 0
        key = ((number[char] * 32 + train.TEMPLATES.index(template)) * 8 + small) << 36 | one << 18 | two
        found[key] = ([int(delta) for delta in text.split(",")] + [0, 0, 0])[:3]

    slots = 0
    for line in (HERE / "weights.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        char, template, *cells = line.split("\t")
        if template == "=":
            assert cells[0] == ",".join(members[0] for members in task.classes[char]), char
            put(char, "b", 0, "", cells[1])
            for said, text in enumerate(cells[2].split(";")):
                put(char, "o", said, "", text)
            continue
        symbols, text = cells
        small = 0
        if template[0] in "no":
            small = marks[symbols[0]] if template[0] == "n" else int(symbols[0])
            symbols = symbols[1:]
        put(char, template, small, symbols, text)
        slots += 2 if text.count(",") == 2 and not text.endswith(",0") else 1
    keys = np.array(sorted(found))
    out = {row[0] for row in examples.rows("choice/harmful.tsv")}
    left_out = [n for n, key in enumerate(task.keys) if key in out]
    return (keys, np.array([found[key] for key in keys.tolist()])), left_out, slots


def row(name, figures):
    print(
        f"{name:10}" + "".join(f"{figure:>12}" if isinstance(figure, str) else f"{figure:12.2f}" for figure in figures)
    )


def count(task, lines, ex, answers):
    """Characters of the lines, and the errors in them: OpenCC's, our own rows', and in all with each of the answers."""
    elsewhere = task.elsewhere[lines].sum()
    wrong = [task.opencc[lines].sum(), task.own[lines].sum()] + [
        elsewhere + (answer != ex.gold).sum() for answer in answers
    ]
    return np.array([task.han[lines].sum(), *wrong], float)


def table(counts, columns, pooled):
    row("", columns)
    for genre, counted in counts.items():
        row(genre, (1e4 * counted[1:] / counted[0]).tolist())
    total = sum(counts[genre] for genre in pooled)
    row("pooled", (1e4 * total[1:] / total[0]).tolist())


def dev(task):
    model, out, slots = load(task)
    counts = {}
    for genre in POOLED + APART:
        of = NUMBER[genre]
        ex = task.examples.take((task.examples.genre == of) & task.examples.dev)
        said = train.evidence(ex, out)
        answers = [said, train.judge(ex, said, model, task.classes)]
        counts[genre] = count(task, (task.lines.genre == of) & task.lines.dev, ex, answers)
    table(counts, ["OpenCC s2t", "own rows", "evidence", "weights"], POOLED)
    size = slots * 4 + slots // 2
    chars = len({int(key) >> 44 for key in model[0]})
    print(f"\n{chars} characters, {len(model[0])} features, {slots} slots: {size} bytes with seeds")


def logo(task):
    margins, counts = range(0, 13, 2), {}
    for genre in POOLED[:-1]:
        of = task.examples.genre == NUMBER[genre]
        learnt = task.examples.take(~of & ~task.examples.dev)
        out = train.harmful(learnt)
        model = train.train(learnt, out, task.classes)
        ex = task.examples.take(of)
        said = train.evidence(ex, out)
        answers = [said] + [train.judge(ex, said, model, task.classes, margin) for margin in margins]
        counts[genre] = count(task, task.lines.genre == NUMBER[genre], ex, answers)
    table(counts, ["OpenCC s2t", "own rows", "evidence", *(f"margin {margin}" for margin in margins)], POOLED[:-1])


def worst(task):
    """Rows: Simplified, what the author wrote, what we write, how often by genre, contexts."""
    model, out, _ = load(task)
    ex = task.examples.take(task.examples.dev)
    answer = train.judge(ex, train.evidence(ex, out), model, task.classes)
    classes = list(task.classes.items())
    found = collections.defaultdict(list)
    for i in np.flatnonzero(answer != ex.gold).tolist():
        char, all = classes[ex.char[i]]
        line, at = int(ex.line[i]), int(ex.at[i])
        text = task.lines.gold[line]
        genre = list(examples.GENRES)[ex.genre[i]]
        found[char, text[at], all[answer[i]][0]].append((genre, text[max(0, at - 5) : at + 6]))
    print("char\tgold\tours\tcount\tgenres\tcontexts")
    for (char, gold, ours), places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        by_genre = collections.Counter(genre for genre, _ in places).most_common()
        genres = " ".join(f"{genre}:{often}" for genre, often in by_genre)
        contexts = list(dict.fromkeys(context for _, context in places))[:CONTEXTS]
        print(char, gold, ours, len(places), genres, " | ".join(contexts), sep="\t")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["logo"], ["worst"]):
        sys.exit(__doc__)
    {"": dev, "logo": logo, "worst": worst}["".join(sys.argv[2:])](examples.read(sys.argv[1]))

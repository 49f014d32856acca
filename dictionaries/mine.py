"""Ranks what a conversion leaves that the other side's own text writes otherwise: where to look for rows.

    python3 dictionaries/mine.py CORPORA NORMALIZE --from zh-CN --to zh-TW [--top N]

CORPORA is a folder with parallel strings (`ui.tsv.xz`, `parallel.*.tsv.xz`); NORMALIZE the built example. Only the train
part is read. A pair is counted once a string, by project, with the share of the form's strings that have it: spread over
projects beats raw count, and a form with many targets wants a sense or longer rows. What is printed is a list to judge
from, never rows: interface text has one sense for everything.
"""

import argparse
import collections
import csv
import difflib
import lzma
import math
import pathlib
import subprocess

import corpora
from plain import folding

LONGEST = 6


def pairs(folder, source, target):
    """The train part's strings in two locales: project, source, target."""
    for path in sorted(pathlib.Path(folder).glob("*.tsv.xz")):
        if path.name.startswith("words."):
            continue
        with lzma.open(path, "rt", encoding="utf-8", newline="") as text:
            rows = csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
            if source not in rows.fieldnames or target not in rows.fieldnames:
                continue
            for row in rows:
                if row[source] and row[target] and not corpora.is_dev(row[source]):
                    yield row.get("source") or path.name.split(".")[1], row[source], row[target]


def is_word(text):
    return 2 <= len(text) <= LONGEST and all("\u3400" <= c <= "\u9fff" for c in text)


def differences(ours, theirs, words):
    """Spans that differ, widened to the shortest words on both sides."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        wider = [(left, right) for left in range(3) for right in range(3)]
        for left, right in sorted(wider, key=sum):
            one, other = ours[max(a - left, 0) : b + right], theirs[max(c - left, 0) : d + right]
            if is_word(one) and is_word(other) and one in words and other in words:
                yield one, other
                break


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora")
    parser.add_argument("normalize")
    parser.add_argument("--from", dest="source", required=True)
    parser.add_argument("--to", dest="target", required=True)
    parser.add_argument("--top", type=int, default=100)
    args = parser.parse_args()
    rows = list(pairs(args.corpora, args.source, args.target))
    text = "".join(source.replace("\n", " ") + "\n" for _, source, _ in rows)
    command = [args.normalize, "--to", args.target, "--from", args.source]
    made = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    fold = folding()
    words = {fold(word) for locale in [args.source, args.target] for word in corpora.words(args.corpora, locale)}
    found = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    samples, strings = {}, collections.Counter()
    lines = made.split("\n")
    known = collections.Counter()
    for (project, _, theirs), ours in zip(rows, lines):
        for one, other in set(differences(fold(ours), fold(theirs), words)):
            found[one][other][project] += 1
            samples.setdefault((one, other), f"{ours} | {theirs}")
    for ours in lines:
        ours = fold(ours)
        known.update({form for form in set(spans(ours)) if form in found})
    ranked = []
    for one, others in found.items():
        for other, projects in others.items():
            share = min(1, sum(projects.values()) / max(known[one], 1))
            ranked.append((sum(math.log2(1 + count) for count in projects.values()) * share, one, other, projects, share))
    for score, one, other, projects, share in sorted(ranked, reverse=True)[: args.top]:
        counts = " ".join(f"{name} {count}" for name, count in projects.most_common())
        print(f"{score:.1f}\t{one}\t{other}\t{share:.0%}\t{counts}\t{samples[one, other][:80]}")


def spans(text):
    return (text[at : at + length] for at in range(len(text)) for length in range(2, LONGEST + 1))


if __name__ == "__main__":
    main()

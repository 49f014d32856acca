#!/usr/bin/env python3
"""Counts how dear words are, to find where they end beside a key, and writes frequencies.tsv.

    python3 dictionaries/frequencies.py FOLDER-OF-CORPORA

A key may stand across the border of two words: 改变|量化 holds 变量. What is likelier is told by the shares of words in
lists. Written are the words that could overlap a key and stick out of it, as far as they are frequent, the most frequent of
all others, and single characters. Run it again when many rows have come.
"""

import collections
import lzma
import math
import pathlib
import sys

from collisions import keys
from plain import folding

HERE = pathlib.Path(__file__).resolve().parent
LISTS = {"jieba", "mcbopomofo", "vchewing"}
LONGEST = 6
# Words that overlap a key of a row, or a phrase, and others.
MOST_OVERLAPPING, MOST_OVERLAPPING_PHRASES, MOST_OTHERS = 50_000, 40_000, 20_000
# What a character that says something by itself costs more: seldom is it a word where a longer one would fit.
ALONE = 4
WORDS_OF_ONE = set(
    "的了在是和与及或也都就还又再很太更最不没有把被将对从向到给为以于让使由用跟同而但若如则且并等之其此这那该每各某哪几两"
    "一二三四五六七八九十百千万亿个只些位名条张台部间家座次种年月日时分中上下里内外前后我你他她它们您咱自己谁啊吗呢吧呀嘛"
    "无有至凡均亦即仍皆非哦会能可要想应须得着过地说问看做去来请已曾正未才仅因所嘅咗喺唔係佢啲咁嗰"
)
HEAD = """\
# How dear words are: -10 times the natural logarithm of their share in a list, the largest of all lists; single
# characters that say something by themselves 40 more. Counts of jieba (MIT), McBopomofo (MIT), vChewing and LibTaBE
# (BSD-3-Clause), each word in the spelling that is the more frequent. Made by frequencies.py; never edited by hand.
word\tcost
"""


def shares(folder, fold):
    """Folded word → its largest share in a list, and its most frequent spelling."""
    counts = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for locale in ("zh-CN", "zh-TW"):
        with lzma.open(pathlib.Path(folder) / f"words.{locale}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                source, word, count, *_ = line.rstrip("\n").split("\t")
                is_han = all("\u3400" <= c <= "\u9fff" for c in word)
                if source in LISTS and len(word) <= LONGEST and is_han and float(count) > 0:
                    counts[source][fold(word)][word] += float(count)
    found = {}
    for words in counts.values():
        total = sum(sum(spellings.values()) for spellings in words.values())
        for word, spellings in words.items():
            share = sum(spellings.values()) / total
            found[word] = max(found.get(word, (0, "")), (share, max(sorted(spellings), key=spellings.get)))
    return found


def overlapping(words, found):
    """The words that begin or end with a part of a key and stick out of it."""
    starts = {key[:cut] for key in found for cut in range(1, len(key))}
    ends = {key[cut:] for key in found for cut in range(1, len(key))}
    cuts = range(1, LONGEST)
    return [word for word in words if any(word[cut:] in starts or word[:cut] in ends for cut in cuts[: len(word) - 1])]


def phrases(fold):
    """OpenCC's phrases that say what their characters do not, folded."""
    def table(name):
        lines = (HERE / "opencc" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        return {key: values.split()[0] for key, values in (line.split("\t") for line in lines if "\t" in line)}

    first = table("STCharacters")
    return {
        fold(key)
        for key, value in table("STPhrases").items()
        if len(key) <= LONGEST and value != "".join(first.get(c, c) for c in key)
    }


def main(folder):
    fold = folding()
    found = shares(folder, fold)
    words = sorted((word for word in found if len(word) > 1), key=found.get, reverse=True)
    taken = {word for word in found if len(word) == 1} | set(words[:MOST_OTHERS])
    for near, most in [(keys(fold), MOST_OVERLAPPING), (phrases(fold), MOST_OVERLAPPING_PHRASES)]:
        taken |= set(overlapping(words, near)[:most])
    alone = {fold(c) for c in WORDS_OF_ONE}
    with open(HERE / "frequencies.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD)
        for spelled, cost in sorted(
            (found[word][1], -math.log(found[word][0]) + (ALONE if len(word) == 1 and word not in alone else 0))
            for word in taken
        ):
            out.write(f"{spelled}\t{min(round(10 * cost), 255)}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

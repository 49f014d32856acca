"""Reads the corpora as examples of the choice between several Traditional characters for one Simplified.

Native Traditional text is turned to Simplified by OpenCC's tw2s (hk2s for Hong Kong; our `normalize` does it), so each
character of it tells what its author wrote. A character has a choice if two classes or more of what STCharacters lists
for it occur; a class is what accepted.tsv and the tables of glyph variants fold to one. Words of Taiwan and OpenCC's
phrases are examples, too: what stands outside them is unknown.
"""

import collections
import dataclasses
import functools
import lzma
import math
import pathlib
import subprocess
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import corpora  # noqa: E402

# Genre → its text, and the weight of an example of it.
GENRES = {
    "talk": ("zh-TW.talk", 1),
    "court": ("zh-TW.court", 0.5),
    "law": ("zh-TW.law", 0.7),
    "docs": ("zh-TW.docs", 1),
    "tatoeba": ("zh-Hant.tatoeba", 1),
    "cuv": ("zh-Hant.cuv", 0.5),
    "ui": ("ui.tsv", 0.7),
    "cantonese": ("zh-HK.cantonese", 1),
    "novels": ("zh-Hant.novels", 0.15),
    "words": ("words.zh-TW.tsv", 4),
    "phrases": ("STPhrases", 1.2),
}
TEXTS = list(GENRES)[:9]
NUMBER = {genre: number for number, genre in enumerate(GENRES)}
NOT_TRANSLATED_ANEW = {"rails", "vuetify", "antd", "element-plus"}
TABLES = ["STPhrases", "STPhrases_GeneratedFromRegionalPhrases"]
# No classes, for neighbours tell nothing: archaic characters, and mere spellings of the other target. Phrases may
# write them.
NO_CLASSES = dict.fromkeys("箇孃獃榦幷汎滙菴繐鏇", "archaic")
NO_CLASSES.update(dict.fromkeys("歎嚙譟淩勛鎗盃貍翫艷葯証鑒閑谿綑", "a spelling of the other"))

# Symbols of the context: a Han character folded to Simplified, or one of these; UNKNOWN is outside a word.
DIGIT, LETTER, OUT, UNKNOWN = ord("0"), ord("A"), ord("."), 0
COUNTING, POINTING = 1, 2
NUMERALS = dict.fromkeys("0〇一二三四五六七八九十百千万亿两几数半每", COUNTING)
NUMERALS.update(dict.fromkeys("这那哪某此该各另前后", POINTING))
CANTONESE = "嘅咗喺唔佢啲嘢冇咁㗎囉嚟哋啱嗰乜咩嘞喎嗱畀嗌瞓攞搵噉喇"
SIZE = 0x110000


def is_han(c):
    n = ord(c)
    return (
        n == 0x3007
        or 0x3400 <= n <= 0x4DBF
        or 0x4E00 <= n <= 0x9FFF
        or 0xF900 <= n <= 0xFAFF
        or 0x20000 <= n <= 0x323AF
    )


def rows(name):
    """The rows of a file of our own, without its header."""
    lines = (HERE.parent / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"][1:]


def first(name):
    return {key: values[0] for key, values in corpora.table(name).items() if len(key) == 1}


@functools.cache
def accepted():
    """Character → the character that stands for all spellings that count as one."""
    pairs = {**first("HKVariants"), **first("TWVariants"), **{row[0]: row[1] for row in rows("choice/accepted.tsv")}}
    fold = {}
    for c in pairs:
        end = c
        while pairs.get(end, end) != end:
            end = pairs[end]
        fold[c] = end
    return fold


def fold(c):
    return accepted().get(c, c)


def by_code(pairs, values):
    """An array from code point to value, over `values` as it stands."""
    for c, value in pairs.items():
        values[ord(c)] = value
    return values


def simplify(lines, preset):
    """The lines by a preset, as our example program writes them."""
    command = ["cargo", "run", "--release", "--quiet", "--example", "normalize", "--", "--preset", preset]
    text = "\n".join(lines).encode()
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, cwd=HERE, check=True)
    return done.stdout.decode().split("\n")


def interface(folder):
    """Strings of programs as Taiwan has them: each once, with whether it belongs to dev."""
    seen = set()
    with lzma.open(pathlib.Path(folder) / "ui.tsv.xz", "rt", encoding="utf-8") as table:
        for row in table:
            source, key, _, _, text, *_ = row.rstrip("\n").split("\t")
            if text and text not in seen and source not in NOT_TRANSLATED_ANEW | {"source"}:
                seen.add(text)
                yield text, corpora.is_dev(f"{source}\t{key}")


def texts(folder):
    """(genre, dev, line) of all text."""
    for genre in TEXTS:
        name = GENRES[genre][0]
        if genre == "ui":
            yield from ((genre, dev, line) for line, dev in interface(folder))
            continue
        for part in ("train", "dev"):
            for line in corpora.lines(folder, [name], part):
                yield genre, part == "dev", line


@functools.cache
def phrases():
    """Phrase → (what it writes, whether it is a row of our own): OpenCC's, and ours over them."""
    found = {key: (values[0], False) for name in reversed(TABLES) for key, values in corpora.table(name).items()}
    simple = str.maketrans(first("TSCharacters"))
    for key, tw, hk, *_ in rows("script/phrases.tsv"):
        if tw:
            found[key.translate(simple)] = (tw, True)
    return found


@dataclasses.dataclass
class Lines:
    """Native lines, what Simplified is made of them, and what OpenCC makes of that again; all of equal length."""

    gold: list
    simple: list
    back: list
    genre: np.ndarray
    dev: np.ndarray
    weight: np.ndarray


def collect(folder):
    """All text, and the words and phrases that are examples."""
    native = [(NUMBER[genre], dev, GENRES[genre][1], line) for genre, dev, line in texts(folder)]
    for word, count in sorted(corpora.words(folder, "zh-TW").items()):
        weight = GENRES["words"][1] * (0.3 + 0.2 * min(5, math.log(1 + count)))
        native.append((NUMBER["words"], False, weight, word))
    simple = [None] * len(native)
    for preset, wanted in (("tw2s", False), ("hk2s", True)):
        numbers = [i for i, row in enumerate(native) if (row[0] == NUMBER["cantonese"]) == wanted]
        for i, line in zip(numbers, simplify([native[i][3] for i in numbers], preset), strict=True):
            simple[i] = line
    for key, (value, own) in sorted(phrases().items()):
        if not own:
            native.append((NUMBER["phrases"], False, GENRES["phrases"][1], value))
            simple.append(key)
    back = simplify(simple, "s2t")
    kept = [i for i, row in enumerate(native) if len(row[3]) == len(simple[i]) == len(back[i])]
    columns = [np.array([native[i][column] for i in kept]) for column in range(3)]
    return Lines([native[i][3] for i in kept], [simple[i] for i in kept], [back[i] for i in kept], *columns)


def codes(lines):
    """The code points of the lines, two line ends after each and before the first."""
    text = "\n\n" + "".join(line + "\n\n" for line in lines)
    return text, np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)


def symbols():
    """Code point → symbol of the context."""
    table = np.full(SIZE, OUT, np.int64)
    for n in range(0x3000, 0x32400):
        if is_han(chr(n)):
            table[n] = n
    by_code({c: ord(to) for c, to in first("TSCharacters").items()}, table)
    for base in (0, 0xFEE0):
        table[base + 0x30 : base + 0x3A] = DIGIT
        table[base + 0x41 : base + 0x5B] = table[base + 0x61 : base + 0x7B] = LETTER
    return table


def classes(keys, gold, weight):
    """Character → its classes, commonest first, each the set of characters that fold to one; and what has no choice."""
    counts = collections.Counter()
    together, where = np.unique(keys * SIZE + gold, return_inverse=True)
    for pair, often in zip(together.tolist(), np.bincount(where, weight).tolist(), strict=True):
        counts[chr(pair // SIZE), fold(chr(pair % SIZE))] += often
    chosen, single = {}, []
    for c, targets in sorted(corpora.table("STCharacters").items()):
        if len(targets) < 2:
            continue
        members = {}
        for target in targets:
            if target not in NO_CLASSES:
                members.setdefault(fold(target), []).append(target)
        known = sorted((f for f in members if counts[c, f] >= 2), key=lambda f: -counts[c, f])[:4]
        if len(known) > 1:
            chosen[c] = [members[f] for f in known]
            continue
        if len({fold(target) for target in targets}) == 1:
            reason = "spellings of one"
        elif len(members) < 2:
            reason = ", ".join(f"{t} is {NO_CLASSES[t]}" for t in targets if t in NO_CLASSES)
        else:
            reason = "seen: " + ", ".join(f"{members[f][0]} {counts[c, f]:.1f}" for f in members)
        single.append((c, " ".join(targets), reason))
    return chosen, single


@dataclasses.dataclass
class Examples:
    """Columns, one value an example. Phrases: the three longest over the place, and the class each says."""

    char: np.ndarray
    gold: np.ndarray
    context: np.ndarray
    cantonese: np.ndarray
    phrase: np.ndarray
    says: np.ndarray
    genre: np.ndarray
    dev: np.ndarray
    weight: np.ndarray
    line: np.ndarray
    at: np.ndarray

    def take(self, which):
        return Examples(*(getattr(self, field.name)[which] for field in dataclasses.fields(self)))


@dataclasses.dataclass
class Task:
    """Examples, and of each line: Han characters; errors without a choice, of our own rows among them, of OpenCC."""

    lines: Lines
    examples: Examples
    classes: dict
    single: list
    keys: list
    han: np.ndarray
    elsewhere: np.ndarray
    own: np.ndarray
    opencc: np.ndarray


def cover(text, places, keys):
    """For each place of the text three keys over it, (number, offset) or -1: our own first, then the longest, the leftmost."""
    number = {key: n for n, key in enumerate(keys)}
    own = {key for key in keys if phrases()[key][1]}
    shapes = collections.defaultdict(set)
    pairs = set()
    for key in keys:
        pairs.update(key[i : i + 2] for i in range(len(key) - 1))
        for offset, c in enumerate(key):
            shapes[c].add((-len(key), -offset))
    shapes = {c: [(-size, -offset) for size, offset in sorted(found)] for c, found in shapes.items()}
    found = np.full((len(places), 3, 2), -1, np.int64)
    for row, at in enumerate(places.tolist()):
        left, right = text[at - 1 : at + 1] in pairs, text[at : at + 2] in pairs
        if not (left or right):
            continue
        over = []
        for size, offset in shapes.get(text[at], ()):
            if (offset and not left) or (offset < size - 1 and not right):
                continue
            key = text[at - offset : at - offset + size]
            if key in number:
                over.append((key not in own, number[key], offset))
        for rank, (_, key, offset) in enumerate(sorted(over, key=lambda known: known[0])[:3]):
            found[row, rank] = key, offset
    return found


def prepare(lines):
    """All that is learnt from and measured on, of the lines that `collect` gives."""
    several = {c for c, targets in corpora.table("STCharacters").items() if len(targets) > 1}
    text, simple = codes(lines.simple)
    gold, back = codes(lines.gold)[1], codes(lines.back)[1]
    lengths = np.array([len(line) + 2 for line in lines.simple])
    line_of = np.concatenate([[0, 0], np.repeat(np.arange(len(lengths)), lengths)])
    folded = by_code({c: ord(to) for c, to in accepted().items()}, np.arange(SIZE))

    places = np.flatnonzero(by_code(dict.fromkeys(several, True), np.zeros(SIZE, bool))[simple])
    seen = ~lines.dev[line_of[places]]
    often = np.where(lines.genre >= len(TEXTS), 0.5, 1.0)[line_of[places]]
    chosen, single = classes(simple[places][seen], gold[places][seen], often[seen])

    order = {c: n for n, c in enumerate(chosen)}
    places = places[by_code(dict.fromkeys(chosen, True), np.zeros(SIZE, bool))[simple[places]]]
    char = by_code(order, np.zeros(SIZE, np.int64))[simple[places]]
    class_of = {(order[c], ord(fold(members[0]))): n for c, all in chosen.items() for n, members in enumerate(all)}

    def classify(written):
        together, where = np.unique(char * SIZE + folded[written], return_inverse=True)
        return np.array([class_of.get((pair // SIZE, pair % SIZE), -1) for pair in together.tolist()])[where]

    keys = sorted(phrases())
    found = cover(text, places, keys)
    values = codes([phrases()[key][0] for key in keys])[1]
    starts = np.cumsum([2] + [len(key) + 2 for key in keys])
    says = np.stack([classify(values[starts[found[:, n, 0]] + found[:, n, 1]]) for n in range(3)], axis=1)
    phrase = found[:, :, 0]
    own = np.array([phrases()[key][1] for key in keys])[phrase] & (phrase >= 0)

    line = line_of[places]
    context = symbols()[np.stack([simple[places + step] for step in (-2, -1, 1, 2)], axis=1)]
    outside = np.stack([line_of[places + step] != line for step in (-2, -1, 1, 2)], axis=1)
    ends = np.stack([simple[places + step] == 10 for step in (-2, -1, 1, 2)], axis=1)
    wordlike = lines.genre[line] >= len(TEXTS)
    context[(outside | ends) & wordlike[:, None]] = UNKNOWN
    marks = set(CANTONESE) | {first("TSCharacters").get(c, c) for c in CANTONESE}
    cantonese = np.array([not marks.isdisjoint(line) for line in lines.simple])
    columns = [cantonese[line], phrase, says]
    columns += [column[line] for column in (lines.genre, lines.dev, lines.weight)]
    columns += [line, places - (2 + np.cumsum(lengths) - lengths)[line]]
    all = Examples(char, classify(gold[places]), context, *columns)

    # A row of our own is final, and so is a phrase that writes what is no class of its character.
    final = (phrase[:, 0] >= 0) & (own[:, 0] | (says[:, 0] < 0))
    written = back.copy()
    mine = own[:, 0]
    written[places[mine]] = values[starts[found[mine, 0, 0]] + found[mine, 0, 1]]
    elsewhere = folded[gold] != folded[written]
    elsewhere[places[~final]] = False
    ours = places[mine][elsewhere[places[mine]]]
    count = len(lengths)
    return Task(
        lines,
        all.take(~final),
        chosen,
        single,
        keys,
        np.array([sum(map(is_han, line)) for line in lines.gold]),
        np.bincount(line_of, elsewhere, count),
        np.bincount(line_of[ours], minlength=count),
        np.bincount(line_of, folded[gold] != folded[back], count),
    )


def read(folder):
    return prepare(collect(folder))

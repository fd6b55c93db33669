"""Makes the expander's vocabulary, in GPT-2's format (byte-level pairs), and reads it.

    python -m expander.tokenizer

Every word that an expansion may have is one token; the words of prompts fall into a few pieces.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from pathlib import Path

from sticker.tokenizer import ALPHABET, apply, caption_words, learn

from .phrases import SUBJECTS, WITHHELD, WRAPPERS, listed, words

END = "<|endoftext|>"
OTHER_MERGES = 500
"""Merges for words that only prompts have."""

PIECES = re.compile(r"'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")
"""GPT-2's split of a text; white space stays with the word after it."""


def symbols(piece: str) -> tuple[str, ...]:
    return tuple(ALPHABET[byte] for byte in piece.encode())


class Tokenizer:
    """Text to ids and back, as GPT-2 has it."""

    def __init__(self, vocabulary: dict[str, int], merges: list[tuple[str, str]]):
        self.vocabulary = vocabulary
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.end = vocabulary[END]
        self.texts = {id: symbol for symbol, id in vocabulary.items()}
        self.known: dict[str, list[int]] = {}

    @classmethod
    def load(cls, folder: Path) -> Tokenizer:
        lines = (folder / "merges.txt").read_text().splitlines()[1:]
        merges = [tuple(line.split(" ")) for line in lines if line]
        return cls(json.loads((folder / "vocab.json").read_text()), merges)

    def __call__(self, text: str) -> list[int]:
        return [id for piece in PIECES.findall(text) for id in self.piece(piece)]

    def piece(self, piece: str) -> list[int]:
        if piece not in self.known:
            self.known[piece] = [self.vocabulary[one] for one in apply(symbols(piece), self.ranks)]
        return self.known[piece]

    def text(self, ids: list[int]) -> str:
        bytes_of = {letter: byte for byte, letter in ALPHABET.items()}
        return bytes(bytes_of[letter] for id in ids for letter in self.texts[id]).decode(errors="replace")


def build(out: Path) -> None:
    merges: list[tuple[str, str]] = []
    learn({symbols(f" {word}"): 1 for word in words()}, None, merges)
    others: collections.Counter[tuple[str, ...]] = collections.Counter()
    for text in [*listed(SUBJECTS), *WRAPPERS, *sorted(caption_words())]:
        for word in text.split():
            others[symbols(f" {word}")] += 2
            others[symbols(word)] += 1
    learn(others, OTHER_MERGES, merges)
    tokens = [*dict.fromkeys([*ALPHABET.values(), *(a + b for a, b in merges)]), END]
    out.mkdir(parents=True, exist_ok=True)
    (out / "vocab.json").write_text(json.dumps({token: n for n, token in enumerate(tokens)}, ensure_ascii=False))
    (out / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    # The list of what an expansion may be made of. That the end stands in it lets an expansion stop by itself.
    (out / "words.txt").write_text("\n".join([*words(WITHHELD), END]) + "\n")
    print(f"{len(tokens)} tokens, {len(merges)} merges, {len(words(WITHHELD))} words")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--out", type=Path, default=here / "work" / "expander")
    build(parser.parse_args().out)

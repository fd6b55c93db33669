"""Expands prompts as the product does: for measuring, and for the product's tests to compare with.

    python -m expander.sample "panda on red background" --count 5
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from .gpt2 import GPT2, Shape
from .tokenizer import END, Tokenizer

TOP_K = 100
LOOSE = ",. \r\n"


class Expander:
    """A network with its vocabulary and its list of words."""

    def __init__(self, model: GPT2, tokenizer: Tokenizer, words: list[str], multiple: int):
        self.model, self.tokenizer, self.multiple = model.eval(), tokenizer, multiple
        ids = [tokenizer(f" {word}") for word in words if word != END]
        self.words = {one[0] for one in ids if len(one) == 1}
        self.comma = tokenizer.vocabulary[","]
        self.end = tokenizer.end if END in words else None

    @torch.no_grad()
    def expand(self, prompt: str, seed: int) -> str:
        given = self.tokenizer(f"{prompt},")
        ids, length = list(given), self.multiple * -(-len(given) // self.multiple)
        # NumPy's classic generator gives a number in 53 bits from two words of the Mersenne Twister.
        random = np.random.RandomState(seed)
        while len(ids) < length:
            logits = self.model(torch.tensor([ids]))[0][0, -1].numpy().astype(np.float64)
            id = self.draw(logits, ids, random.random_sample())
            if id is None or id == self.end:
                break
            ids.append(id)
        if len(given) >= length:
            return prompt
        return f"{prompt},{self.tokenizer.text(ids[len(given):])}".strip(LOOSE)

    def draw(self, logits: np.ndarray, ids: list[int], uniform: float) -> int | None:
        unused = self.words - set(ids)
        if not unused:
            return None
        candidates = unused | {self.comma} | ({self.end} if self.end is not None else set())
        best = sorted(candidates, key=lambda id: (-logits[id], id))[:TOP_K]
        weights = np.exp(logits[best] - logits[best[0]])
        left = uniform * weights.sum()
        for id, weight in zip(best, weights):
            left -= weight
            if left < 0:
                return id
        return best[-1]


def load(work: Path, multiple: int) -> Expander:
    saved = torch.load(work / "expander.pt")
    model = GPT2(Shape(**saved["shape"]))
    model.load_state_dict(saved["weights"])
    return Expander(model, Tokenizer.load(work), (work / "words.txt").read_text().split(), multiple)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("prompt")
    parser.add_argument("--work", type=Path, default=here / "work" / "expander")
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--multiple", type=int, default=24)
    options = parser.parse_args()
    expander = load(options.work, options.multiple)
    for number in range(options.count):
        print(expander.expand(options.prompt, number))

"""Writes the expander as the product loads it, and vectors that the product's tests compare with.

    python -m expander.export [--out work/export/expander]

`sticker.publish` takes it from there; `--out ../public/models/sticker/expander` replaces the published one alone.

The vectors are made with PyTorch from the rounded weights that are written. Beside them go two graphs of one small
network with random weights, with and without `past_key_values`: what the product must get the same text from.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
import torch.nn as nn

from sticker.export import round_weights, trace, write_whole

from .gpt2 import GPT2, Shape
from .sample import Expander, load
from .tokenizer import Tokenizer

MULTIPLE = 24
"""Tokens: what the product's manifest says too."""
SMALL = {"positions": 64, "width": 16, "layers": 2, "heads": 2}

PROMPTS = (
    "panda", "red apple on blue background", "flat icon of rocket", "cartoon of cat and dog, mint background",
    "photo of an old man", "A castle (at night:1.2)", "don't panic", "x", "ein Bär, übermütig", "🦊 fox 狐",
"1234 56 items!?", "portrait of a woman, sharp focus, best quality, elegant, vibrant",
    "a very long prompt about many things that goes on and on without an end until it has used up all of its room",
)


class Whole(nn.Module):
    """Reads all tokens every time."""

    def __init__(self, model: GPT2):
        super().__init__()
        self.inner = model

    def forward(self, input_ids):
        return self.inner(input_ids)[0]


class WithPast(nn.Module):
    """Reads new tokens only. The mask is all ones for one text, and positions follow from the past."""

    def __init__(self, model: GPT2):
        super().__init__()
        self.inner = model

    def forward(self, input_ids, attention_mask, *past):
        pairs = list(zip(past[::2], past[1::2]))
        logits, presents = self.inner(input_ids, pairs)
        # Used, so that the graph has the input as other exports do.
        logits = logits + (attention_mask.sum() * 0).float()
        return logits, *(one for pair in presents for one in pair)


def write(model: GPT2, path: Path) -> None:
    inputs = {"input_ids": torch.zeros(1, 3, dtype=torch.int64)}
    write_whole(trace(Whole(model), path, inputs, ["logits"], {"input_ids": {1: "length"}, "logits": {1: "length"}}), path)


def write_with_past(model: GPT2, path: Path) -> None:
    shape = model.shape
    pieces = [f"{index}.{part}" for index in range(shape.layers) for part in ("key", "value")]
    past = {f"past_key_values.{piece}": torch.zeros(1, shape.heads, 2, shape.width // shape.heads) for piece in pieces}
    inputs = {
        "input_ids": torch.zeros(1, 3, dtype=torch.int64),
        "attention_mask": torch.ones(1, 5, dtype=torch.int64),
        **past,
    }
    outputs = ["logits", *(f"present.{piece}" for piece in pieces)]
    axes = {"input_ids": {1: "length"}, "attention_mask": {1: "all"}, "logits": {1: "length"}}
    axes |= {name: {2: "past"} for name in past} | {name: {2: "all"} for name in outputs[1:]}
    write_whole(trace(WithPast(model), path, inputs, outputs, axes), path)


@torch.no_grad()
def vectors(expander: Expander, prompts: tuple[str, ...], seeds: tuple[int, ...]) -> list[dict]:
    rows = []
    for prompt in prompts:
        ids = expander.tokenizer(f"{prompt},")
        logits = expander.model(torch.tensor([ids]))[0][0, -1]
        top = logits.topk(5)
        rows.append({
            "prompt": prompt,
            "ids": ids,
            "top": [[int(id), round(float(logit), 6)] for id, logit in zip(top.indices, top.values)],
            "texts": {str(seed): expander.expand(prompt, seed) for seed in seeds},
        })
    return rows


def small(tokenizer: Tokenizer, words: list[str]) -> Expander:
    torch.manual_seed(1)
    model = GPT2(Shape(vocabulary=len(tokenizer.vocabulary), **SMALL))
    for parameter in model.parameters():
        if parameter.ndim == 2:
            nn.init.normal_(parameter, std=0.5)
    round_weights(model, False)
    return Expander(model, tokenizer, words, MULTIPLE)


def export(work: Path, out: Path, testing: Path) -> None:
    expander = load(work, MULTIPLE)
    round_weights(expander.model, False)
    write(expander.model, out / "model.onnx")
    for name in ("vocab.json", "merges.txt", "words.txt"):
        shutil.copyfile(work / name, out / name)
    # Tidy prompts only: cleaning is tested on its own.
    found = {"trained": vectors(expander, PROMPTS, (0, 1, 2, 12345, 4294967295))}
    other = small(expander.tokenizer, (work / "words.txt").read_text().split())
    found["small"] = vectors(other, PROMPTS[:6], (0, 7))
    testing.mkdir(parents=True, exist_ok=True)
    write(other.model, testing / "small.onnx")
    write_with_past(other.model, testing / "small-with-past.onnx")
    text = json.dumps({"shape": SMALL, **found}, indent=1, ensure_ascii=False)
    (testing / "expander-vectors.json").write_text(text + "\n")
    print(f"{(out / 'model.onnx').stat().st_size} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--work", type=Path, default=here / "work" / "expander")
    parser.add_argument("--out", type=Path, default=here / "work" / "export" / "expander")
    parser.add_argument("--vectors", type=Path, default=here.parent / "workers" / "expansion" / "testing")
    options = parser.parse_args()
    export(options.work, options.out, options.vectors)

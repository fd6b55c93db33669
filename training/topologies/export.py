"""Writes narrow networks of the public topologies, and what they compute, for the product's tests.

    python -m topologies.export [--out ../e2e/fixtures/topologies]

A test makes the weights again from the tensors' names and shapes (`weights.py`), loads the graphs as the product loads
a model, and compares. Needs the vocabulary of the embedded model, whose tokens these text encoders take.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import torch

from .families import FAMILIES, Family
from .graphs import Boundary, write
from .text_encoder import TOKENS, TextEncoder
from .unet import UNet
from .vae import Decoder
from .weights import fill

ROOT = Path(__file__).resolve().parent.parent.parent
START, END = "<|startoftext|>", "<|endoftext|>"

WANTED = ((("a", 1.0), ("red", 1.0), ("apple", 1.0)), (("blue", 1.0), ("cat", 1.3)), (("green", 1.0), ("tree", 1.0)))
"""Texts as words and their weights; the vectors of the first two are added up."""
UNWANTED = ((),)
LEARNED = "embedding:learned"
"""A word that stands for tokens of its own."""
LEARNED_TOKENS = 2
POOLED_TEXTS = 2
TIMESTEPS = (999, 251)
WIDTH, HEIGHT = 8, 16
"""Of the latent."""
ADM = {"positive": 1.5, "negative": 0.8, "end": 0.3}
GUIDANCE_SCALE = 7.5


def wave(*shape: int) -> torch.Tensor:
    """Numbers that any language can make again: element i is sin(i / 7)."""
    return torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) / 7).float().reshape(shape)


def some(values: torch.Tensor) -> list[float]:
    """64 numbers, evenly spread."""
    flat = values.flatten()
    return [float(f"{value:.6g}") for value in flat[:: len(flat) // 64][:64].tolist()]


class Model:
    """One family's networks with their weights."""

    def __init__(self, family: Family, vocabulary: dict[str, int]):
        self.family = family
        self.vocabulary = vocabulary
        self.texts = [TextEncoder(shape, len(vocabulary)) for shape in family.texts]
        self.unet = UNet(family.unet)
        self.decoder = Decoder()
        self.names = {id(module): fill(module.eval()) for module in (*self.texts, self.unet, self.decoder)}

    def rounded(self, x: torch.Tensor) -> torch.Tensor:
        """As it passes a boundary between two networks."""
        return x.half().float() if self.family.half else x

    def ids(self, words, pad: str) -> torch.Tensor:
        row = [self.vocabulary[START], *(self.vocabulary[f"{word}</w>"] for word, _ in words), self.vocabulary[END]]
        return torch.tensor([row + [self.vocabulary[pad]] * (TOKENS - len(row))])

    def vectors_of(self, words, pad: str) -> torch.Tensor:
        """What the tokens go in as where a learned one is among them."""
        table = self.texts[0].text_model.embeddings.token_embedding.weight
        plain = self.ids([("a" if word == LEARNED else word, weight) for word, weight in words], pad)
        rows = table[plain[0]]
        learned = wave(LEARNED_TOKENS, table.shape[1])
        places = [place for place, (word, _) in enumerate(words) if word == LEARNED]
        for at, place in enumerate(places):
            rows[place + 1] = learned[at]
        return rows[None]

    def state(self, at: int, words) -> tuple[torch.Tensor, torch.Tensor | None]:
        """What one text encoder tells the UNet about one chunk, and its vector."""
        pad = self.family.pads[at]
        if self.family.vectors:
            states, last, pooled = self.texts[at](None, self.vectors_of(words, pad))
        else:
            states, last, pooled = self.texts[at](self.ids(words, pad))
        name = self.family.states[at][self.family.clip_skip - 1]
        state = last if name == "last_hidden_state" else states[int(name.split(".")[1])]
        return self.rounded(state), None if pooled is None else self.rounded(pooled)

    def encode(self, at: int, words) -> tuple[torch.Tensor, torch.Tensor | None]:
        """With the weights of words: distances from an empty text, and the mean that there was."""
        words = [one for one in words for _ in range(LEARNED_TOKENS if one[0] == LEARNED else 1)]
        state, pooled = self.state(at, words)
        weights = torch.ones(1, TOKENS, 1)
        weights[0, 1 : 1 + len(words), 0] = torch.tensor([weight for _, weight in words])
        if bool((weights == 1).all()):
            return state, pooled
        empty, _ = self.state(at, ())
        weighted = (state - empty) * weights + empty
        return weighted * (state.double().sum() / weighted.double().sum()).float(), pooled

    def condition(self, texts, pooled_texts: int) -> tuple[torch.Tensor, torch.Tensor | None]:
        contexts, vectors = [], []
        for words in texts:
            encoded = [self.encode(at, words) for at in range(len(self.texts))]
            contexts.append(torch.cat([state for state, _ in encoded], -1))
            vectors.append(encoded[-1][1])
        vector = None if vectors[0] is None else torch.stack(vectors[:pooled_texts]).sum(0)
        return self.rounded(torch.cat(contexts, 1)), None if vector is None else self.rounded(vector)

    def sizes(self, scale: float | None) -> torch.Tensor:
        width, height = 8 * WIDTH, 8 * HEIGHT
        told = (height, width) if scale is None else (int(height * scale), int(width * scale))
        return torch.tensor([[*told, 0, 0, height, width]], dtype=torch.float32)

    def guidance(self) -> torch.Tensor:
        """Luo et al. 2023, arXiv:2310.04378: sines, then cosines, of the scale less 1, times 1000."""
        half = self.family.unet.guidance_width // 2
        rates = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float64) / (half - 1))
        angles = (GUIDANCE_SCALE - 1) * 1000 * rates
        return torch.cat([torch.sin(angles), torch.cos(angles)]).float()[None]

    def predict(self, texts, pooled_texts: int, timestep: int, scale: float) -> torch.Tensor:
        shape = self.family.unet
        context, vector = self.condition(texts, pooled_texts)
        early = timestep > 999 * (1 - ADM["end"])
        others = []
        if shape.pooled:
            others = [vector, self.sizes(scale if early else None)]
        elif shape.guidance_width:
            others = [None, None, self.guidance()]
        return self.unet(self.rounded(wave(1, 4, HEIGHT, WIDTH)), torch.tensor([timestep]), context, *others)[0]


def vectors(model: Model) -> dict:
    wanted = ((("a", 1.0), (LEARNED, 1.2), ("apple", 1.0)), *WANTED) if model.family.vectors else WANTED
    sides = ((wanted, POOLED_TEXTS, ADM["positive"]), (UNWANTED, 1, ADM["negative"]))
    if model.family.unet.guidance_width:
        sides = sides[:1]
    rows = [[model.predict(*side[:2], step, side[2]) for side in sides] for step in TIMESTEPS]
    if len(sides) == 2:
        assert min(float((a - b).abs().max()) for a, b in rows) > 1e-2, "the text has no say"
    if model.family.unet.pooled:
        shifted = model.predict(WANTED, POOLED_TEXTS, TIMESTEPS[0], 1.0)
        unsummed = model.predict(WANTED, 1, TIMESTEPS[0], ADM["positive"])
        assert min(float((rows[0][0] - other).abs().max()) for other in (shifted, unsummed)) > 1e-2, "nor the size"
    assert max(float(row.abs().max()) for step in rows for row in step) < 2, "too large for halves"
    return {
        "texts": {
            "wanted": [" ".join(word if weight == 1 else f"({word}:{weight})" for word, weight in words) for words in wanted],
            "unwanted": [""],
        },
        "pooledTexts": POOLED_TEXTS,
        "clipSkip": model.family.clip_skip,
        "latent": {"channels": 4, "height": HEIGHT, "width": WIDTH},
        "adm": ADM,
        "guidanceScale": GUIDANCE_SCALE,
        "steps": [{"timestep": step, "rows": [some(row) for row in made]} for step, made in zip(TIMESTEPS, rows)],
        "decoded": some(model.decoder(wave(1, 4, HEIGHT, WIDTH))),
    }


def write_texts(model: Model, out: Path) -> None:
    family = model.family
    for at, encoder in enumerate(model.texts):
        states = family.states[at]
        indices = [None if name == "last_hidden_state" else int(name.split(".")[1]) for name in states]

        def run(module, tokens, indices=indices):
            made, last, pooled = module(None, tokens) if family.vectors else module(tokens.long())
            picked = tuple(last if index is None else made[index] for index in indices)
            return picked if pooled is None else (*picked, pooled)

        dtype = torch.int32 if family.ids[at] == "int32" else torch.int64
        tokens = torch.zeros(1, TOKENS, family.texts[at].width) if family.vectors else torch.zeros(1, TOKENS, dtype=dtype)
        entry = "inputs_embeds" if family.vectors else "input_ids"
        outputs = [*states, *(["text_embeds"] if family.texts[at].projection else [])]
        write(
            out / ("text_encoder" if at == 0 else f"text_encoder_{at + 1}"),
            Boundary(encoder, run, family.half),
            model.names[id(encoder)],
            {entry: tokens},
            outputs,
            {name: {0: "batch"} for name in (entry, *outputs)} if family.batch else {},
        )


def write_unet(model: Model, out: Path) -> None:
    shape, half = model.family.unet, model.family.half
    number = torch.float16 if half else torch.float32
    inputs = {
        "sample": torch.zeros(2, 4, HEIGHT, WIDTH, dtype=number),
        "timestep": torch.tensor([1], dtype=number if half else torch.int64),
        "encoder_hidden_states": torch.zeros(2, TOKENS, shape.context, dtype=number),
    }
    if shape.pooled:
        inputs["text_embeds"] = torch.zeros(2, shape.pooled, dtype=number)
        inputs["time_ids"] = torch.zeros(2, 6, dtype=number)
    if shape.guidance_width:
        inputs["timestep_cond"] = torch.zeros(2, shape.guidance_width, dtype=number)

    def run(module, sample, timestep, context, *others):
        others = (None, None, *others) if shape.guidance_width else others
        return (module(sample, timestep, context, *others),)

    axes = {name: {0: "batch"} for name in inputs if name != "timestep"}
    axes["sample"] |= {2: "height", 3: "width"}
    axes["encoder_hidden_states"] |= {1: "sequence"}
    axes["out_sample"] = {0: "batch", 2: "height", 3: "width"}
    names = model.names[id(model.unet)]
    write(out / "unet", Boundary(model.unet, run, half), names, inputs, ["out_sample"], axes)


def write_decoder(model: Model, out: Path) -> None:
    number = torch.float16 if model.family.half else torch.float32
    places = {0: "batch", 2: "height", 3: "width"}
    write(
        out / "vae_decoder",
        Boundary(model.decoder, lambda module, latent: (module(latent),), model.family.half),
        model.names[id(model.decoder)],
        {"latent_sample": torch.zeros(1, 4, HEIGHT, WIDTH, dtype=number)},
        ["sample"],
        {"latent_sample": places, "sample": places},
    )


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "e2e" / "fixtures" / "topologies")
    options = parser.parse_args()
    vocabulary = json.loads((ROOT / "public" / "models" / "sticker" / "tokenizer" / "vocab.json").read_text())
    found = {}
    for name, family in FAMILIES.items():
        model = Model(family, vocabulary)
        # Two of them have the other networks of SD 1.5.
        if name != "embeddings":
            write_unet(model, options.out / name)
        if name != "lcm":
            write_texts(model, options.out / name)
        if name not in ("embeddings", "lcm"):
            write_decoder(model, options.out / name)
        found[name] = vectors(model)
        count = sum(parameter.numel() for parameter in model.unet.parameters())
        print(f"{name}: {count:,} weights in the UNet")
    (options.out / "vectors.json").write_text(json.dumps(found, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

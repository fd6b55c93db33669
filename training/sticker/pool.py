"""A pool of encoded scenes that is renewed while training goes on: encoding costs half as much as a step."""

from __future__ import annotations

import random

import numpy as np
import torch

from .bank import Entries
from .fillers import Fillers
from .scenes import SIZES, Composer, Scene
from .tokenizer import Tokenizer
from .vae import Encoder

SHARES = (0.5, 0.17, 0.15, 0.1, 0.08)
"""How much of the pool each size gets."""


def to_pixels(scenes: list[Scene]) -> torch.Tensor:
    """[batch, 3, height, width] in −1…1, channels last in memory."""
    stack = torch.from_numpy(np.stack([scene.pixels for scene in scenes])).permute(0, 3, 1, 2)
    return (stack.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


class Pool:
    """Latents (model units), captions and the memory's entries, by picture size."""

    def __init__(self, composer: Composer, encoder: Encoder, scale: float, tokenizer: Tokenizer, fillers: Fillers, size: int):
        self.composer, self.encoder, self.scale = composer, encoder, scale
        self.tokenizer, self.fillers, self.rng = tokenizer, fillers, random.Random(composer.rng.random())
        self.latents = []
        self.captions: list[list[str]] = []
        self.things: list[list[list[int]]] = []
        self.entries = Entries(composer.art)
        self.next = [0] * len(SIZES)
        for (width, height), share in zip(SIZES, SHARES):
            count = max(64, round(size * share / 32) * 32)
            self.latents.append(torch.empty(count, 4, height // 8, width // 8))
            self.captions.append([""] * count)
            self.things.append([[] for _ in range(count)])
        for bucket, latents in enumerate(self.latents):
            for _ in range(0, len(latents), 32):
                self.renew(bucket, 32)

    @torch.no_grad()
    def renew(self, bucket: int, count: int) -> None:
        """Replaces the oldest scenes of one size."""
        scenes = [self.composer.scene(SIZES[bucket]) for _ in range(count)]
        latents = self.encoder.mean(to_pixels(scenes)) * self.scale
        for latent, scene in zip(latents, scenes):
            at = self.next[bucket]
            self.latents[bucket][at] = latent
            self.captions[bucket][at] = scene.caption
            self.things[bucket][at] = self.entries.of(scene)
            self.next[bucket] = (at + 1) % len(self.latents[bucket])

    def bucket(self) -> int:
        return self.rng.choices(range(len(SIZES)), SHARES)[0]

    def batch(self, bucket: int, size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Latents [size, 4, h, w], ids [size, chunks, 32] and entries [size, 2] of one bucket; some captions are dropped."""
        chosen = [self.rng.randrange(len(self.captions[bucket])) for _ in range(size)]
        chunks = 2 if self.rng.random() < 0.12 else 1
        ids, entries = [], []
        for index in chosen:
            caption, things = self.captions[bucket][index], self.things[bucket][index]
            if self.rng.random() < 0.1:
                caption = "" if self.rng.random() < 0.6 else self.fillers.phrase()
                things = [self.entries.empty] * len(things)
            elif self.rng.random() < 0.2:
                caption = self.fillers.add(caption)
            ids.append([self.tokenizer(text, 0.3, self.rng) for text in (caption, *self.more(chunks - 1))])
            entries.append(things)
        return self.latents[bucket][chosen], torch.tensor(ids), torch.tensor(entries)

    def more(self, count: int) -> list[str]:
        """Texts of further chunks, which say nothing of the picture."""
        return ["" if self.rng.random() < 0.3 else self.fillers.phrase() for _ in range(count)]

"""The text encoder's memory of pictures: things are looked up instead of being learnt by heart.

A small network cannot hold hundreds of pictures in its weights unless it is trained for days. So the text encoder
retrieves what the words name, as retrieval-augmented diffusion does (arXiv:2204.11824): two learnt slots read the
caption, each chooses an entry of the bank by a softmax over learnt keys, and the entry's latent comes out as 64
context tokens that know their place. The UNet attends to them beside the words.
"""

from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import LayerNorm
from .places import FEATURES, encode

WIDTH = 128
SLOTS = 2
SIDE = 8
"""Tokens across an entry; each stands for 2 × 2 latent cells."""
CELLS = SIDE * SIDE
PATCH = 4 * (4 + 1)
"""Numbers in a token: four cells with four latent channels and the picture's coverage."""
SCALE = 0.86
"""Side of a remembered picture over the canvas' shorter side."""


def to_tokens(latent: torch.Tensor, coverage: torch.Tensor) -> torch.Tensor:
    """[n, 64, 20] of latents [n, 4, 16, 16] (model units) and coverage [n, 1, 16, 16] in 0…1."""
    cells = torch.cat([latent, 2 * coverage - 1], 1)
    return F.pixel_unshuffle(cells, 2).flatten(2).transpose(1, 2)


class PictureMemory(nn.Module):
    def __init__(self, entries: int):
        super().__init__()
        self.slots = nn.Parameter(torch.randn(SLOTS, WIDTH) * 0.5)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.norm = LayerNorm(WIDTH)
        self.fc1 = nn.Linear(WIDTH, 4 * WIDTH)
        self.fc2 = nn.Linear(4 * WIDTH, WIDTH)
        self.out_norm = LayerNorm(WIDTH)
        self.keys = nn.Parameter(torch.randn(entries + 1, WIDTH) * 0.3)
        """One for each entry; the last means that the slot stays empty."""
        self.place_in = nn.Linear(FEATURES, WIDTH, bias=False)
        self.patch_in = nn.Linear(PATCH, WIDTH, bias=False)
        self.slot_in = nn.Parameter(torch.zeros(SLOTS, 1, WIDTH))
        self.register_buffer("pictures", torch.zeros(entries, CELLS * PATCH))
        centres = (torch.arange(SIDE) * 2 + 1 - SIDE) / SIDE
        at = encode(centres.repeat(SIDE), centres.repeat_interleave(SIDE))
        self.register_buffer("places", at)
        with torch.no_grad():
            # Place and picture begin in dimensions of their own, where the UNet's first heads look for them.
            self.place_in.weight.zero_()[:FEATURES] = torch.eye(FEATURES)
            self.patch_in.weight.zero_()[FEATURES : FEATURES + PATCH] = torch.eye(PATCH)
            self.slot_in[:, 0, FEATURES + PATCH :] = torch.randn(SLOTS, WIDTH - FEATURES - PATCH) * 0.5

    def logits(self, states: torch.Tensor) -> torch.Tensor:
        """[batch, 2, entries + 1]: what each slot holds, of normed text states [batch, tokens, 128]."""
        batch = states.shape[0]
        queries = self.slots.expand(batch, -1, -1)
        heads = [x.reshape(batch, -1, 4, WIDTH // 4).transpose(1, 2) for x in (queries, self.key(states), self.value(states))]
        weights = (heads[0] @ heads[1].transpose(-1, -2)).softmax(-1)
        x = (weights @ heads[2]).transpose(1, 2).reshape(batch, SLOTS, WIDTH)
        x = x + self.fc2(F.gelu(self.fc1(self.norm(x))))
        return self.out_norm(x) @ self.keys.t()

    def tokens(self, logits: torch.Tensor) -> torch.Tensor:
        """[batch, 2 · 64, 128]: context tokens of what the slots hold; zero where a slot is empty."""
        chosen = logits.float().softmax(-1)
        patches = (chosen[..., :-1] @ self.pictures).reshape(logits.shape[0], SLOTS, CELLS, PATCH)
        filled = 1 - chosen[..., -1:, None]
        tokens = self.patch_in(patches) + (self.place_in(self.places) + self.slot_in) * filled
        return tokens.flatten(1, 2)

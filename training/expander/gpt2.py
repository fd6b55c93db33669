"""GPT-2, small.

See Radford et al. 2019, "Language Models are Unsupervised Multitask Learners". Module names are those of the common
implementation, so that the shape of its exports is the shape of ours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

Past = list[tuple[torch.Tensor, torch.Tensor]]
"""Keys and values of all layers, each [rows, heads, tokens, width of a head]."""


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    positions: int = 128
    width: int = 64
    layers: int = 2
    heads: int = 4


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads = shape.heads
        self.c_attn = nn.Linear(shape.width, 3 * shape.width)
        self.c_proj = nn.Linear(shape.width, shape.width)

    def forward(self, x, past):
        rows, length, width = x.shape
        query, key, value = (
            part.view(rows, length, self.heads, width // self.heads).transpose(1, 2)
            for part in self.c_attn(x).split(width, dim=2)
        )
        if past is not None:
            key, value = torch.cat([past[0], key], 2), torch.cat([past[1], value], 2)
        scores = query @ key.transpose(2, 3) / math.sqrt(width // self.heads)
        seen = torch.arange(key.shape[2], device=x.device)
        own = seen[-length:] if past is None else torch.arange(length, device=x.device) + past[0].shape[2]
        scores = scores.masked_fill(seen[None, :] > own[:, None], -1e9)
        mixed = F.softmax(scores, -1) @ value
        return self.c_proj(mixed.transpose(1, 2).reshape(rows, length, width)), (key, value)


class Block(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.ln_1 = nn.LayerNorm(shape.width)
        self.attn = Attention(shape)
        self.ln_2 = nn.LayerNorm(shape.width)
        self.c_fc = nn.Linear(shape.width, 4 * shape.width)
        self.c_proj = nn.Linear(4 * shape.width, shape.width)

    def forward(self, x, past):
        mixed, present = self.attn(self.ln_1(x), past)
        x = x + mixed
        return x + self.c_proj(F.gelu(self.c_fc(self.ln_2(x)), approximate="tanh")), present


class GPT2(nn.Module):
    """Ids [rows, tokens] to logits [rows, tokens, vocabulary]; the embedding reads the answer too."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.wte = nn.Embedding(shape.vocabulary, shape.width)
        self.wpe = nn.Embedding(shape.positions, shape.width)
        self.h = nn.ModuleList([Block(shape) for _ in range(shape.layers)])
        self.ln_f = nn.LayerNorm(shape.width)
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                nn.init.normal_(parameter, std=0.02 / (math.sqrt(2 * shape.layers) if "c_proj" in name else 1))

    def states(self, ids: torch.Tensor, past: Past | None = None) -> tuple[torch.Tensor, Past]:
        done = 0 if past is None else past[0][0].shape[2]
        positions = torch.arange(ids.shape[1], device=ids.device) + done
        x = self.wte(ids) + self.wpe(positions)
        presents: Past = []
        for index, block in enumerate(self.h):
            x, present = block(x, None if past is None else past[index])
            presents.append(present)
        return self.ln_f(x), presents

    def logits(self, states: torch.Tensor) -> torch.Tensor:
        return states @ self.wte.weight.T

    def forward(self, ids: torch.Tensor, past: Past | None = None) -> tuple[torch.Tensor, Past]:
        states, presents = self.states(ids, past)
        return self.logits(states), presents

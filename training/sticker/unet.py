"""The denoising network, with the module names of diffusers' UNet2DConditionModel so that LoRA files fit."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from . import places
from .layers import GroupNorm, LayerNorm, upsample
from .memory import PATCH

CHANNELS = (64, 128, 192)
ATTENDS = (False, True, True)
HEADS = (4, 4, 6)
RESNETS = 2
FEED_FORWARD = 3
CONTEXT = 128
SKIPS = len(CHANNELS) * (RESNETS + 1)
IMAGE_PROMPT_WIDTHS = (
    *(width for width, attends in zip(CHANNELS, ATTENDS) if attends for _ in range(RESNETS)),
    *(width for width, attends in zip(CHANNELS[::-1], ATTENDS[::-1]) if attends for _ in range(RESNETS + 1)),
    CHANNELS[-1],
)
"""Widths of the cross attentions: down, up, middle, the order of IP-Adapter's files."""


class ResnetBlock2D(nn.Module):
    def __init__(self, inner: int, outer: int, time: int):
        super().__init__()
        self.norm1 = GroupNorm(16, inner)
        self.conv1 = nn.Conv2d(inner, outer, 3, padding=1)
        self.time_emb_proj = nn.Linear(time, outer)
        self.norm2 = GroupNorm(16, outer)
        self.conv2 = nn.Conv2d(outer, outer, 3, padding=1)
        self.conv_shortcut = nn.Conv2d(inner, outer, 1) if inner != outer else None
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)

    def forward(self, x: torch.Tensor, time: torch.Tensor) -> torch.Tensor:
        h = self.conv1(F.silu(self.norm1(x))) + self.time_emb_proj(F.silu(time))[:, :, None, None]
        h = self.conv2(F.silu(self.norm2(h)))
        return (x if self.conv_shortcut is None else self.conv_shortcut(x)) + h


class Attention(nn.Module):
    """Multi-head attention.

    `placed`: queries know where they are; the first head begins by looking at the part of a remembered picture that
    lies at the same place. `extra` adds keys, values [batch, n, width] and a bias [n] on their logits.
    """

    def __init__(self, width: int, context: int, heads: int, placed: bool = False):
        super().__init__()
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context, width, bias=False)
        self.to_v = nn.Linear(context, width, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])
        if placed:
            self.to_q_place = nn.Linear(places.FEATURES, width, bias=False)
            self.look_at_place()

    @torch.no_grad()
    def look_at_place(self) -> None:
        """Sets the first head's weights so; a logit of 16 at the very place, 13 at the next token."""
        size, sharpness = places.FEATURES, 2.38
        head = slice(0, size)
        self.to_q_place.weight.zero_()[head] = sharpness * torch.eye(size)
        self.to_q.weight[head] = 0
        self.to_k.weight[head] = 0
        self.to_k.weight[head, :size] = sharpness * torch.eye(size)
        self.to_v.weight[head] = 0
        self.to_v.weight[:PATCH, size : size + PATCH] = torch.eye(PATCH)
        self.to_out[0].weight[:, head] = 0.05 * torch.randn(self.to_out[0].weight.shape[0], size)

    def forward(self, x, context=None, place=None, extra=None):
        context = x if context is None else context
        batch, tokens, width = x.shape
        q, k, v = self.to_q(x), self.to_k(context), self.to_v(context)
        if place is not None:
            q = q + self.to_q_place(place)
        if extra is not None:
            keys, values, bias = extra
            bias = torch.cat([torch.zeros_like(k[0, :, 0]), bias.to(k.dtype)])
            k, v = torch.cat([k, keys.to(k.dtype)], 1), torch.cat([v, values.to(v.dtype)], 1)
        q, k, v = (one.view(batch, -1, self.heads, width // self.heads).transpose(1, 2) for one in (q, k, v))
        logits = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5
        if extra is not None:
            logits = logits + bias
        mixed = (logits.softmax(-1) @ v).transpose(1, 2).reshape(batch, tokens, width)
        return self.to_out[0](mixed)


class GEGLU(nn.Module):
    def __init__(self, width: int, outer: int):
        super().__init__()
        self.proj = nn.Linear(width, outer * 2)

    def forward(self, x):
        value, gate = self.proj(x).chunk(2, -1)
        return value * F.gelu(gate)


class FeedForward(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        inner = width * FEED_FORWARD
        self.net = nn.ModuleList([GEGLU(width, inner), nn.Identity(), nn.Linear(inner, width)])

    def forward(self, x):
        return self.net[2](self.net[0](x))


class BasicTransformerBlock(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.norm1 = LayerNorm(width)
        self.attn1 = Attention(width, width, heads)
        self.norm2 = LayerNorm(width)
        self.attn2 = Attention(width, CONTEXT, heads, placed=True)
        self.norm3 = LayerNorm(width)
        self.ff = FeedForward(width)

    def forward(self, x, context, place, extra=None):
        x = x + self.attn1(self.norm1(x))
        x = x + self.attn2(self.norm2(x), context, place, extra)
        return x + self.ff(self.norm3(x))


class Transformer2DModel(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.norm = GroupNorm(16, width, eps=1e-6)
        self.proj_in = nn.Linear(width, width)
        self.transformer_blocks = nn.ModuleList([BasicTransformerBlock(width, heads)])
        self.proj_out = nn.Linear(width, width)
        nn.init.zeros_(self.proj_out.weight)
        nn.init.zeros_(self.proj_out.bias)

    def forward(self, x, context, extra=None):
        batch, width, high, wide = x.shape
        h = self.proj_in(self.norm(x).permute(0, 2, 3, 1).reshape(batch, -1, width))
        h = self.transformer_blocks[0](h, context, places.grid(high, wide, x.device), extra)
        return self.proj_out(h).reshape(batch, high, wide, width).permute(0, 3, 1, 2) + x


class Downsample2D(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, 2, 1)

    def forward(self, x):
        return self.conv(x)


class Upsample2D(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        return self.conv(upsample(x))


class Block(nn.Module):
    """The resnets and attentions of one resolution on the way down or up."""

    def __init__(self, inners: list[int], outer: int, time: int, heads: int, attends: bool):
        super().__init__()
        self.resnets = nn.ModuleList([ResnetBlock2D(inner, outer, time) for inner in inners])
        if attends:
            self.attentions = nn.ModuleList([Transformer2DModel(outer, heads) for _ in inners])
        self.attends = attends


@dataclass
class Extras:
    """Optional inputs of the exported network; with these neutral values each changes nothing.

    `inpaint_feature` and `controls` (9, one for each skip) and `control_middle` are added; zeros. `keys`, `values`
    [batch, n, 1792] and `bias` [n] join the context of every cross attention, in slices in the order down, up,
    middle; a bias of −1e4 hides them. `free_u` [4] is b1, b2, s1, s2; ones.
    """

    inpaint_feature: torch.Tensor
    controls: list[torch.Tensor]
    control_middle: torch.Tensor
    keys: torch.Tensor
    values: torch.Tensor
    bias: torch.Tensor
    free_u: torch.Tensor

    def attention(self) -> tuple[Iterator, tuple]:
        """Keys, values and bias of the cross attentions down and up, in order, and of the middle one."""
        slices, start = [], 0
        for width in IMAGE_PROMPT_WIDTHS:
            part = slice(start, start + width)
            slices.append((self.keys[..., part], self.values[..., part], self.bias))
            start += width
        return iter(slices[:-1]), slices[-1]

    def freed(self, x: torch.Tensor, skip: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """FreeU (arXiv:2309.11497) as ComfyUI's second version has it: at the two wider levels only."""
        if x.shape[1] not in CHANNELS[1:]:
            return x, skip
        level = 0 if x.shape[1] == CHANNELS[2] else 1
        backbone, share = self.free_u[level], self.free_u[2 + level]
        mean = x.mean(1, keepdim=True)
        low, high = mean.amin((2, 3), keepdim=True), mean.amax((2, 3), keepdim=True)
        strength = (backbone - 1) * (mean - low) / (high - low + 1e-6) + 1
        half = x.shape[1] // 2
        return torch.cat([x[:, :half] * strength, x[:, half:]], 1), damped(skip, share)


def damped(skip: torch.Tensor, share: torch.Tensor) -> torch.Tensor:
    """Scales the four lowest frequencies of [b, c, h, w], the middle 2 × 2 of the shifted spectrum, by `share`."""
    batch, channels, high, wide = skip.shape
    down = torch.arange(high, dtype=torch.float32, device=skip.device) * (2 * math.pi) / high
    across = torch.arange(wide, dtype=torch.float32, device=skip.device) * (2 * math.pi) / wide
    angles = torch.stack([(u * down[:, None] + v * across[None]).reshape(-1) for u in (0, -1) for v in (0, -1)])
    waves = torch.cat([angles.cos(), angles.sin()])
    flat = skip.reshape(batch, channels, -1)
    low = (flat @ waves.t()) @ waves / (high * wide)
    return skip + (share - 1) * low.reshape(batch, channels, high, wide)


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        time = CHANNELS[0] * 4
        levels = range(len(CHANNELS))
        self.time_embedding = nn.ModuleDict(
            {"linear_1": nn.Linear(CHANNELS[0], time), "linear_2": nn.Linear(time, time)}
        )
        self.conv_in = nn.Conv2d(4, CHANNELS[0], 3, padding=1)
        self.down_blocks = nn.ModuleList()
        skips, width = [CHANNELS[0]], CHANNELS[0]
        for level in levels:
            outer = CHANNELS[level]
            block = Block([width] + [outer] * (RESNETS - 1), outer, time, HEADS[level], ATTENDS[level])
            width = outer
            skips += [width] * RESNETS
            if level < levels[-1]:
                block.downsamplers = nn.ModuleList([Downsample2D(width)])
                skips.append(width)
            self.down_blocks.append(block)
        self.mid_block = nn.Module()
        self.mid_block.resnets = nn.ModuleList([ResnetBlock2D(width, width, time) for _ in range(2)])
        self.mid_block.attentions = nn.ModuleList([Transformer2DModel(width, HEADS[-1])])
        self.up_blocks = nn.ModuleList()
        for level in reversed(levels):
            inners = []
            for _ in range(RESNETS + 1):
                inners.append(width + skips.pop())
                width = CHANNELS[level]
            block = Block(inners, width, time, HEADS[level], ATTENDS[level])
            if level > 0:
                block.upsamplers = nn.ModuleList([Upsample2D(width)])
            self.up_blocks.append(block)
        self.conv_norm_out = GroupNorm(16, width)
        self.conv_out = nn.Conv2d(width, 4, 3, padding=1)
        nn.init.zeros_(self.conv_out.weight)

    def forward(self, sample, timestep, context, extras: Extras | None = None):
        """v of `sample` [batch, 4, h, w] at `timestep` [batch] (0…999), attending to context [batch, n, 128]."""
        half = CHANNELS[0] // 2
        rates = torch.exp(-math.log(10_000.0) / half * torch.arange(half, dtype=torch.float32, device=sample.device))
        angles = timestep.float()[:, None] * rates[None]
        time = self.time_embedding["linear_1"](torch.cat([angles.cos(), angles.sin()], -1))
        time = self.time_embedding["linear_2"](F.silu(time))
        others, middle = (itertools.repeat(None), None) if extras is None else extras.attention()
        x = self.conv_in(sample)
        if extras is not None:
            x = x + extras.inpaint_feature
        skips = [x]
        for block in self.down_blocks:
            for index, resnet in enumerate(block.resnets):
                x = resnet(x, time)
                if block.attends:
                    x = block.attentions[index](x, context, next(others))
                skips.append(x)
            if hasattr(block, "downsamplers"):
                x = block.downsamplers[0](x)
                skips.append(x)
        x = self.mid_block.resnets[0](x, time)
        x = self.mid_block.attentions[0](x, context, middle)
        x = self.mid_block.resnets[1](x, time)
        if extras is not None:
            x = x + extras.control_middle
            skips = [skip + control for skip, control in zip(skips, extras.controls)]
        for block in self.up_blocks:
            for index, resnet in enumerate(block.resnets):
                skip = skips.pop()
                if extras is not None:
                    x, skip = extras.freed(x, skip)
                x = resnet(torch.cat([x, skip], 1), time)
                if block.attends:
                    x = block.attentions[index](x, context, next(others))
            if hasattr(block, "upsamplers"):
                x = block.upsamplers[0](x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))

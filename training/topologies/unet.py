"""UNet2DConditionModel: the block structure and the module names of the public ones, at any width."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .shapes import attend, reshape, reshape_like


@dataclass(frozen=True)
class UNetShape:
    widths: tuple[int, ...]
    depths: tuple[int, ...]
    """Transformer blocks after each resnet of a level; 0 for none."""
    heads: tuple[int, ...]
    context: int
    groups: int
    middle_depth: int
    linear_projection: bool
    resnets: int = 2
    pooled: int = 0
    """Width of `text_embeds`; 0 for a network without."""
    size_width: int = 0
    """Width of the embedding of each number in `time_ids`."""
    guidance_width: int = 0
    """Width of `timestep_cond`; 0 for a network that is not told the guidance scale."""


def sinusoids(numbers: torch.Tensor, width: int) -> torch.Tensor:
    """Cosines, then sines, of numbers [n] at frequencies from 1 down to nearly 1/10000."""
    half = width // 2
    rates = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
    angles = numbers[:, None] * rates[None]
    return torch.cat([torch.cos(angles), torch.sin(angles)], -1)


class TimestepEmbedding(nn.Module):
    def __init__(self, entry: int, width: int, condition: int = 0):
        super().__init__()
        self.linear_1 = nn.Linear(entry, width)
        self.linear_2 = nn.Linear(width, width)
        if condition:
            self.cond_proj = nn.Linear(condition, entry, bias=False)

    def forward(self, x, condition=None):
        if condition is not None:
            x = x + self.cond_proj(condition)
        return self.linear_2(F.silu(self.linear_1(x)))


class Resnet(nn.Module):
    def __init__(self, entry: int, width: int, time: int, groups: int):
        super().__init__()
        self.norm1 = nn.GroupNorm(groups, entry, eps=1e-5)
        self.conv1 = nn.Conv2d(entry, width, 3, padding=1)
        self.time_emb_proj = nn.Linear(time, width)
        self.norm2 = nn.GroupNorm(groups, width, eps=1e-5)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        if entry != width:
            self.conv_shortcut = nn.Conv2d(entry, width, 1)

    def forward(self, x, time):
        y = self.conv1(F.silu(self.norm1(x)))
        y = y + self.time_emb_proj(F.silu(time))[:, :, None, None]
        y = self.conv2(F.silu(self.norm2(y)))
        return (self.conv_shortcut(x) if hasattr(self, "conv_shortcut") else x) + y


class Attention(nn.Module):
    def __init__(self, width: int, heads: int, context: int):
        super().__init__()
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context, width, bias=False)
        self.to_v = nn.Linear(context, width, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, x, context):
        return self.to_out[0](attend(self.to_q(x), self.to_k(context), self.to_v(context), self.heads))


class Gated(nn.Module):
    def __init__(self, width: int, inner: int):
        super().__init__()
        self.proj = nn.Linear(width, 2 * inner)

    def forward(self, x):
        x, gate = self.proj(x).chunk(2, -1)
        return x * F.gelu(gate)


class FeedForward(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.net = nn.ModuleList([Gated(width, 4 * width), nn.Identity(), nn.Linear(4 * width, width)])

    def forward(self, x):
        return self.net[2](self.net[0](x))


class TransformerBlock(nn.Module):
    def __init__(self, width: int, heads: int, context: int):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn1 = Attention(width, heads, width)
        self.norm2 = nn.LayerNorm(width)
        self.attn2 = Attention(width, heads, context)
        self.norm3 = nn.LayerNorm(width)
        self.ff = FeedForward(width)

    def forward(self, x, context):
        y = self.norm1(x)
        x = x + self.attn1(y, y)
        x = x + self.attn2(self.norm2(x), context)
        return x + self.ff(self.norm3(x))


class Transformer(nn.Module):
    def __init__(self, shape: UNetShape, width: int, heads: int, depth: int):
        super().__init__()
        self.linear = shape.linear_projection
        self.norm = nn.GroupNorm(shape.groups, width, eps=1e-6)
        project = (lambda: nn.Linear(width, width)) if self.linear else (lambda: nn.Conv2d(width, width, 1))
        self.proj_in = project()
        self.transformer_blocks = nn.ModuleList(
            TransformerBlock(width, heads, shape.context) for _ in range(depth)
        )
        self.proj_out = project()
        self.width = width

    def forward(self, x, context):
        y = self.norm(x)
        y = y if self.linear else self.proj_in(y)
        y = reshape(y, 0, self.width, -1).transpose(1, 2)
        y = self.proj_in(y) if self.linear else y
        for block in self.transformer_blocks:
            y = block(y, context)
        y = self.proj_out(y) if self.linear else y
        y = reshape_like(y.transpose(1, 2), x)
        return x + (y if self.linear else self.proj_out(y))


class Resampler(nn.Module):
    def __init__(self, width: int, stride: int):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, stride=stride, padding=1)
        self.stride = stride

    def forward(self, x):
        return self.conv(x if self.stride == 2 else F.interpolate(x, scale_factor=2.0, mode="nearest"))


class Level(nn.Module):
    """One level on the way down or up: resnets, transformers behind them, and a change of resolution."""

    def __init__(self, shape: UNetShape, level: int, entries: list[int], resampler: str | None):
        super().__init__()
        width, depth = shape.widths[level], shape.depths[level]
        time = 4 * shape.widths[0]
        if depth:
            self.attentions = nn.ModuleList(
                Transformer(shape, width, shape.heads[level], depth) for _ in entries
            )
        self.resnets = nn.ModuleList(Resnet(entry, width, time, shape.groups) for entry in entries)
        if resampler:
            stride = 2 if resampler == "downsamplers" else 1
            self.add_module(resampler, nn.ModuleList([Resampler(width, stride)]))

    def step(self, at: int, x, time, context):
        x = self.resnets[at](x, time)
        return self.attentions[at](x, context) if hasattr(self, "attentions") else x


class Middle(nn.Module):
    def __init__(self, shape: UNetShape):
        super().__init__()
        width, time = shape.widths[-1], 4 * shape.widths[0]
        self.attentions = nn.ModuleList([Transformer(shape, width, shape.heads[-1], shape.middle_depth)])
        self.resnets = nn.ModuleList(Resnet(width, width, time, shape.groups) for _ in range(2))

    def forward(self, x, time, context):
        x = self.attentions[0](self.resnets[0](x, time), context)
        return self.resnets[1](x, time)


class UNet(nn.Module):
    def __init__(self, shape: UNetShape):
        super().__init__()
        self.shape = shape
        first, time, last = shape.widths[0], 4 * shape.widths[0], len(shape.widths) - 1
        self.conv_in = nn.Conv2d(4, first, 3, padding=1)
        self.time_embedding = TimestepEmbedding(first, time, shape.guidance_width)
        if shape.pooled:
            self.add_embedding = TimestepEmbedding(shape.pooled + 6 * shape.size_width, time)
        skips, width = [first], first
        downs = []
        for level, out in enumerate(shape.widths):
            entries = [width] + [out] * (shape.resnets - 1)
            downs.append(Level(shape, level, entries, "downsamplers" if level < last else None))
            skips += [out] * (shape.resnets + (level < last))
            width = out
        self.down_blocks = nn.ModuleList(downs)
        ups = []
        for level in reversed(range(len(shape.widths))):
            out, entries = shape.widths[level], []
            for _ in range(shape.resnets + 1):
                entries.append(width + skips.pop())
                width = out
            ups.append(Level(shape, level, entries, "upsamplers" if level else None))
        self.up_blocks = nn.ModuleList(ups)
        self.mid_block = Middle(shape)
        self.conv_norm_out = nn.GroupNorm(shape.groups, first, eps=1e-5)
        self.conv_out = nn.Conv2d(first, 4, 3, padding=1)

    def forward(self, sample, timestep, context, text_embeds=None, time_ids=None, timestep_cond=None):
        time = self.time_embedding(sinusoids(timestep.float(), self.shape.widths[0]), timestep_cond)
        if text_embeds is not None:
            sizes = sinusoids(time_ids.reshape(-1), self.shape.size_width)
            sizes = reshape(sizes, -1, 6 * self.shape.size_width)
            time = time + self.add_embedding(torch.cat([text_embeds, sizes], -1))
        x = self.conv_in(sample)
        skips = [x]
        for block in self.down_blocks:
            for at in range(len(block.resnets)):
                x = block.step(at, x, time, context)
                skips.append(x)
            if hasattr(block, "downsamplers"):
                x = block.downsamplers[0](x)
                skips.append(x)
        x = self.mid_block(x, time, context)
        for block in self.up_blocks:
            for at in range(len(block.resnets)):
                x = block.step(at, torch.cat([x, skips.pop()], 1), time, context)
            if hasattr(block, "upsamplers"):
                x = block.upsamplers[0](x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))

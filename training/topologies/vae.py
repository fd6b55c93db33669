"""The decoder of AutoencoderKL: four levels, three resnets each, attention in the middle; at any width."""

from __future__ import annotations

import torch.nn as nn
import torch.nn.functional as F

from .shapes import attend, reshape, reshape_like
from .unet import Resampler


class Resnet(nn.Module):
    def __init__(self, entry: int, width: int, groups: int):
        super().__init__()
        self.norm1 = nn.GroupNorm(groups, entry, eps=1e-6)
        self.conv1 = nn.Conv2d(entry, width, 3, padding=1)
        self.norm2 = nn.GroupNorm(groups, width, eps=1e-6)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        if entry != width:
            self.conv_shortcut = nn.Conv2d(entry, width, 1)

    def forward(self, x):
        y = self.conv2(F.silu(self.norm2(self.conv1(F.silu(self.norm1(x))))))
        return (self.conv_shortcut(x) if hasattr(self, "conv_shortcut") else x) + y


class Attention(nn.Module):
    def __init__(self, width: int, groups: int):
        super().__init__()
        self.width = width
        self.group_norm = nn.GroupNorm(groups, width, eps=1e-6)
        self.to_q = nn.Linear(width, width)
        self.to_k = nn.Linear(width, width)
        self.to_v = nn.Linear(width, width)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, x):
        y = reshape(self.group_norm(x), 0, self.width, -1).transpose(1, 2)
        y = self.to_out[0](attend(self.to_q(y), self.to_k(y), self.to_v(y), 1))
        return x + reshape_like(y.transpose(1, 2), x)


class Middle(nn.Module):
    def __init__(self, width: int, groups: int):
        super().__init__()
        self.attentions = nn.ModuleList([Attention(width, groups)])
        self.resnets = nn.ModuleList(Resnet(width, width, groups) for _ in range(2))

    def forward(self, x):
        return self.resnets[1](self.attentions[0](self.resnets[0](x)))


class Up(nn.Module):
    def __init__(self, entry: int, width: int, groups: int, grows: bool):
        super().__init__()
        self.resnets = nn.ModuleList(Resnet(entry if at == 0 else width, width, groups) for at in range(3))
        if grows:
            self.upsamplers = nn.ModuleList([Resampler(width, 1)])

    def forward(self, x):
        for resnet in self.resnets:
            x = resnet(x)
        return self.upsamplers[0](x) if hasattr(self, "upsamplers") else x


class DecoderBody(nn.Module):
    def __init__(self, widths: tuple[int, ...], groups: int):
        super().__init__()
        width = widths[-1]
        self.conv_in = nn.Conv2d(4, width, 3, padding=1)
        ups = []
        for out in reversed(widths):
            ups.append(Up(width, out, groups, grows=len(ups) < len(widths) - 1))
            width = out
        self.up_blocks = nn.ModuleList(ups)
        self.mid_block = Middle(widths[-1], groups)
        self.conv_norm_out = nn.GroupNorm(groups, width, eps=1e-6)
        self.conv_out = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, x):
        x = self.mid_block(self.conv_in(x))
        for block in self.up_blocks:
            x = block(x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))


class Decoder(nn.Module):
    """From a latent in the autoencoder's own units to pixels, -1..1 after training."""

    def __init__(self, widths: tuple[int, ...] = (8, 16, 32, 32), groups: int = 4):
        super().__init__()
        self.decoder = DecoderBody(widths, groups)
        self.post_quant_conv = nn.Conv2d(4, 4, 1)

    def forward(self, latent):
        return self.decoder(self.post_quant_conv(latent))

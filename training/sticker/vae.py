"""The autoencoder: pixels [batch, 3, 8h, 8w] in −1…1 to latents [batch, 4, h, w] and back."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import GroupNorm, upsample

CHANNELS = (48, 96, 160)
"""Widths at a half, a quarter and an eighth of the picture's size."""

LATENT_CHANNELS = 4


def norm(channels: int) -> GroupNorm:
    return GroupNorm(min(16, channels // 4), channels, eps=1e-6)


class ResnetBlock(nn.Module):
    """Two convolutions beside a shortcut. `silent`: starts as the identity, to deepen a trained network."""

    def __init__(self, channels: int, silent: bool = False):
        super().__init__()
        self.norm1 = norm(channels)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.norm2 = norm(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        if silent:
            nn.init.zeros_(self.conv2.weight)
            nn.init.zeros_(self.conv2.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.conv2(F.silu(self.norm2(self.conv1(F.silu(self.norm1(x))))))


class Encoder(nn.Module):
    """Returns mean and log variance, [batch, 8, h, w]."""

    def __init__(self):
        super().__init__()
        half, quarter, eighth = CHANNELS
        self.conv_in = nn.Conv2d(3 * 4, half, 3, padding=1)
        self.at_half = ResnetBlock(half)
        self.to_quarter = nn.Conv2d(half, quarter, 3, 2, 1)
        self.at_quarter = ResnetBlock(quarter)
        self.to_eighth = nn.Conv2d(quarter, eighth, 3, 2, 1)
        self.at_eighth = nn.Sequential(ResnetBlock(eighth), ResnetBlock(eighth))
        self.conv_norm_out = norm(eighth)
        self.conv_out = nn.Conv2d(eighth, 2 * LATENT_CHANNELS, 3, padding=1)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = self.at_half(self.conv_in(F.pixel_unshuffle(pixels, 2)))
        x = self.at_quarter(self.to_quarter(x))
        x = self.at_eighth(self.to_eighth(x))
        return self.conv_out(F.silu(self.conv_norm_out(x)))

    def mean(self, pixels: torch.Tensor) -> torch.Tensor:
        return self(pixels).chunk(2, 1)[0]


class Decoder(nn.Module):
    """Deeper than the encoder: the details that the latent leaves out are drawn here."""

    def __init__(self):
        super().__init__()
        half, quarter, eighth = CHANNELS
        self.conv_in = nn.Conv2d(LATENT_CHANNELS, eighth, 3, padding=1)
        self.at_eighth = nn.Sequential(
            ResnetBlock(eighth), ResnetBlock(eighth), ResnetBlock(eighth, silent=True)
        )
        self.to_quarter = nn.Conv2d(eighth, quarter, 3, padding=1)
        self.at_quarter = nn.Sequential(
            ResnetBlock(quarter), ResnetBlock(quarter), ResnetBlock(quarter, silent=True)
        )
        self.to_half = nn.Conv2d(quarter, half, 3, padding=1)
        self.at_half = nn.Sequential(ResnetBlock(half), ResnetBlock(half), ResnetBlock(half, silent=True))
        self.conv_norm_out = norm(half)
        self.conv_out = nn.Conv2d(half, 3 * 4, 3, padding=1)

    def forward(self, latent: torch.Tensor) -> torch.Tensor:
        x = self.at_eighth(self.conv_in(latent))
        x = self.at_quarter(self.to_quarter(upsample(x)))
        x = self.at_half(self.to_half(upsample(x)))
        return F.pixel_shuffle(self.conv_out(F.silu(self.conv_norm_out(x))), 2)

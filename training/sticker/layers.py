"""Layers that several networks share. Normalisations compute in float32 whatever autocast chooses around them."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class GroupNorm(nn.GroupNorm):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = F.group_norm(x.float(), self.num_groups, self.weight.float(), self.bias.float(), self.eps)
        return y.to(x.dtype)


class LayerNorm(nn.LayerNorm):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.layer_norm(x.float(), self.normalized_shape, self.weight, self.bias, self.eps).to(x.dtype)


def upsample(x: torch.Tensor) -> torch.Tensor:
    """Each pixel as a 2 × 2 block."""
    return F.interpolate(x, scale_factor=2.0, mode="nearest")

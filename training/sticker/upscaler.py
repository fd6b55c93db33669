"""Super-resolution: RGB [batch, 3, h, w] in 0…1 to [batch, 3, scale · h, scale · w], of any size.

The compact network of Real-ESRGAN's video models ("SRVGGNetCompact", after arXiv:2107.10833): all
convolutions work on the small picture, and what they add to the enlarged one comes out of a pixel shuffle
(arXiv:1609.05158). A leaky ReLU stands in for its PReLU, which has weights and needs an operator of its
own.
"""

from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F

SCALES = (2, 4)
WIDTH = 32
LAYERS = 6
SLOPE = 0.1


class Upscaler(nn.Module):
    """60 k weights for 2×, 70 k for 4×; an output pixel sees 17 × 17.

    Starts as bilinear enlarging: from whole pixels, L1 hardly moves for hundreds of steps.
    """

    def __init__(self, scale: int):
        super().__init__()
        self.scale = scale
        self.conv_in = nn.Conv2d(3, WIDTH, 3, padding=1)
        self.body = nn.ModuleList([nn.Conv2d(WIDTH, WIDTH, 3, padding=1) for _ in range(LAYERS)])
        self.conv_out = nn.Conv2d(WIDTH, 3 * scale * scale, 3, padding=1)
        for conv in (self.conv_in, *self.body):
            nn.init.kaiming_normal_(conv.weight, a=SLOPE)
            nn.init.zeros_(conv.bias)
        nn.init.zeros_(self.conv_out.weight)
        nn.init.zeros_(self.conv_out.bias)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """Not clamped: values a little outside 0…1 are possible."""
        x = F.leaky_relu(self.conv_in(pixels - 0.5), SLOPE)
        for conv in self.body:
            x = F.leaky_relu(conv(x), SLOPE)
        enlarged = F.interpolate(pixels, scale_factor=float(self.scale), mode="bilinear", align_corners=False)
        return enlarged + F.pixel_shuffle(self.conv_out(x), self.scale)

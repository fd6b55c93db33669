"""Places on the canvas as numbers that both the UNet's cells and the remembered pictures' cells carry."""

import math

import torch

FEATURES = 32
"""Sine and cosine of eight frequencies, half an octave apart, across and down."""

FREQUENCIES = tuple(0.25 * math.pi * 2 ** (n / 2) for n in range(8))


def encode(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """[n, 32] of coordinates [n]; −1…1 spans the canvas' shorter side."""
    rates = torch.tensor(FREQUENCIES, dtype=torch.float32, device=x.device)
    across, down = x[:, None] * rates, y[:, None] * rates
    return torch.cat([across.sin(), across.cos(), down.sin(), down.cos()], -1)


def grid(height, width, device=None) -> torch.Tensor:
    """[height · width, 32], row by row, of the cells' centres."""
    rows = torch.arange(height, dtype=torch.float32, device=device)
    columns = torch.arange(width, dtype=torch.float32, device=device)
    shorter = torch.minimum(torch.as_tensor(height), torch.as_tensor(width)).to(torch.float32).to(rows.device)
    y = (2 * rows + 1 - height) / shorter
    x = (2 * columns + 1 - width) / shorter
    # Sums instead of expand(len(x)), whose lengths a traced graph would keep as constants.
    return encode((x[None, :] + 0 * y[:, None]).reshape(-1), (y[:, None] + 0 * x[None, :]).reshape(-1))

"""The optimiser of all trainings, the fall of its rate, and the averages of what it moves."""

from __future__ import annotations

import math

import torch

from .precision import fused


def adamw(parameters: list[torch.nn.Parameter], rate: float, decay: float) -> torch.optim.AdamW:
    """Shorter memory of squares than usual: trainings of minutes have few steps."""
    return torch.optim.AdamW(parameters, lr=rate, betas=(0.9, 0.98), weight_decay=decay, **fused())


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate


def fallen(share: float, final: float) -> float:
    """What is left of the rate when this share (0…1) of the time is over: half a cosine from 1 to `final`."""
    return final + (1 - final) * 0.5 * (1 + math.cos(math.pi * min(1, share)))


@torch.no_grad()
def average(averaged: list[torch.Tensor], parameters: list[torch.nn.Parameter], decay: float) -> None:
    """Moves the averages towards the parameters; `decay` is what they keep of themselves."""
    torch._foreach_mul_(averaged, decay)
    torch._foreach_add_(averaged, parameters, alpha=1 - decay)


def decay_after(steps: float, final: float) -> float:
    """What averages keep after so many steps: little at first, so that they forget where training began."""
    return min(final, (1 + steps) / (10 + steps))

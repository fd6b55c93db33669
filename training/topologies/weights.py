"""Weights that any language can make again: nothing random has to be stored, only names and shapes.

Number k of tensor t is a 32-bit hash of both, spread evenly over -bound..bound. All steps are exact in float64 and
rounded once to float32.
"""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn as nn

GAIN = 0.5
"""Standard deviation of what a matrix makes of unit inputs."""


def hashes(tensor: int, count: int) -> np.ndarray:
    """`count` whole numbers below 2**32, mixed as in MurmurHash3's last step."""
    x = (np.arange(count, dtype=np.uint64) * 0x9E3779B9 + (tensor + 1) * 0x85EBCA6B) & 0xFFFFFFFF
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        x ^= x >> np.uint64(shift)
        x = (x * factor) & 0xFFFFFFFF
    return x ^ (x >> np.uint64(16))


def values(name: str, tensor: int, shape: tuple[int, ...]) -> np.ndarray:
    """Float32 of this shape: matrices by their fan-in, scales around 1, biases around 0."""
    even = (hashes(tensor, math.prod(shape)) >> np.uint64(8)).astype(np.float64) / 2**23 - 1
    if len(shape) > 1:
        even *= GAIN * math.sqrt(3 / math.prod(shape[1:]))
    else:
        even = 0.125 * even + (1 if name.endswith(".weight") else 0)
    return even.astype(np.float32).reshape(shape)


@torch.no_grad()
def fill(module: nn.Module) -> list[str]:
    """Gives a module its weights, in the order of its parameters. Returns their names."""
    names = []
    for tensor, (name, parameter) in enumerate(module.named_parameters()):
        parameter.copy_(torch.from_numpy(values(name, tensor, tuple(parameter.shape))))
        names.append(name)
    return names

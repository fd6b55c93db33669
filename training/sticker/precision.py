"""Which arithmetic is quick on this machine."""

from __future__ import annotations

import contextlib
import platform
from pathlib import Path

import torch


def fast_device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def autocast(device: torch.device):
    """bfloat16 on GPUs and on processors with matrix units; elsewhere it is slower than float32."""
    if device.type == "cuda" or (platform.system() == "Linux" and "amx_bf16" in Path("/proc/cpuinfo").read_text()):
        return torch.autocast(device.type, dtype=torch.bfloat16)
    return contextlib.nullcontext()


def fused() -> dict[str, bool]:
    """AdamW's option to update all weights in one pass, where this PyTorch has it for the processor."""
    major, minor = (int(part) for part in torch.__version__.split(".")[:2])
    return {"fused": True} if (major, minor) >= (2, 4) else {}

"""Low-rank adapters over matrices and convolutions (arXiv:2106.09685), and the files that hold them.

The files have the names of kohya's sd-scripts: `lora_unet_`, the module's path with underscores for dots, and
then `.lora_down.weight`, `.lora_up.weight` or `.alpha`. An adapter adds alpha / rank · up · down to a weight.
Those of convolutions are LoCon's (arXiv:2309.14859): down keeps the kernel's size and up is 1 × 1.
"""

from __future__ import annotations

import contextlib
import copy
import json
import math
import struct
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn as nn
from torch.nn.utils import parametrize

PREFIX = "lora_unet_"

Factors = dict[str, tuple[torch.Tensor, torch.Tensor]]
"""Down [rank, in, …kernel] and up [out, rank] of each adapted module, by its path. Alpha is the rank."""


class Adapter(nn.Module):
    """Adds up · down to a weight [out, in, …kernel]. Starts at zero: a new adapter changes nothing."""

    def __init__(self, weight: torch.Tensor, rank: int):
        super().__init__()
        rank = min(rank, weight.shape[0], weight[0].numel())
        self.down = nn.Parameter(torch.empty(rank, *weight.shape[1:], device=weight.device))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank, device=weight.device))
        self.enabled = True
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return weight + product(self.down, self.up).to(weight.dtype) if self.enabled else weight


def product(down: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    """up · down, shaped as the weight it is added to."""
    return (up.flatten(1) @ down.flatten(1)).reshape(len(up), *down.shape[1:])


def layers(network: nn.Module) -> dict[str, nn.Module]:
    """The layers that can be adapted, by path."""
    kinds = (nn.Linear, nn.Conv2d)
    return {path: one for path, one in network.named_modules() if isinstance(one, kinds)}


def adapt(network: nn.Module, rank: int) -> dict[str, Adapter]:
    """Puts adapters over all matrices and convolutions and freezes all else.

    The network keeps its own weights and computes with their sums, so that a step costs what it costs without
    adapters.
    """
    network.requires_grad_(False)
    found = layers(network)
    adapters = {path: Adapter(layer.weight, rank) for path, layer in found.items()}
    for path, layer in found.items():
        parametrize.register_parametrization(layer, "weight", adapters[path])
    return adapters


@contextlib.contextmanager
def without(adapters: dict[str, Adapter]) -> Iterator[None]:
    """The network as it was before its adapters."""
    for one in adapters.values():
        one.enabled = False
    try:
        yield
    finally:
        for one in adapters.values():
            one.enabled = True


def parameters_of(adapters: dict[str, Adapter]) -> list[nn.Parameter]:
    """All downs and ups: down, up, down, up, …"""
    return [parameter for one in adapters.values() for parameter in (one.down, one.up)]


def factors_of(adapters: dict[str, Adapter], values: list[torch.Tensor]) -> Factors:
    """Values in the order of `parameters_of`, by path."""
    return dict(zip(adapters, zip(values[::2], values[1::2])))


def key_of(path: str) -> str:
    return PREFIX + path.replace(".", "_")


def save_kohya(path: Path, factors: Factors, facts: dict[str, str]) -> None:
    """Writes a `.safetensors` file in float16; `facts` become its metadata."""
    tensors: dict[str, torch.Tensor] = {}
    for module, (down, up) in factors.items():
        key = key_of(module)
        tensors[f"{key}.lora_down.weight"] = down
        tensors[f"{key}.lora_up.weight"] = up[:, :, None, None] if down.ndim == 4 else up
        tensors[f"{key}.alpha"] = torch.tensor(float(len(down)))
    write_safetensors(path, tensors, facts)


def write_safetensors(path: Path, tensors: dict[str, torch.Tensor], facts: dict[str, str]) -> None:
    """Writes tensors as float16: the header's length, the header as JSON, the data.

    The format: https://github.com/huggingface/safetensors#format
    """
    header: dict[str, object] = {"__metadata__": {"format": "pt", **facts}}
    data = bytearray()
    for name, tensor in tensors.items():
        begin = len(data)
        data += tensor.detach().cpu().half().contiguous().numpy().astype("<f2").tobytes()
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def read_safetensors(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file that holds float16 and float32, widened to float32."""
    raw = path.read_bytes()
    (length,) = struct.unpack_from("<Q", raw)
    header = json.loads(raw[8 : 8 + length])
    types = {"F16": torch.float16, "F32": torch.float32}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = torch.frombuffer(bytearray(raw[begin:end]), dtype=types[entry["dtype"]])
        tensors[name] = values.float().reshape(entry["shape"])
    return tensors


@torch.no_grad()
def merged(unet: nn.Module, path: Path) -> nn.Module:
    """A copy of a network without adapters, with a file's added. Every key must find its layer."""
    tensors, network = read_safetensors(path), copy.deepcopy(unet)
    for module, layer in layers(network).items():
        key = key_of(module)
        if f"{key}.alpha" not in tensors:
            continue
        down, up = tensors.pop(f"{key}.lora_down.weight"), tensors.pop(f"{key}.lora_up.weight")
        scale = tensors.pop(f"{key}.alpha").item() / len(down)
        layer.weight += scale * product(down, up).to(layer.weight)
    if tensors:
        strangers = ", ".join(sorted(tensors)[:5])
        raise ValueError(f"{path} has weights for layers that the network lacks: {strangers}")
    return network

"""Writes a small graph as PyTorch exports it by itself: matrices of linear layers lose their names and are turned.

    python -m topologies.nameless

The product's test reads it, `workers/lora/testing/nameless-export.json`: graph and weights in base64, and every
parameter under torch's name for it.
"""

from __future__ import annotations

import base64
import json
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
import torch.nn as nn


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.to_q = nn.Linear(6, 4, bias=False)
        self.to_k = nn.Linear(6, 4, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(4, 6), nn.Identity()])

    def forward(self, x):
        return self.to_out[0](self.to_q(x) * self.to_k(x))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(6, 6, 3, padding=1)
        self.attentions = nn.ModuleList([Attention()])

    def forward(self, x):
        x = self.conv1(x)
        rows = x.flatten(2).transpose(1, 2)
        return x + self.attentions[0](rows).transpose(1, 2).reshape(x.shape)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.time_embedding = nn.Linear(6, 6)
        self.down_blocks = nn.ModuleList([Block(), Block()])

    def forward(self, sample, step):
        sample = sample + self.time_embedding(step)[:, :, None, None]
        for block in self.down_blocks:
            sample = block(sample)
        return sample


def main() -> None:
    torch.manual_seed(0)
    network, folder = Network().eval(), Path(tempfile.mkdtemp())
    newer = {"dynamo": False} if torch.__version__ >= "2.5" else {}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        inputs = torch.randn(1, 6, 4, 4), torch.randn(1, 6)
        torch.onnx.export(network, inputs, str(folder / "whole.onnx"), input_names=["sample", "step"], opset_version=17, **newer)
    onnx.save_model(
        onnx.load(str(folder / "whole.onnx")),
        str(folder / "model.onnx"),
        save_as_external_data=True,
        location="weights.bin",
        size_threshold=0,
        convert_attribute=False,
    )
    encoded = {name: base64.b64encode((folder / file).read_bytes()).decode() for name, file in (("graph", "model.onnx"), ("weights", "weights.bin"))}
    parameters = {
        name: {"shape": list(value.shape), "values": value.flatten().tolist()} for name, value in network.named_parameters()
    }
    out = Path(__file__).resolve().parents[2] / "workers" / "lora" / "testing" / "nameless-export.json"
    out.write_text(json.dumps({**encoded, "parameters": parameters}) + "\n")


if __name__ == "__main__":
    main()

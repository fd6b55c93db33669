"""A module as an ONNX graph beside a list of its tensors; the weights themselves are made by `weights.py`."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import onnx
import torch
import torch.nn as nn
from onnx.external_data_helper import set_external_data

OPSET = 17
UNUSED = ("token_embedding.weight", "final_layer_norm.weight", "final_layer_norm.bias")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short(number: int) -> str:
    text = ""
    while number or not text:
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return text


class Boundary(nn.Module):
    """A function of named tensors as a module, with every float input and output in one type."""

    def __init__(self, module: nn.Module, function, half: bool):
        super().__init__()
        self.inner = module
        self.function = function
        self.half_numbers = half

    def forward(self, *inputs):
        wide = (x.float() if x.is_floating_point() else x for x in inputs)
        outputs = self.function(self.inner, *wide)
        return tuple(x.half() for x in outputs) if self.half_numbers else outputs


def write(
    path: Path,
    module: Boundary,
    names: list[str],
    inputs: dict[str, torch.Tensor],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    """`model.onnx`, which names a `weights.bin` that is not written, and `tensors.json`, which says what is in it.

    @param names the module's parameters, in the order of the weights
    """
    path.mkdir(parents=True, exist_ok=True)
    file = path / "model.onnx"
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(file),
            input_names=list(inputs),
            output_names=outputs,
            opset_version=OPSET,
            dynamic_axes=axes,
            do_constant_folding=False,
            dynamo=False,
        )
    model = onnx.load(str(file))
    graph = model.graph
    del graph.value_info[:]
    shapes = {name: list(parameter.shape) for name, parameter in module.inner.named_parameters()}
    used = {tensor.name.removeprefix("inner.") for tensor in graph.initializer}
    # The token table is not in a graph that takes vectors, nor a last norm in one whose last state nobody wants.
    lost = [name for name in names if name not in used and not name.endswith(UNUSED)]
    assert not lost, f"the graph lost {lost[:5]}"
    kept = {*inputs, *outputs}
    renamed: dict[str, str] = {}

    def new_name(old: str) -> str:
        if old == "" or old in kept:
            return old
        if old.removeprefix("inner.") in names:
            return old.removeprefix("inner.")
        return renamed.setdefault(old, short(len(renamed)))

    for node in graph.node:
        node.ClearField("name")
        node.ClearField("doc_string")
        node.input[:] = [new_name(name) for name in node.input]
        node.output[:] = [new_name(name) for name in node.output]
    offset, tensors = 0, {}
    places = {}
    for name in names:
        places[name] = offset
        tensors[name] = {"offset": offset, "dtype": "float32", "shape": shapes[name]}
        offset += 4 * torch.Size(shapes[name]).numel()
    for tensor in graph.initializer:
        tensor.name = new_name(tensor.name)
        if tensor.name not in places:
            continue
        length = len(tensor.raw_data)
        tensor.raw_data = tensor.raw_data or b"\0"
        set_external_data(tensor, "weights.bin", offset=places[tensor.name], length=length)
        tensor.ClearField("raw_data")
    model.ClearField("producer_name")
    model.ClearField("producer_version")
    file.write_bytes(model.SerializeToString())
    listing = {"format": "fooocus-tab-tensors/1", "tensors": tensors}
    (path / "tensors.json").write_text(json.dumps(listing, separators=(",", ":")) + "\n")

"""Takes the weights of this project's first model from its ONNX files, so that training goes on instead of beginning.

    python -m sticker.warm_start FOLDER        (public/models/sticker as it was in version 0.1)

Writes `work/vae.pt` and `work/first.pt`. The exporter of that model kept the names of biases, convolutions and embeddings, but not those of matrices and
group norms, which it stored under numbers. They are found by the order in which the network uses them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import numpy_helper

from .layers import GroupNorm
from .text_encoder import WIDTH, TextEncoder
from .tokenizer import Tokenizer, caption_words
from .unet import UNet
from .vae import Decoder, Encoder

ENCODER = {
    "at_half.": "e.b0.",
    "to_quarter.": "e.d0.",
    "at_quarter.": "e.b1.",
    "to_eighth.": "e.d1.",
    "at_eighth.": "e.b2.",
    "conv_norm_out": "e.norm",
    "conv_out": "e.out",
    "conv_in": "e.conv_in",
}
DECODER = {
    "at_half.": "b0.",
    "to_quarter.": "u1.",
    "at_quarter.": "b1.",
    "to_half.": "u0.",
    "at_eighth.": "b2.",
    "conv_norm_out": "norm",
    "conv_out": "out",
}
TEXT_ENCODER = {
    "text_model.encoder.": "t.",
    "text_model.final": "t.final",
    "self_attn.out_proj": "attn.to_out.0",
    "mlp.": "",
}


class OldGraph:
    """The initialisers of a graph, widened to float32."""

    def __init__(self, path: Path):
        graph = onnx.load(str(path)).graph
        self.values = {
            one.name.removesuffix(".f16"): numpy_helper.to_array(one).astype(np.float32) for one in graph.initializer
        }
        self.nodes = list(graph.node)

    def used(self, op: str, shaped: Callable[[np.ndarray], bool]) -> list[np.ndarray]:
        """Initialisers that nodes of this kind use and whose name is lost, in order of use."""
        found = []
        for node in self.nodes:
            if node.op_type == op:
                found += [
                    self.values[name]
                    for name in node.input
                    if name.startswith("onnx::") and name in self.values and shaped(self.values[name])
                ]
        return found


def take(module: nn.Module, graph: OldGraph, rename: Callable[[str], str], run: Callable[[], object]) -> list[str]:
    """Fills a module from a graph.

    `rename` gives a parameter's old name; `run` calls the module once, which tells the order of its layers.
    Returns the names of parameters that the old graph does not have.
    """
    order: list[nn.Module] = []
    hooks = [
        one.register_forward_hook(lambda layer, inputs, _: order.append(layer) if is_nameless(layer, inputs) else None)
        for one in module.modules()
        if isinstance(one, (nn.Linear, GroupNorm)) and not getattr(one, "is_new", False)
    ]
    with torch.no_grad():
        run()
    for hook in hooks:
        hook.remove()
    linears = [one for one in order if isinstance(one, nn.Linear)]
    norms = [one for one in order if isinstance(one, GroupNorm)]
    matrices = graph.used("MatMul", lambda value: value.ndim == 2)
    scales = graph.used("Mul", lambda value: value.ndim == 3)
    shifts = graph.used("Add", lambda value: value.ndim == 3)
    assert len(matrices) == len(linears), (len(matrices), len(linears))
    assert len(scales) == len(shifts) == len(norms), (len(scales), len(shifts), len(norms))
    filled = set()
    for linear, matrix in zip(linears, matrices):
        copy(linear.weight, matrix.T)
        filled.add(id(linear.weight))
    for norm, scale, shift in zip(norms, scales, shifts):
        copy(norm.weight, scale.ravel())
        copy(norm.bias, shift.ravel())
        filled |= {id(norm.weight), id(norm.bias)}
    missing = []
    for name, parameter in module.named_parameters():
        if id(parameter) in filled:
            continue
        old = rename(name)
        if old in graph.values and graph.values[old].shape == tuple(parameter.shape):
            copy(parameter, graph.values[old])
        else:
            missing.append(name)
    return missing


def is_nameless(layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> bool:
    return isinstance(layer, GroupNorm) or inputs[0].ndim > 2


def copy(parameter: nn.Parameter, value: np.ndarray) -> None:
    assert tuple(parameter.shape) == value.shape, (parameter.shape, value.shape)
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.array(value)))


def renamed(name: str, parts: dict[str, str]) -> str:
    for new, old in parts.items():
        name = name.replace(new, old)
    return name


def begins_with(name: str, parts: dict[str, str]) -> str:
    return next((old + name[len(new) :] for new, old in parts.items() if name.startswith(new)), name)


def leave_new(*modules: nn.Module) -> None:
    """Layers that the first model did not have."""
    for module in modules:
        for one in module.modules():
            one.is_new = True


def take_vae(folder: Path) -> dict[str, dict]:
    encoder, decoder = Encoder(), Decoder()
    leave_new(*(getattr(decoder, level)[2] for level in ("at_eighth", "at_quarter", "at_half")))
    graph = OldGraph(folder / "vae_encoder" / "model.onnx")
    take(encoder, graph, lambda name: begins_with(name, ENCODER), lambda: encoder(torch.zeros(1, 3, 64, 64)))
    graph = OldGraph(folder / "vae_decoder" / "model.onnx")
    take(decoder, graph, lambda name: begins_with(name, DECODER), lambda: decoder(torch.zeros(1, 4, 8, 8)))
    return {"encoder": encoder.state_dict(), "decoder": decoder.state_dict()}


@torch.no_grad()
def take_words(folder: Path, tokenizer: Tokenizer) -> dict[str, torch.Tensor]:
    """Known words keep their vector; other words of captions get a new one, other pieces that of unknown words."""
    encoder = TextEncoder(len(tokenizer.vocabulary), 1)
    leave_new(encoder.text_model.encoder.layers[-1], encoder.memory)
    graph = OldGraph(folder / "text_encoder" / "model.onnx")
    ids = torch.zeros(1, 16, dtype=torch.long)
    take(encoder, graph, lambda name: renamed(name, TEXT_ENCODER), lambda: encoder.states(ids))
    old = json.loads((folder / "tokenizer" / "vocab.json").read_text())
    vectors = torch.from_numpy(graph.values["t.token_embedding.weight"])
    unknown = vectors[old["!"]]
    learnt = {token for token, number in old.items() if not torch.allclose(vectors[number], unknown)}
    spread = vectors[[old[token] for token in learnt]].std()
    weights = encoder.text_model.embeddings.token_embedding.weight
    captions, generator = caption_words(), torch.Generator().manual_seed(0)
    for token, number in tokenizer.vocabulary.items():
        noise = torch.randn(WIDTH, generator=generator) * spread
        if token in learnt:
            weights[number] = vectors[old[token]]
        elif token.endswith("</w>") and token[:-4] in captions:
            weights[number] = noise
        else:
            weights[number] = unknown + 0.2 * noise
    (places,) = (value for value in graph.values.values() if value.size == 16 * WIDTH and value.shape[-2] == 16)
    positions = encoder.text_model.embeddings.position_embedding.weight
    positions[:16] = torch.from_numpy(places.reshape(16, WIDTH))
    positions[16:] = positions[15]
    return {name: value for name, value in encoder.state_dict().items() if not name.startswith("memory.")}


def take_unet(folder: Path) -> dict[str, torch.Tensor]:
    unet, graph = UNet(), OldGraph(folder / "unet" / "model.onnx")
    for name, module in unet.named_modules():
        if name.endswith("to_q_place"):
            leave_new(module)
    inputs = torch.zeros(1, 4, 16, 16), torch.zeros(1), torch.zeros(1, 16, WIDTH)
    take(unet, graph, lambda name: f"u.{name}", lambda: unet(*inputs))
    return unet.state_dict()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.save(take_vae(options.folder), options.work / "vae.pt")
    words = take_words(options.folder, Tokenizer.load(options.work / "tokenizer"))
    weights = {f"text_encoder.{name}": value for name, value in words.items()}
    weights |= {f"unet.{name}": value for name, value in take_unet(options.folder).items()}
    torch.save({"weights": weights}, options.work / "first.pt")


if __name__ == "__main__":
    main()

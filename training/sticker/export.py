"""Writes the model in the layout that the product loads.

    python -m sticker.export [--out work/export]

UNet and text encoder are graphs beside a file of weights (ONNX external data) and a list that says where each of the
module's tensors lies in it, so that LoRA files can be merged before a session is made. Matrices are stored as 8-bit
integers with a scale for each row; whoever loads the file widens them to the float16 that the graph asks for. Cast
nodes widen that to float32, in which all computing is done. The networks are rounded first: what is exported is
exactly what PyTorch computes.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data

from . import schedule
from .latents import LATENT_SCALE
from .pair import Pair, load_averaged
from .pool import to_pixels
from .scenes import SIZES, Art, Composer
from .simplify import simplify
from .text_encoder import LAYERS, MAX_TOKENS
from .tokenizer import Tokenizer
from .unet import IMAGE_PROMPT_WIDTHS, SKIPS, Extras
from .vae import Decoder, Encoder

OPSET = 17
SMALLEST_HALF = 512
"""Numbers in the smallest tensor that is stored as float16."""
ALIGNMENT = 64


SMALLEST_BYTES = 4096
"""Numbers in the smallest matrix that is stored in 8 bits."""


Bytes = dict[str, tuple[np.ndarray, np.ndarray]]


def is_matrix(shape: tuple[int, ...]) -> bool:
    return len(shape) > 1 and math.prod(shape) >= SMALLEST_BYTES


def quantised(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 of the same shape and a float32 scale for each row, of float32 values."""
    rows = values.reshape(len(values), -1)
    scales = (np.abs(rows).max(1) / 127).astype(np.float32)
    steps = np.divide(rows, scales[:, None], out=np.zeros_like(rows), where=scales[:, None] > 0)
    return np.clip(np.rint(steps), -127, 127).astype(np.int8).reshape(values.shape), scales


def widened(bytes_: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The float16 that a loader makes of them: one float32 product, rounded once."""
    return (bytes_.astype(np.float32) * scales.reshape(-1, *[1] * (bytes_.ndim - 1))).astype(np.float16)


@torch.no_grad()
def round_weights(module: nn.Module, in_bytes: bool) -> Bytes:
    """Rounds weights to what their stored form can hold. Returns steps and scales of those stored in 8 bits."""
    stored: Bytes = {}
    for name, tensor in module.state_dict().items():
        if tensor.dtype != torch.float32 or tensor.numel() < SMALLEST_HALF:
            continue
        if in_bytes and is_matrix(tuple(tensor.shape)):
            stored[name] = quantised(tensor.numpy())
            tensor.copy_(torch.from_numpy(widened(*stored[name]).astype(np.float32)))
        else:
            tensor.copy_(tensor.half().float())
    return stored


class TextEncoderGraph(nn.Module):
    """Ids to the context by the last state and by each earlier one (CLIP skip); pictures follow the words in all."""

    def __init__(self, pair: Pair):
        super().__init__()
        self.inner = pair.text_encoder

    def forward(self, input_ids):
        words, states = self.inner.states(input_ids)
        pictures = self.inner.memory.tokens(self.inner.memory.logits(words))
        return tuple(torch.cat([one, pictures], 1) for one in (words, *states))


class UNetGraph(nn.Module):
    def __init__(self, pair: Pair):
        super().__init__()
        self.inner = pair.unet

    def forward(self, sample, timestep, encoder_hidden_states, inpaint_feature, *others):
        controls, (middle, keys, values, bias, free_u) = list(others[:SKIPS]), others[SKIPS:]
        extras = Extras(inpaint_feature, controls, middle, keys, values, bias, free_u)
        steps = timestep.reshape(-1).expand(sample.shape[0])
        return self.inner(sample, steps, encoder_hidden_states, extras)


class EncoderGraph(nn.Module):
    def __init__(self, encoder: Encoder):
        super().__init__()
        self.inner = encoder

    def forward(self, sample):
        return self.inner.mean(sample)


class DecoderGraph(nn.Module):
    def __init__(self, decoder: Decoder):
        super().__init__()
        self.inner = decoder

    def forward(self, latent_sample):
        return self.inner(latent_sample)


def unet_inputs(rows: int, height: int, width: int, tokens: int) -> dict[str, torch.Tensor]:
    """An input of every kind; the optional ones are neutral."""
    total = sum(IMAGE_PROMPT_WIDTHS)
    return {
        "sample": torch.randn(rows, 4, height, width),
        "timestep": torch.tensor([500.0]),
        "encoder_hidden_states": torch.randn(rows, tokens, 128),
        "inpaint_feature": torch.zeros(1, 1, 1, 1),
        **{f"ctrl_{index}": torch.zeros(1, 1, 1, 1) for index in range(SKIPS)},
        "ctrl_mid": torch.zeros(1, 1, 1, 1),
        "ip_k": torch.zeros(rows, 1, total),
        "ip_v": torch.zeros(rows, 1, total),
        "ip_bias": torch.full((1,), -1e4),
        "freeu": torch.ones(4),
    }


UNET_AXES = {
    "sample": {0: "batch", 2: "height", 3: "width"},
    "encoder_hidden_states": {0: "batch", 1: "sequence"},
    **{name: dict(enumerate((f"{name}_b", f"{name}_c", f"{name}_h", f"{name}_w"))) for name in ("inpaint_feature", "ctrl_mid")},
    **{f"ctrl_{n}": dict(enumerate((f"ctrl_{n}_b", f"ctrl_{n}_c", f"ctrl_{n}_h", f"ctrl_{n}_w"))) for n in range(SKIPS)},
    "ip_k": {0: "batch", 1: "image_tokens"},
    "ip_v": {0: "batch", 1: "image_tokens"},
    "ip_bias": {0: "image_tokens"},
}


def trace(module: nn.Module, path: Path, inputs: dict[str, torch.Tensor], outputs: list[str], axes: dict) -> onnx.ModelProto:
    """The module's graph with its parameters under their own names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    newer = {"dynamo": False} if torch.__version__ >= "2.5" else {}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            opset_version=OPSET,
            dynamic_axes=axes,
            # Folding would transpose matrices and so lose their names, which LoRA merging needs.
            do_constant_folding=False,
            **newer,
        )
    model = onnx.load(str(path))
    for tensor in model.graph.initializer:
        rename(model.graph, tensor.name, tensor.name.removeprefix("inner."))
    return model


def rename(graph: onnx.GraphProto, old: str, new: str) -> None:
    for node in graph.node:
        for index, name in enumerate(node.input):
            if name == old:
                node.input[index] = new
    for tensor in graph.initializer:
        if tensor.name == old:
            tensor.name = new


def halve(graph: onnx.GraphProto) -> None:
    """Stores larger tensors as float16, widened by a Cast node of their own."""
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= SMALLEST_HALF:
            half = numpy_helper.to_array(tensor).astype(np.float16)
            casts.append(
                helper.make_node(
                    "Cast", [f"{tensor.name}.f16"], [tensor.name], to=TensorProto.FLOAT, name=f"widen/{tensor.name}"
                )
            )
            graph.initializer.remove(tensor)
            graph.initializer.append(numpy_helper.from_array(half, f"{tensor.name}.f16"))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)


def write_whole(model: onnx.ModelProto, path: Path) -> None:
    halve(model.graph)
    onnx.save(model, str(path))


class Blob:
    """Bytes in which every part begins at a multiple of 64."""

    def __init__(self):
        self.data = bytearray()

    def add(self, part: bytes) -> int:
        """Returns where the part begins."""
        self.data.extend(b"\0" * (-len(self.data) % ALIGNMENT))
        self.data.extend(part)
        return len(self.data) - len(part)


def write_parts(model: onnx.ModelProto, path: Path, weights: set[str], in_bytes: Bytes) -> None:
    """Graph, `weights.bin` and `tensors.json`; every one of the weights must be found in the graph.

    Offsets in the graph, and `offset` in the list, are those of the widened file (written beside as `wide.bin`, for
    checking); `stored` says where the bytes are in the one that is shipped.
    """
    halve(model.graph)
    wide, stored, tensors = Blob(), Blob(), {}
    for tensor in model.graph.initializer:
        name = tensor.name.removesuffix(".f16")
        if name not in weights:
            continue
        data = numpy_helper.to_array(tensor)
        facts = {"offset": wide.add(data.tobytes()), "dtype": str(data.dtype), "shape": list(data.shape)}
        if name in in_bytes:
            steps, scales = in_bytes[name]
            assert np.array_equal(widened(steps, scales), data), f"{name} was not rounded before"
            facts["stored"] = {"dtype": "int8", "offset": stored.add(steps.tobytes()), "scales": stored.add(scales.tobytes())}
        else:
            facts["stored"] = {"dtype": facts["dtype"], "offset": stored.add(data.tobytes())}
        tensors[name] = facts
        tensor.raw_data = data.tobytes()
        set_external_data(tensor, "weights.bin", offset=facts["offset"], length=data.nbytes)
        tensor.ClearField("raw_data")
    missing = weights - tensors.keys()
    assert not missing, f"the graph lost {sorted(missing)[:5]}"
    (path.parent / "wide.bin").write_bytes(wide.data)
    (path.parent / "weights.bin").write_bytes(stored.data)
    facts = {"format": "fooocus-tab-tensors/1", "bytes": len(wide.data), "tensors": tensors}
    (path.parent / "tensors.json").write_text(json.dumps(facts, separators=(",", ":")))
    onnx.save(model, str(path))


@torch.no_grad()
def preview_factors(encoder: Encoder, composer: Composer) -> tuple[list, list]:
    """Least squares from latents (model units) to the mean colour of their 8 × 8 pixels, −1…1."""
    pixels = to_pixels([composer.scene() for _ in range(256)])
    latents = (encoder.mean(pixels) * LATENT_SCALE).permute(0, 2, 3, 1).reshape(-1, 4)
    colours = F.avg_pool2d(pixels, 8).permute(0, 2, 3, 1).reshape(-1, 3)
    rows = torch.cat([latents, torch.ones(len(latents), 1)], 1)
    solved = torch.linalg.lstsq(rows, colours).solution
    return solved[:4].tolist(), solved[4].tolist()


def export(work: Path, out: Path) -> None:
    shutil.copytree(work / "tokenizer", out / "tokenizer", dirs_exist_ok=True)
    art, tokenizer = Art(work), Tokenizer.load(work / "tokenizer")
    pair = load_averaged(work / "unet.pt", len(tokenizer.vocabulary), len(art.entries))
    weights = torch.load(work / "vae.pt")
    encoder, decoder = Encoder(), Decoder()
    encoder.load_state_dict(weights["encoder"])
    decoder.load_state_dict(weights["decoder"])
    for module in (pair, encoder, decoder):
        module.eval().requires_grad_(False)
    for module in (encoder, decoder):
        round_weights(module, in_bytes=False)
    word_bytes, unet_bytes = (round_weights(module, in_bytes=True) for module in (pair.text_encoder, pair.unet))
    torch.save(
        {"pair": pair.state_dict(), "encoder": encoder.state_dict(), "decoder": decoder.state_dict()},
        work / "exported.pt",
    )
    states = [f"hidden_states.{layer}" for layer in range(LAYERS + 1)]
    ids = {"input_ids": torch.zeros(2, MAX_TOKENS, dtype=torch.long)}
    path = out / "text_encoder" / "model.onnx"
    graph = trace(TextEncoderGraph(pair), path, ids, ["last_hidden_state", *states], {"input_ids": {0: "batch"}})
    write_parts(graph, path, set(pair.text_encoder.state_dict()), word_bytes)
    tokens = pair.text_encoder(ids["input_ids"])[0].shape[1]
    for file, axes in (("model.onnx", UNET_AXES), ("square.onnx", {})):
        path = out / "unet" / file
        width, height = SIZES[0]
        graph = trace(
            UNetGraph(pair), path, unet_inputs(2, height // 8, width // 8, tokens), ["out_sample"], axes
        )
        write_parts(graph, path, set(pair.unet.state_dict()), unet_bytes)
    path = out / "unet" / "model.onnx"
    simplify(path, path.with_name("wide.bin").read_bytes())
    picture = {0: "batch", 2: "height", 3: "width"}
    path = out / "vae_decoder" / "model.onnx"
    latent = {"latent_sample": torch.randn(1, 4, 16, 16)}
    write_whole(trace(DecoderGraph(decoder), path, latent, ["sample"], {"latent_sample": picture}), path)
    path = out / "vae_encoder" / "model.onnx"
    pixels = {"sample": torch.randn(1, 3, 128, 128)}
    write_whole(trace(EncoderGraph(encoder), path, pixels, ["latent_sample"], {"sample": picture}), path)
    factors, bias = preview_factors(encoder, Composer(art, 5))
    facts = {
        "format": "fooocus-tab-model/1",
        "name": "sticker-128",
        "prediction_type": "v_prediction",
        "beta_schedule": "scaled_linear",
        "beta_start": schedule.BETA_START,
        "beta_end": schedule.BETA_END,
        "num_train_timesteps": schedule.TRAIN_STEPS,
        "latent_channels": 4,
        "vae_scale_factor": 8,
        "vae_scaling_factor": LATENT_SCALE,
        "native_sizes": SIZES,
        "max_tokens": MAX_TOKENS,
        "context_tokens": tokens,
        "cross_attention_dim": 128,
        "image_prompt_width": sum(IMAGE_PROMPT_WIDTHS),
        "default_cfg": schedule.GUIDANCE_SCALE,
        "preview": {"note": "rgb in -1..1 = latent (model units) . factors + bias", "factors": factors, "bias": bias},
    }
    (out / "model.json").write_text(json.dumps(facts, indent=1) + "\n")
    for file in sorted(one for one in out.rglob("*") if one.is_file()):
        print(f"{file.stat().st_size:>10,}  {file.relative_to(out)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--work", type=Path, default=here / "work")
    parser.add_argument("--out", type=Path, default=here / "work" / "export")
    options = parser.parse_args()
    export(options.work, options.out)

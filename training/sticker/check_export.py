"""Compares the exported graphs in ONNX Runtime with the PyTorch modules.

    python -m sticker.check_export

Fails when an output differs by more than 1e-4 anywhere. Also writes `work/vectors.json`: inputs and outputs that the
product's own tests compare with in the browser.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import torch.nn as nn

from .export import SMALLEST_HALF, UNetGraph, unet_inputs
from .lora import merged
from .pair import Pair, load_averaged
from .scenes import SIZES, Art
from .tokenizer import Tokenizer
from .unet import CHANNELS, IMAGE_PROMPT_WIDTHS, SKIPS
from .vae import Decoder, Encoder

BOUND = 1e-4

CAPTIONS = ("a red apple on sky blue background", "")


def session(path: Path) -> onnxruntime.InferenceSession:
    """A session of a graph, with its weights widened as the product widens them."""
    wide = path.with_name("wide.bin")
    if wide.exists():
        folder = Path(tempfile.mkdtemp())
        shutil.copy(path, folder)
        shutil.copy(wide, folder / "weights.bin")
        path = folder / path.name
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def difference(graph: onnxruntime.InferenceSession, feeds: dict[str, torch.Tensor], wanted: torch.Tensor, output: str) -> float:
    got = graph.run([output], {name: value.numpy() for name, value in feeds.items()})[0]
    return float(np.abs(got - wanted.numpy()).max())


def with_extras(feeds: dict[str, torch.Tensor], height: int, width: int) -> dict[str, torch.Tensor]:
    """The same inputs with every optional one in use."""
    rows = len(feeds["sample"])
    level = [0, 0, 0, 1, 1, 1, 2, 2, 2]
    # Skip n has the width of the level it was made at; downsampled ones keep the width of the level above.
    widths = [CHANNELS[0]] * 4 + [CHANNELS[1]] * 3 + [CHANNELS[2]] * 2
    shapes = [(rows, widths[n], height >> level[n], width >> level[n]) for n in range(SKIPS)]
    return {
        **feeds,
        "inpaint_feature": 0.1 * torch.randn(1, CHANNELS[0], height, width),
        **{f"ctrl_{n}": 0.1 * torch.randn(shapes[n]) for n in range(SKIPS)},
        "ctrl_mid": 0.1 * torch.randn(rows, CHANNELS[2], height // 4, width // 4),
        "ip_k": torch.randn(rows, 5, sum(IMAGE_PROMPT_WIDTHS)),
        "ip_v": torch.randn(rows, 5, sum(IMAGE_PROMPT_WIDTHS)),
        "ip_bias": torch.tensor([0.0, 0.0, -1e4, 0.0, 0.0]),
        "freeu": torch.tensor([1.01, 1.02, 0.99, 0.95]),
    }


def wave(*shape: int) -> torch.Tensor:
    """Numbers that any language can make again: element i is sin(i / 7)."""
    return torch.sin(torch.arange(math.prod(shape), dtype=torch.float64) / 7).float().reshape(shape)


def some(values: torch.Tensor) -> list[float]:
    """64 numbers, evenly spread."""
    flat = values.flatten()
    return flat[:: len(flat) // 64][:64].tolist()


def write_vectors(work: Path, pair: Pair, encoder: Encoder, decoder: Decoder, ids: torch.Tensor) -> None:
    """What the product must compute too, `work/vectors.json`: see the product's test for how it is read."""
    context, step = pair.text_encoder(ids)[0], torch.tensor([500.0, 500.0])

    def drawn(unet: nn.Module, width: int, height: int) -> list[list[float]]:
        sample = wave(1, 4, height // 8, width // 8).expand(2, -1, -1, -1)
        return [some(row) for row in unet(sample, step, context)]

    vectors = {
        "captions": CAPTIONS,
        "timestep": 500,
        "context": [some(row) for row in context],
        "v": [{"size": size, "rows": drawn(pair.unet, *size)} for size in SIZES],
        "decoded": some(decoder(wave(1, 4, 16, 16))),
        "encoded": some(encoder.mean(wave(1, 3, 128, 128))),
        "loras": [],
    }
    for file in sorted((work / "export" / "loras").glob("*.safetensors")):
        unet = merged(pair.unet, file)
        # The product keeps merged matrices as float16.
        for tensor in unet.state_dict().values():
            if tensor.numel() >= SMALLEST_HALF:
                tensor.copy_(tensor.half().float())
        vectors["loras"].append({"file": file.name, "v": drawn(unet, *SIZES[0])})
    (work / "vectors.json").write_text(json.dumps(vectors) + "\n")


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    options = parser.parse_args()
    torch.manual_seed(0)
    out, saved = options.work / "export", torch.load(options.work / "exported.pt")
    tokenizer, art = Tokenizer.load(options.work / "tokenizer"), Art(options.work)
    pair = load_averaged(options.work / "unet.pt", len(tokenizer.vocabulary), len(art.entries))
    pair.load_state_dict(saved["pair"])
    encoder, decoder = Encoder(), Decoder()
    encoder.load_state_dict(saved["encoder"])
    decoder.load_state_dict(saved["decoder"])
    found: dict[str, float] = {}
    ids = torch.tensor([tokenizer(caption) for caption in CAPTIONS])
    context = pair.text_encoder(ids)[0]
    graph = session(out / "text_encoder" / "model.onnx")
    for rows in (1, 2, 3):
        some = ids[[0, 1, 0]][:rows]
        wanted = pair.text_encoder(some)[0]
        found[f"text_encoder, {rows} rows"] = difference(graph, {"input_ids": some}, wanted, "last_hidden_state")
    unet, module = session(out / "unet" / "model.onnx"), UNetGraph(pair)
    feeds = unet_inputs(1, 16, 16, 2 * context.shape[1])
    found["unet, one row, two chunks"] = difference(unet, feeds, module(*feeds.values()), "out_sample")
    for width, height in SIZES:
        feeds = unet_inputs(2, height // 8, width // 8, context.shape[1]) | {"encoder_hidden_states": context}
        found[f"unet {width}x{height}"] = difference(unet, feeds, module(*feeds.values()), "out_sample")
        feeds = with_extras(feeds, height // 8, width // 8)
        found[f"unet {width}x{height}, all inputs"] = difference(unet, feeds, module(*feeds.values()), "out_sample")
    width, height = SIZES[0]
    feeds = unet_inputs(2, height // 8, width // 8, context.shape[1]) | {"encoder_hidden_states": context}
    plain = pair.unet(feeds["sample"], feeds["timestep"].expand(2), context)
    found["neutral inputs against none"] = float((module(*feeds.values()) - plain).abs().max())
    # Exported, but not among the published files.
    if (out / "unet" / "square.onnx").exists():
        square = session(out / "unet" / "square.onnx")
        found["unet of fixed shape"] = difference(square, feeds, module(*feeds.values()), "out_sample")
    latent, pixels = torch.randn(1, 4, 12, 20), torch.rand(1, 3, 96, 160) * 2 - 1
    graph = session(out / "vae_decoder" / "model.onnx")
    found["vae_decoder"] = difference(graph, {"latent_sample": latent}, decoder(latent), "sample")
    graph = session(out / "vae_encoder" / "model.onnx")
    found["vae_encoder"] = difference(graph, {"sample": pixels}, encoder.mean(pixels), "latent_sample")
    for name, value in found.items():
        print(f"{value:.1e}  {name}")
    write_vectors(options.work, pair, encoder, decoder, ids)
    worst = max(found.values())
    if worst > BOUND:
        raise SystemExit(f"differs by {worst:.1e}")


if __name__ == "__main__":
    main()

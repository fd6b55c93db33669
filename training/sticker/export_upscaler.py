"""Writes the upscalers that were trained as ONNX graphs, and compares them with PyTorch.

    python -m sticker.export_upscaler [--out work/export]

One whole graph each, weights as float16 widened on load: `pixels` [batch, 3, h, w] in 0…1 to `upscaled`
[batch, 3, scale · h, scale · w], not clamped. Any size.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import onnxruntime
import torch

from .export import round_weights, trace, write_whole
from .train_upscaler import load_upscaler
from .upscaler import SCALES

BOUND = 1e-4


@torch.no_grad()
def export(work: Path, out: Path, scale: int) -> float:
    """The largest difference between the graph in ONNX Runtime and the rounded network."""
    network = load_upscaler(work / f"upscaler-{scale}x.pt", scale)
    round_weights(network, in_bytes=False)
    path = out / "upscaler" / f"{scale}x.onnx"
    axes = {"pixels": {0: "batch", 2: "height", 3: "width"}}
    write_whole(trace(network, path, {"pixels": torch.rand(1, 3, 48, 32)}, ["upscaled"], axes), path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for height, width in ((48, 32), (128, 128), (61, 97)):
        pixels = torch.rand(2, 3, height, width)
        got = session.run(None, {"pixels": pixels.numpy()})[0]
        worst = max(worst, float((torch.from_numpy(got) - network(pixels)).abs().max()))
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--work", type=Path, default=here / "work")
    parser.add_argument("--out", type=Path, default=here / "work" / "export")
    options = parser.parse_args()
    torch.manual_seed(0)
    for scale in SCALES:
        if (options.work / f"upscaler-{scale}x.pt").exists():
            worst = export(options.work, options.out, scale)
            print(f"{worst:.1e}  upscaler {scale}x")
            if worst > BOUND:
                raise SystemExit(f"differs by {worst:.1e}")


if __name__ == "__main__":
    main()

"""Makes the work folder again from what the product ships, so that anybody can measure it or train it further.

    python -m sticker.restore [FOLDER]        (public/models/sticker)

Needs no checkpoint: takes the tensors of UNet, text encoder and autoencoder out of the published files and writes
`work/tokenizer`, `work/vae.pt`, `work/unet.pt`, `work/exported.pt` and `work/export`. The weights are the rounded ones
that ship, so that `measure` and `check_export` see exactly the model that people use, and training can begin with it.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import numpy_helper

from .export import widened
from .pair import Pair
from .scenes import Art
from .tokenizer import Tokenizer
from .vae import Decoder, Encoder

Weights = dict[str, torch.Tensor]


def beside_graph(folder: Path) -> tuple[Weights, bytes]:
    """The tensors of a graph whose weights lie beside it, by their names; and the widened file that the graph reads."""
    facts = json.loads((folder / "tensors.json").read_text())
    stored = (folder / "weights.bin").read_bytes()
    wide, weights = bytearray(facts["bytes"]), {}
    for name, one in facts["tensors"].items():
        count, place = int(np.prod(one["shape"], dtype=np.int64)), one["stored"]
        values = np.frombuffer(stored, place["dtype"], count, place["offset"]).reshape(one["shape"])
        if "scales" in place:
            values = widened(values, np.frombuffer(stored, np.float32, one["shape"][0], place["scales"]))
        assert str(values.dtype) == one["dtype"], name
        wide[one["offset"] : one["offset"] + values.nbytes] = values.tobytes()
        weights[name] = torch.from_numpy(values.astype(np.float32))
    return weights, bytes(wide)


def in_graph(path: Path) -> Weights:
    """The initialisers of a whole graph, widened to float32, by their names."""
    return {
        one.name.removesuffix(".f16"): torch.from_numpy(numpy_helper.to_array(one).astype(np.float32))
        for one in onnx.load(str(path)).graph.initializer
    }


def filled(module: nn.Module, weights: Weights) -> Weights:
    """The module's state with every one of its tensors taken from the weights."""
    module.load_state_dict({name: weights[name].reshape(tensor.shape) for name, tensor in module.state_dict().items()})
    return module.state_dict()


def restore(published: Path, work: Path) -> None:
    out = work / "export"
    shutil.copytree(published, out, dirs_exist_ok=True)
    shutil.copytree(published / "tokenizer", work / "tokenizer", dirs_exist_ok=True)
    pair = Pair(len(Tokenizer.load(work / "tokenizer").vocabulary), len(Art(work).entries))
    for network, module in (("text_encoder", pair.text_encoder), ("unet", pair.unet)):
        weights, wide = beside_graph(published / network)
        filled(module, weights)
        (out / network / "wide.bin").write_bytes(wide)
    vae = {
        "encoder": filled(Encoder(), in_graph(published / "vae_encoder" / "model.onnx")),
        "decoder": filled(Decoder(), in_graph(published / "vae_decoder" / "model.onnx")),
    }
    torch.save(vae, work / "vae.pt")
    torch.save({"weights": pair.state_dict()}, work / "unet.pt")
    torch.save({"pair": pair.state_dict(), **vae}, work / "exported.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("published", type=Path, nargs="?", default=here.parent / "public" / "models" / "sticker")
    parser.add_argument("--work", type=Path, default=here / "work")
    options = parser.parse_args()
    restore(options.published, options.work)

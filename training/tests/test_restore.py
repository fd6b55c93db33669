"""What is exported can be read back, number for number."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from sticker.export import UNET_AXES, UNetGraph, round_weights, trace, unet_inputs, write_parts, write_whole
from sticker.pair import Pair
from sticker.restore import beside_graph, filled, in_graph
from sticker.vae import Encoder


@torch.no_grad()
def stir(network: torch.nn.Module) -> None:
    """Makes all tensors differ: the exporter keeps equal ones under one name."""
    for parameter in network.parameters():
        parameter.add_(0.02 * torch.randn_like(parameter))


class TestRestore(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.folder = Path(tempfile.mkdtemp())

    def test_weights_beside_a_graph(self):
        pair = Pair(300, 4).eval()
        stir(pair.unet)
        in_bytes = round_weights(pair.unet, in_bytes=True)
        path = self.folder / "unet" / "model.onnx"
        graph = trace(UNetGraph(pair), path, unet_inputs(2, 8, 8, 160), ["out_sample"], UNET_AXES)
        write_parts(graph, path, set(pair.unet.state_dict()), in_bytes)
        weights, wide = beside_graph(path.parent)
        for name, tensor in pair.unet.state_dict().items():
            self.assertTrue(torch.equal(weights[name].reshape(tensor.shape), tensor), name)
        self.assertEqual(wide, (path.parent / "wide.bin").read_bytes())

    def test_weights_in_a_graph(self):
        encoder = Encoder().eval()
        stir(encoder)
        round_weights(encoder, in_bytes=False)
        path = self.folder / "model.onnx"
        axes = {"sample": {0: "batch", 2: "height", 3: "width"}}
        write_whole(trace(encoder, path, {"sample": torch.randn(1, 3, 32, 32)}, ["latent"], axes), path)
        again = filled(Encoder(), in_graph(path))
        for name, tensor in encoder.state_dict().items():
            self.assertTrue(torch.equal(again[name], tensor), name)

    def test_a_list_that_does_not_fit_its_file_is_refused(self):
        tensors = {"a": {"offset": 0, "dtype": "float32", "shape": [4], "stored": {"dtype": "float32", "offset": 0}}}
        (self.folder / "tensors.json").write_text(json.dumps({"bytes": 16, "tensors": tensors}))
        (self.folder / "weights.bin").write_bytes(np.zeros(3, np.float32).tobytes())
        with self.assertRaises(ValueError):
            beside_graph(self.folder)


if __name__ == "__main__":
    unittest.main()

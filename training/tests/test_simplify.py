"""A graph without its arithmetic on sizes computes the same at every size."""

import tempfile
import unittest
from pathlib import Path

import onnx
import torch

from sticker.export import UNET_AXES, UNetGraph, round_weights, trace, unet_inputs, write_parts
from sticker.pair import Pair
from sticker.simplify import BOUND, CHECKED, bare, difference, read_weights, simplify, unet_feeds


class TestSimplify(unittest.TestCase):
    def test_the_unet(self):
        torch.manual_seed(0)
        pair = Pair(300, 4).eval()
        with torch.no_grad():
            for parameter in pair.unet.parameters():
                parameter.add_(0.02 * torch.randn_like(parameter))
        in_bytes = round_weights(pair.unet, in_bytes=True)
        path = Path(tempfile.mkdtemp()) / "unet" / "model.onnx"
        graph = trace(UNetGraph(pair), path, unet_inputs(2, 8, 8, 160), ["out_sample"], UNET_AXES)
        write_parts(graph, path, set(pair.unet.state_dict()), in_bytes)
        before = onnx.load(str(path), load_external_data=False)
        wide = path.with_name("wide.bin").read_bytes()
        simplify(path, wide)
        after = onnx.load(str(path), load_external_data=False)
        self.assertLess(len(after.graph.node), len(before.graph.node) / 2)
        self.assertEqual(
            {one.name for one in before.graph.initializer if one.external_data},
            {one.name for one in after.graph.initializer if one.external_data},
        )
        (one, parameters), (other, _) = bare(before), bare(after)
        feeds = [unet_feeds(*sizes) for sizes in CHECKED]
        self.assertLess(difference(one, other, read_weights(parameters, wide), feeds), BOUND)
        simplify(path, wide)
        again = onnx.load(str(path), load_external_data=False)
        self.assertEqual(len(again.graph.node), len(after.graph.node))


if __name__ == "__main__":
    unittest.main()

"""Adapters and their files.

    python -m unittest discover tests
"""

import json
import struct
import tempfile
import unittest
from pathlib import Path

import torch
import torch.nn as nn

from sticker.lora import adapt, factors_of, merged, parameters_of, save_kohya, without
from sticker.unet import UNet


class Network(nn.Module):
    """A convolution, a strided one and a matrix, in modules of their own."""

    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(3, 12, 3, padding=1), nn.SiLU(), nn.Conv2d(12, 6, 3, 2, 1))
        self.out = nn.ModuleList([nn.Linear(6, 5, bias=False)])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.out[0](self.down(x).mean((2, 3)))


def shake(adapters) -> None:
    with torch.no_grad():
        for one in parameters_of(adapters):
            one.add_(0.1 * torch.randn_like(one))


def save(path: Path, adapters) -> None:
    save_kohya(path, factors_of(adapters, parameters_of(adapters)), {"made_by": "test"})


def header_of(path: Path) -> dict:
    raw = path.read_bytes()
    return json.loads(raw[8 : 8 + struct.unpack_from("<Q", raw)[0]])


class LoraTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "lora.safetensors"
        self.network = Network()
        self.x = torch.randn(2, 3, 8, 8)

    def test_new_adapters_change_nothing(self):
        before = self.network(self.x)
        adapt(self.network, 4)
        self.assertTrue(torch.equal(self.network(self.x), before))

    def test_only_adapters_learn(self):
        adapters = adapt(self.network, 4)
        learning = {id(one) for one in self.network.parameters() if one.requires_grad}
        self.assertEqual(learning, {id(one) for one in parameters_of(adapters)})
        shake(adapters)
        self.network(self.x).square().sum().backward()
        self.assertTrue(all(one.grad.abs().sum() > 0 for one in parameters_of(adapters)))

    def test_the_base_is_still_there_without_its_adapters(self):
        before = self.network(self.x)
        adapters = adapt(self.network, 4)
        shake(adapters)
        self.assertFalse(torch.allclose(self.network(self.x), before, atol=1e-3))
        with without(adapters):
            self.assertTrue(torch.equal(self.network(self.x), before))

    def test_a_saved_file_merges_into_what_the_adapted_network_computes(self):
        plain = Network()
        plain.load_state_dict(self.network.state_dict())
        adapters = adapt(self.network, 4)
        shake(adapters)
        save(self.path, adapters)
        before = plain(self.x)
        both = merged(plain, self.path)
        self.assertTrue(torch.allclose(both(self.x), self.network(self.x), atol=1e-3))
        self.assertTrue(torch.equal(plain(self.x), before))

    def test_a_file_for_another_network_is_refused(self):
        save(self.path, adapt(self.network, 4))
        with self.assertRaisesRegex(ValueError, "lora_unet_"):
            merged(nn.Linear(2, 2), self.path)

    def test_files_have_kohya_names_and_shapes(self):
        save(self.path, adapt(self.network, 4))
        shapes = {key: one["shape"] for key, one in header_of(self.path).items() if key != "__metadata__"}
        self.assertEqual(
            shapes,
            {
                "lora_unet_down_0.lora_down.weight": [4, 3, 3, 3],
                "lora_unet_down_0.lora_up.weight": [12, 4, 1, 1],
                "lora_unet_down_0.alpha": [],
                "lora_unet_down_2.lora_down.weight": [4, 12, 3, 3],
                "lora_unet_down_2.lora_up.weight": [6, 4, 1, 1],
                "lora_unet_down_2.alpha": [],
                "lora_unet_out_0.lora_down.weight": [4, 6],
                "lora_unet_out_0.lora_up.weight": [5, 4],
                "lora_unet_out_0.alpha": [],
            },
        )

    def test_every_layer_of_the_unet_gets_its_own_key(self):
        unet = UNet()
        adapters = adapt(unet, 2)
        save(self.path, adapters)
        header = header_of(self.path)
        self.assertEqual(len(header) - 1, 3 * len(adapters))
        block = "lora_unet_mid_block_attentions_0_transformer_blocks_0"
        self.assertIn(f"{block}_attn2_to_out_0.lora_up.weight", header)


if __name__ == "__main__":
    unittest.main()

"""What the networks promise whatever their weights are."""

import unittest

import numpy as np
import torch

from sticker import schedule
from sticker.export import UNetGraph, quantised, unet_inputs, widened
from sticker.memory import CELLS, PATCH, PictureMemory, to_tokens
from sticker.pair import Pair
from sticker.places import FEATURES, grid
from sticker.unet import damped


class TestPlaces(unittest.TestCase):
    def test_a_place_is_most_like_itself(self):
        places = grid(8, 12)
        likeness = places @ places.t()
        self.assertEqual(likeness.shape, (96, 96))
        self.assertTrue(torch.equal(likeness.argmax(1), torch.arange(96)))
        self.assertAlmostEqual(likeness[0, 0].item(), FEATURES / 2, places=4)

    def test_remembered_cells_lie_where_the_canvas_has_them(self):
        self.assertTrue(torch.allclose(PictureMemory(1).places, grid(8, 8), atol=1e-5))


class TestMemory(unittest.TestCase):
    def test_an_empty_slot_is_zero(self):
        memory = PictureMemory(3)
        memory.pictures.normal_()
        logits = torch.full((1, 2, 4), -50.0)
        logits[0, 0, 1] = logits[0, 1, 3] = 50
        tokens = memory.tokens(logits)
        self.assertEqual(tokens.shape, (1, 2 * CELLS, 128))
        self.assertGreater(tokens[0, :CELLS].abs().sum().item(), 1)
        self.assertLess(tokens[0, CELLS:].abs().max().item(), 1e-5)

    def test_a_token_holds_its_own_four_cells(self):
        latent = torch.arange(4 * 256).reshape(1, 4, 16, 16).float()
        tokens = to_tokens(latent, torch.ones(1, 1, 16, 16))
        self.assertEqual(tokens.shape, (1, CELLS, PATCH))
        self.assertEqual(tokens[0, 9, :4].tolist(), latent[0, 0, 2:4, 2:4].flatten().tolist())


class TestUNet(unittest.TestCase):
    def test_neutral_inputs_change_nothing(self):
        torch.manual_seed(0)
        pair = Pair(600, 5).eval()
        inputs = unet_inputs(2, 12, 16, 160)
        with torch.no_grad():
            for parameter in pair.parameters():
                parameter.add_(0.02 * torch.randn_like(parameter))
            with_extras = UNetGraph(pair)(*inputs.values())
            without = pair.unet(inputs["sample"], torch.tensor([500.0, 500.0]), inputs["encoder_hidden_states"])
        self.assertGreater(without.abs().max().item(), 0.01)
        self.assertLess((with_extras - without).abs().max().item(), 1e-5)

    def test_free_u_scales_the_middle_of_the_shifted_spectrum(self):
        x, share = torch.randn(2, 3, 6, 8), 0.9
        spectrum = torch.fft.fftshift(torch.fft.fftn(x, dim=(-2, -1)), dim=(-2, -1))
        spectrum[..., 3 - 1 : 3 + 1, 4 - 1 : 4 + 1] *= share
        wanted = torch.fft.ifftn(torch.fft.ifftshift(spectrum, dim=(-2, -1)), dim=(-2, -1)).real
        self.assertLess((damped(x, torch.tensor(share)) - wanted).abs().max().item(), 1e-5)


class TestStorage(unittest.TestCase):
    def test_eight_bits_err_by_half_a_step_of_their_row(self):
        values = np.random.default_rng(0).normal(size=(5, 7)).astype(np.float32)
        values[2] = 0
        steps, scales = quantised(values)
        error = np.abs(widened(steps, scales).astype(np.float32) - values)
        self.assertTrue((error <= scales[:, None] / 2 + np.abs(values) / 1024 + 1e-7).all())


class TestSchedule(unittest.TestCase):
    def test_the_velocity_gives_back_what_it_was_made_of(self):
        clean, noise, steps = torch.randn(3, 4, 2, 2), torch.randn(3, 4, 2, 2), torch.tensor([0, 500, 999])
        sample, v = schedule.noised(clean, noise, steps), schedule.velocity(clean, noise, steps)
        self.assertLess((schedule.clean_of(sample, v, steps) - clean).abs().max().item(), 1e-5)
        self.assertLess((schedule.noise_of(sample, v, steps) - noise).abs().max().item(), 1e-5)

    def test_a_network_that_knows_the_answer_draws_it(self):
        clean, noise = torch.randn(2, 4, 2, 2), torch.randn(2, 4, 2, 2)

        def predict(x, at):
            found = (x - schedule.per_row(schedule.SIGNAL, at) * clean) / schedule.per_row(schedule.NOISE, at)
            return schedule.velocity(clean, found, at)

        self.assertLess((schedule.ddim(predict, noise, 7) - clean).abs().max().item(), 1e-4)


if __name__ == "__main__":
    unittest.main()

"""Trains the autoencoder.

    python -m sticker.train_vae --minutes 45 [--resume] [--only-decoder]

Writes `work/vae.pt`. With `--only-decoder` latents stay as they are, so that a UNet trained on them still fits.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .pool import to_pixels
from .precision import autocast, fast_device, fused
from .scenes import Art, Composer
from .vae import Decoder, Encoder

SOBEL = torch.tensor([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]).reshape(1, 1, 3, 3).repeat(3, 1, 1, 1)


def edges(pixels: torch.Tensor) -> torch.Tensor:
    """Sobel's differences across and down, [batch, 6, h − 2, w − 2]."""
    kernel = SOBEL.to(pixels)
    return torch.cat([F.conv2d(pixels, kernel, groups=3), F.conv2d(pixels, kernel.transpose(2, 3), groups=3)], 1)


def loss_of(wanted: torch.Tensor, got: torch.Tensor, mean: torch.Tensor, log_variance: torch.Tensor) -> torch.Tensor:
    divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
    outline = (edges(wanted) - edges(got)).abs().mean()
    return (wanted - got).abs().mean() + 2 * (wanted - got).square().mean() + 0.2 * outline + 1e-3 * divergence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=7e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--only-decoder", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    device, composer = fast_device(), Composer(Art(options.work), options.seed)
    networks = torch.nn.ModuleDict({"encoder": Encoder(), "decoder": Decoder()})
    path = options.work / "vae.pt"
    if options.resume or options.only_decoder:
        saved = torch.load(path, map_location="cpu")
        for name, network in networks.items():
            network.load_state_dict(saved[name])
    networks.to(device, memory_format=torch.channels_last)
    networks["encoder"].requires_grad_(not options.only_decoder)
    parameters = [one for one in networks.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=options.rate, betas=(0.9, 0.95), weight_decay=1e-4, **fused())
    averaged = [one.detach().clone() for one in parameters]

    def save() -> None:
        now = [one.detach().clone() for one in parameters]
        torch._foreach_copy_([one.data for one in parameters], averaged)
        torch.save({name: network.state_dict() for name, network in networks.items()}, path.with_suffix(".part"))
        torch._foreach_copy_([one.data for one in parameters], now)
        path.with_suffix(".part").replace(path)

    begun, step, error = time.time(), 0, None
    while (share := (time.time() - begun) / (options.minutes * 60)) < 1:
        for group in optimizer.param_groups:
            fall = 0.5 * (1 + math.cos(math.pi * share)) * 0.97 + 0.03
            group["lr"] = options.rate * min(1, (step + 1) / 100) * fall
        pixels = to_pixels([composer.scene() for _ in range(options.batch)]).to(device)
        with autocast(device), torch.set_grad_enabled(not options.only_decoder):
            mean, log_variance = networks["encoder"](pixels).float().chunk(2, 1)
        log_variance = log_variance.clamp(-20, 5)
        latent = mean + torch.randn_like(mean) * (0.5 * log_variance).exp()
        with autocast(device):
            drawn = networks["decoder"](latent)
        loss = loss_of(pixels, drawn.float(), mean, log_variance)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        decay = min(0.995, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_mul_(averaged, decay)
            torch._foreach_add_(averaged, parameters, alpha=1 - decay)
        square = (pixels - drawn.float()).square().mean().item()
        error = square if error is None else 0.97 * error + 0.03 * square
        if step % 50 == 0:
            print(f"{time.time() - begun:6.0f} s  {step * options.batch} scenes  {10 * math.log10(4 / error):.2f} dB", flush=True)
        if step % 500 == 0:
            save()
    save()


if __name__ == "__main__":
    main()

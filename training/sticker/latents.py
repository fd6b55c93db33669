"""How latents are scaled for the UNet, and the encoder that makes them."""

from pathlib import Path

import torch

from .vae import Encoder

LATENT_SCALE = 0.8101136732699151
"""Model units = VAE units × scale: one over the latents' standard deviation."""


def load_encoder(work: Path) -> Encoder:
    encoder = Encoder()
    encoder.load_state_dict(torch.load(work / "vae.pt")["encoder"])
    return encoder.eval().to(memory_format=torch.channels_last)

"""Text encoder and UNet as one module: what is trained together."""

from __future__ import annotations

import torch
import torch.nn as nn

from .text_encoder import TextEncoder
from .unet import UNet


class Pair(nn.Module):
    def __init__(self, vocabulary: int, entries: int):
        super().__init__()
        self.text_encoder = TextEncoder(vocabulary, entries)
        self.unet = UNet()

    def context(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Context [batch, chunks · 160, 128] of ids [batch, chunks, 32], each chunk encoded alone, as in use.

        Also the memory's logits of the first chunk, [batch, 2, entries + 1].
        """
        batch, chunks, tokens = ids.shape
        context, logits = self.text_encoder(ids.reshape(-1, tokens))
        return context.reshape(batch, -1, context.shape[-1]), logits.reshape(batch, chunks, *logits.shape[1:])[:, 0]

    def begin_with(self, weights: dict[str, torch.Tensor]) -> None:
        """Takes weights that fit; then lets the first heads look at places, as those of a new network do."""
        own = self.state_dict()
        self.load_state_dict({name: value for name, value in weights.items() if name in own}, strict=False)
        for block in self.unet.modules():
            if hasattr(block, "to_q_place"):
                block.look_at_place()


def load_averaged(path, vocabulary: int, entries: int) -> Pair:
    """The averaged weights of a training checkpoint, ready to draw."""
    saved = torch.load(path, map_location="cpu")
    pair = Pair(vocabulary, entries)
    pair.load_state_dict(saved["weights"])
    if "averaged" in saved:
        pair.load_state_dict(saved["averaged"], strict=False)
    return pair.eval().requires_grad_(False)

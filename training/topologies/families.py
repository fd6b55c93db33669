"""The public families, narrow: every block, layer and input of theirs, few channels."""

from __future__ import annotations

from dataclasses import dataclass

from .text_encoder import TextShape
from .unet import UNetShape


@dataclass(frozen=True)
class Family:
    unet: UNetShape
    texts: tuple[TextShape, ...]
    states: tuple[tuple[str, ...], ...]
    """Outputs of each text encoder, for each CLIP skip from 1 on."""
    clip_skip: int
    pads: tuple[str, ...]
    ids: tuple[str, ...]
    """Integer type of each text encoder's ids."""
    half: bool
    """Whether float inputs and outputs are float16."""
    batch: bool = True
    """Whether the text encoders take more than one row."""
    vectors: bool = False
    """Whether the text encoders take the tokens' vectors, so that learned ones can stand for words."""


CLIP_L = TextShape(width=24, layers=12, heads=12, activation="quick_gelu")
OPEN_CLIP_H = TextShape(width=32, layers=23, heads=16, activation="gelu")
OPEN_CLIP_BIG_G = TextShape(width=40, layers=32, heads=20, activation="gelu", projection=40)

FOUR_LEVELS = {"depths": (1, 1, 1, 0), "middle_depth": 1}

SD_15 = UNetShape(
    widths=(16, 32, 64, 64), heads=(8, 8, 8, 8), context=24, groups=8, linear_projection=False, **FOUR_LEVELS
)

FAMILIES = {
    "sd-1.5": Family(
        unet=SD_15,
        texts=(CLIP_L,),
        states=(("last_hidden_state",),),
        clip_skip=1,
        pads=("<|endoftext|>",),
        ids=("int64",),
        half=False,
    ),
    "sd-turbo": Family(
        unet=UNetShape(
            widths=(10, 20, 40, 40), heads=(5, 10, 20, 20), context=32, groups=5, linear_projection=True, **FOUR_LEVELS
        ),
        texts=(OPEN_CLIP_H,),
        states=(("last_hidden_state",),),
        clip_skip=1,
        pads=("!",),
        ids=("int32",),
        half=False,
        batch=False,
    ),
    "sdxl": Family(
        unet=UNetShape(
            widths=(10, 20, 40),
            depths=(0, 2, 10),
            middle_depth=10,
            heads=(5, 10, 20),
            context=64,
            groups=5,
            linear_projection=True,
            pooled=40,
            size_width=16,
        ),
        texts=(CLIP_L, OPEN_CLIP_BIG_G),
        states=(
            ("hidden_states.12", "hidden_states.11", "hidden_states.10"),
            ("hidden_states.32", "hidden_states.31", "hidden_states.30"),
        ),
        clip_skip=2,
        pads=("<|endoftext|>", "!"),
        ids=("int32", "int64"),
        half=True,
    ),
    "lcm": Family(
        unet=UNetShape(
            widths=SD_15.widths,
            heads=SD_15.heads,
            context=24,
            groups=8,
            linear_projection=False,
            guidance_width=32,
            **FOUR_LEVELS,
        ),
        texts=(CLIP_L,),
        states=(("last_hidden_state",),),
        clip_skip=1,
        pads=("<|endoftext|>",),
        ids=("int64",),
        half=False,
    ),
    "embeddings": Family(
        unet=SD_15,
        texts=(CLIP_L,),
        states=(("last_hidden_state",),),
        clip_skip=1,
        pads=("<|endoftext|>",),
        ids=("int64",),
        half=False,
        vectors=True,
    ),
}

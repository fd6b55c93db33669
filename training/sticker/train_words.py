"""Teaches the text encoder what captions name, without pictures: minutes instead of hours.

    python -m sticker.train_words --minutes 4 [--init first.pt]

Writes `work/words.pt` with the weights that `train_unet` begins with.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .bank import Entries, picture_bank
from .fillers import Fillers
from .latents import LATENT_SCALE, load_encoder
from .pair import Pair
from .scenes import Art, Composer
from .tokenizer import Tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--batch", type=int, default=192)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--init", type=Path, help="weights to begin with; missing ones begin anew")
    options = parser.parse_args()
    torch.manual_seed(0)
    art = Art(options.work)
    tokenizer, composer = Tokenizer.load(options.work / "tokenizer"), Composer(art, 1)
    fillers, entries, rng = Fillers(options.work.parent, 1), Entries(art), random.Random(1)
    pair = Pair(len(tokenizer.vocabulary), len(art.entries))
    if options.init:
        pair.begin_with(torch.load(options.init)["weights"])
    pair.text_encoder.memory.pictures.copy_(picture_bank(art, load_encoder(options.work), LATENT_SCALE))
    encoder = pair.text_encoder
    optimizer = torch.optim.AdamW(encoder.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    begun, step = time.time(), 0
    while (share := (time.time() - begun) / (options.minutes * 60)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 50) * max(0.03, 1 - share)
        scenes = [composer.words() for _ in range(options.batch)]
        captions = [fillers.add(one.caption) if rng.random() < 0.2 else one.caption for one in scenes]
        targets = [entries.of(one) for one in scenes]
        for row in range(0, options.batch, 16):
            captions[row] = fillers.phrase() if row % 32 else ""
            targets[row] = [entries.empty] * 2
        ids = torch.tensor([tokenizer(caption, 0.3, rng) for caption in captions])
        logits = encoder.memory.logits(encoder.states(ids)[0])
        wanted = torch.tensor(targets)
        loss = F.cross_entropy(logits.flatten(0, 1), wanted.flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 25 == 0:
            right = (logits.argmax(-1) == wanted).float().mean(0).tolist()
            print(f"{time.time() - begun:5.0f} s  loss {loss.item():.3f}  right {right[0]:.3f} {right[1]:.3f}", flush=True)
    torch.save({"weights": pair.state_dict()}, options.work / "words.pt")


if __name__ == "__main__":
    main()

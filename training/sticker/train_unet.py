"""Trains text encoder and UNet.

    python -m sticker.train_unet --minutes 60 [--init first.pt | --resume]

Writes `work/unet.pt` every few minutes: the averaged weights that are exported, and what going on needs.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F

from . import schedule
from .fillers import Fillers
from .latents import LATENT_SCALE, load_encoder
from .pair import Pair
from .pool import Pool
from .precision import autocast, fast_device, fused
from .scenes import Art, Composer
from .tokenizer import Tokenizer

NAMING = 0.05
"""Weight of the memory's own loss."""

OFFSET_NOISE = 0.1
"""Of the noise's mean: without it the last step would show the background's brightness through the noise."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--final-rate", type=float, default=0.05, help="share of --rate at the end")
    parser.add_argument("--pool", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--init", type=Path, help="weights to begin with, as train_words leaves them")
    parser.add_argument("--resume", action="store_true", help="go on from work/unet.pt")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    torch.manual_seed(options.seed)
    device, root = fast_device(), options.work.parent
    tokenizer = Tokenizer.load(options.work / "tokenizer")
    art = Art(options.work)
    pair = Pair(len(tokenizer.vocabulary), len(art.entries))
    saved = torch.load(options.work / "unet.pt") if options.resume else None
    pair.load_state_dict((saved or torch.load(options.init))["weights"])
    pair = pair.to(device, memory_format=torch.channels_last)
    parameters = list(pair.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01, **fused())
    averaged = [one.detach().clone() for one in parameters]
    done = 0
    if saved:
        optimizer.load_state_dict(saved["optimizer"])
        done = saved["samples"]
        for one, value in zip(averaged, saved["averaged"].values()):
            one.copy_(value)
    begun = time.time()
    seed = options.seed + done
    pool = Pool(Composer(art, seed), load_encoder(options.work), LATENT_SCALE, tokenizer, Fillers(root, seed), options.pool)
    print(f"pool of {options.pool} after {time.time() - begun:.0f} s", flush=True)

    def save() -> None:
        names = [name for name, _ in pair.named_parameters()]
        torch.save(
            {
                "weights": pair.state_dict(),
                "averaged": dict(zip(names, averaged)),
                "optimizer": optimizer.state_dict(),
                "samples": done,
            },
            options.work / "unet.part",
        )
        (options.work / "unet.part").replace(options.work / "unet.pt")

    begun, step, mean, last_save = time.time(), 0, None, time.time()
    while (elapsed := time.time() - begun) < options.minutes * 60:
        share = elapsed / (options.minutes * 60)
        fall = 0.5 * (1 + math.cos(math.pi * share)) * (1 - options.final_rate) + options.final_rate
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 100) * fall
        if step % 4 == 0:
            pool.renew(pool.bucket(), options.batch // 2)
        clean, ids, entries = (one.to(device) for one in pool.batch(pool.bucket(), options.batch))
        # One step from each of `batch` equal spans: less noise in the loss than independent draws.
        spans = torch.arange(options.batch, device=device) + torch.rand(options.batch, device=device)
        steps = (spans / options.batch * schedule.TRAIN_STEPS).long()
        noise = torch.randn_like(clean) + OFFSET_NOISE * torch.randn(*clean.shape[:2], 1, 1, device=device)
        target = schedule.velocity(clean, noise, steps)
        with autocast(device):
            context, logits = pair.context(ids)
            v = pair.unet(schedule.noised(clean, noise, steps), steps, context)
        weights = schedule.loss_weights(steps)
        loss = ((v.float() - target).square().mean((1, 2, 3)) * weights).mean() / weights.mean()
        naming = F.cross_entropy(logits.float().flatten(0, 1), entries.flatten())
        optimizer.zero_grad(set_to_none=True)
        (loss + NAMING * naming).backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step += 1
        done += options.batch
        decay = min(0.9985, (1 + step) / (10 + step)) if not saved else 0.9985
        with torch.no_grad():
            torch._foreach_mul_(averaged, decay)
            torch._foreach_add_(averaged, parameters, alpha=1 - decay)
        mean = loss.item() if mean is None else 0.99 * mean + 0.01 * loss.item()
        if step % 100 == 0:
            rate = step * options.batch / (time.time() - begun)
            print(f"{time.time() - begun:6.0f} s  {done} samples  loss {mean:.4f}  naming {naming.item():.3f}  {rate:.1f} samples/s", flush=True)
        if time.time() - last_save > 240:
            save()
            last_save = time.time()
    save()


if __name__ == "__main__":
    main()

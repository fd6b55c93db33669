"""Trains the expander.

    python -m expander.train --minutes 4
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .gpt2 import GPT2, Shape
from .phrases import Composer
from .tokenizer import Tokenizer

BATCH = 64
LONGEST = 64
RATE = 4e-3
WARM_UP = 0.05
"""Share of the time in which the rate rises."""


def batch_of(composer: Composer, tokenizer: Tokenizer) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids [BATCH, n] and which of them are to be foretold: the expansion and the end, not the prompt."""
    rows = []
    while len(rows) < BATCH:
        prompt, expansion = composer.sample()
        given = tokenizer(f"{prompt},")
        ids = [*given, *tokenizer(f" {expansion}"), tokenizer.end]
        if len(ids) <= LONGEST:
            rows.append((len(given), ids))
    width = max(len(ids) for _, ids in rows)
    ids = torch.full((BATCH, width), tokenizer.end)
    wanted = torch.zeros(BATCH, width, dtype=torch.bool)
    for row, (given, one) in enumerate(rows):
        ids[row, : len(one)] = torch.tensor(one)
        wanted[row, given : len(one)] = True
    return ids, wanted


def loss_of(model: GPT2, ids: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    mask = wanted[:, 1:]
    states, _ = model.states(ids[:, :-1])
    return F.cross_entropy(model.logits(states[mask]), ids[:, 1:][mask])


def train(work: Path, minutes: float) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    tokenizer = Tokenizer.load(work)
    model = GPT2(Shape(vocabulary=len(tokenizer.vocabulary)))
    print(f"{sum(p.numel() for p in model.parameters())} weights")
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    composer, judge = Composer(1), Composer(2)
    held_out = batch_of(judge, tokenizer)
    # Time of this process: the same training on a machine that has other work.
    start, step, part = time.process_time(), 0, 0.0
    while part < 1:
        part = min(1.0, (time.process_time() - start) / 60 / minutes)
        rate = RATE * min(1.0, part / WARM_UP) * 0.5 * (1 + math.cos(math.pi * part))
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(model, *batch_of(composer, tokenizer))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % 100 == 0:
            with torch.no_grad():
                judged = loss_of(model, *held_out)
            print(f"{step} steps, {part:.0%}: {loss:.3f}, held out {judged:.3f}", flush=True)
    torch.save({"shape": vars(model.shape), "weights": model.state_dict()}, work / "expander.pt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--work", type=Path, default=here / "work" / "expander")
    parser.add_argument("--minutes", type=float, default=4, help="of processor time")
    given = parser.parse_args()
    train(given.work, given.minutes)

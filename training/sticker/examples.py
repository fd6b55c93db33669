"""Noisy latents at the few steps that a distilled model visits, and what the teacher makes of each."""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import torch

from . import schedule
from .fillers import Fillers
from .pool import SHARES
from .scenes import SIZES, Composer
from .tokenizer import Tokenizer

Predict = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""v of samples [batch, 4, h, w] at steps [batch]."""

StudentOf = Callable[[torch.Tensor], Predict]
TeacherOf = Callable[[torch.Tensor, torch.Tensor], Predict]

Encode = Callable[[torch.Tensor], torch.Tensor]
"""Contexts [batch, tokens, width] of ids [batch, chunks, 32]."""

TEACHER_STEPS = 20
"""Of a whole picture, as near as a multiple of the student's steps gets from above."""

LATEST_OFFSET = 17
"""How far the steps of the engine's `lcm` schedule lie behind those of `sgm_uniform`, at most."""

CHUNKS = (1, 1, 1, 1, 2, 2, 3)
"""How many texts of 32 tokens a condition is made of; styles add texts of their own."""


def times_of(steps: int, offset: int) -> list[int]:
    """The steps that a sampler visits: evenly spaced from the last, all others moved by an offset."""
    spaced = [round(schedule.TRAIN_STEPS * (1 - place / steps)) - 1 for place in range(steps)]
    return [spaced[0], *(time + offset for time in spaced[1:])]


def finer(times: list[int], parts: int) -> list[int]:
    """Each span between two times, and the one after the last, cut into equal parts."""
    spans = zip(times, [*times[1:], -1])
    return [round(first + (last - first) * part / parts) for first, last in spans for part in range(parts)]


@torch.no_grad()
def walk(
    predict: Predict, sample: torch.Tensor, times: list[int], renews: torch.Tensor
) -> list[torch.Tensor]:
    """The samples at each of `times`, the first one given.

    Rows with `renews` [batch] take fresh noise at each step, as `lcm` does; the others go on with the noise
    that v implies: DDIM, and so Euler's method in σ.
    """
    samples = [sample]
    for time, following in zip(times, times[1:]):
        at = torch.full((len(sample),), time, device=sample.device)
        v = predict(sample, at)
        implied = schedule.noise_of(sample, v, at)
        noise = torch.where(renews[:, None, None, None], torch.randn_like(implied), implied)
        sample = schedule.noised(schedule.clean_of(sample, v, at), noise, torch.full_like(at, following))
        samples.append(sample)
    return samples


@torch.no_grad()
def guess(predict: Predict, sample: torch.Tensor, time: int) -> torch.Tensor:
    """The clean latents that v implies."""
    at = torch.full((len(sample),), time, device=sample.device)
    return schedule.clean_of(sample, predict(sample, at), at)


class Conditions:
    """Draws captions as training has them; encodes them, and empty ones for guidance to lead away from."""

    def __init__(self, encode: Encode, composer: Composer, tokenizer: Tokenizer, fillers: Fillers):
        self.encode, self.composer, self.tokenizer, self.fillers = encode, composer, tokenizer, fillers

    def draw(self, size: tuple[int, int], count: int, chunks: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Contexts of captions and of empty ones, each [count, chunks · 32, width]."""
        return self.of([self.composer.scene(size).caption for _ in range(count)], chunks)

    @torch.no_grad()
    def of(self, captions: list[str], chunks: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
        rows = torch.tensor([self.texts(caption, chunks) for caption in captions])
        empty = torch.tensor([[self.tokenizer("")] * chunks]).expand_as(rows)
        return self.encode(rows).float(), self.encode(empty).float()

    def texts(self, caption: str, chunks: int) -> list[list[int]]:
        return [self.tokenizer(caption), *(self.tokenizer(self.fillers.phrase()) for _ in range(chunks - 1))]


@dataclass(frozen=True)
class Example:
    """One row: where the student is asked, and what the teacher ends with from there."""

    sample: torch.Tensor
    time: int
    context: torch.Tensor
    clean: torch.Tensor


class Bank:
    """Examples by size and chunks. The oldest leave."""

    def __init__(self, steps: int, conditions: Conditions, capacity: int, seed: int):
        self.steps, self.conditions, self.capacity = steps, conditions, capacity
        self.parts = math.ceil(TEACHER_STEPS / steps)
        self.rng = random.Random(seed)
        self.examples: dict[tuple[int, int], deque[Example]] = {}

    def __len__(self) -> int:
        return sum(len(kind) for kind in self.examples.values())

    def renew(self, count: int, student_of: StudentOf, teacher_of: TeacherOf, device: torch.device) -> None:
        """Follows the teacher from `count` states of one kind: noise, or where the student's first steps led.

        `student_of(context)` and `teacher_of(context, empty)` give what predicts v under a condition.
        """
        bucket, chunks = self.rng.choices(range(len(SIZES)), SHARES)[0], self.rng.choice(CHUNKS)
        width, height = SIZES[bucket]
        context, empty = self.conditions.draw(SIZES[bucket], count, chunks)
        times = times_of(self.steps, self.rng.randint(0, LATEST_OFFSET))
        begin = self.rng.randrange(self.steps)
        noise = torch.randn(count, 4, height // 8, width // 8, device=device)
        renews = torch.rand(count, device=device) < 0.5
        start = walk(student_of(context), noise, times[: begin + 1], renews)[-1]
        teacher, path = teacher_of(context, empty), finer(times[begin:], self.parts)
        states = walk(teacher, start, path, torch.zeros_like(renews))
        clean = guess(teacher, states[-1], path[-1])
        kind = self.examples.setdefault((bucket, chunks), deque(maxlen=self.room(bucket, chunks)))
        for time, samples in zip(times[begin:], states[:: self.parts]):
            kind.extend(Example(samples[row], time, context[row], clean[row]) for row in range(count))

    def room(self, bucket: int, chunks: int) -> int:
        return math.ceil(self.capacity * SHARES[bucket] * CHUNKS.count(chunks) / len(CHUNKS))

    def batch(self, size: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Samples, times, contexts and clean latents of one size and length, each with `size` rows."""
        kinds = list(self.examples.values())
        kind = self.rng.choices(kinds, [len(one) for one in kinds])[0]
        rows = [kind[self.rng.randrange(len(kind))] for _ in range(size)]
        samples, contexts, clean = (
            torch.stack([getattr(row, name) for row in rows]) for name in ("sample", "context", "clean")
        )
        times = torch.tensor([row.time for row in rows], device=samples.device)
        return samples, times, contexts, clean

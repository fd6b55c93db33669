"""Distils the guided model into adapters that draw in 4 or 8 steps without guidance.

    python -m sticker.distill --steps 4 --minutes 20 [--resume | --check]

Writes `work/lora-4.pt` while it goes, and at its end `work/export/loras/sticker-4-steps.safetensors` and a
sheet of pictures to compare, `work/lora-4.png`.

How: the student learns, at the steps that its samplers visit and nowhere else, the clean latent at which
the teacher's probability-flow path ends: DDIM of about 20 steps, guided away from the empty caption. That
is the mapping a consistency model has (arXiv:2303.01469), here learnt by regression on whole paths, as
knowledge distillation does (arXiv:2101.02388); guidance goes into the student as in arXiv:2210.03142. The
paths begin in noise or where the student's own first steps led, so that it learns to mend its own errors:
the backward simulation of DMD2 (arXiv:2405.14867), in its idea DAgger (arXiv:1011.0686).

Why not latent consistency distillation (arXiv:2310.04378, arXiv:2311.05556): its targets travel from the
clean end to the noisy one, a skipped step for each update of an averaged student, which takes thousands of
updates; two CPU cores do some hundreds. A whole path costs 40 calls of the network, but its target is right
from the first update and serves several times. Regression blurs where one state has several ends; a path
has one end, and captions say almost all that the pictures show.

Because the target is the path's end at every step, both kinds of sampler fit: `lcm` takes the guess whole
and noises it anew, `euler` goes a part of the way towards it.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
import torch.nn as nn
from PIL import Image

from . import schedule
from .examples import Bank, Conditions, Predict, finer, guess, times_of, walk
from .fillers import Fillers
from .latents import LATENT_SCALE
from .lora import adapt, factors_of, merged, parameters_of, save_kohya, without
from .optimizer import adamw, average, decay_after, fallen, set_rate
from .pair import Pair, load_averaged
from .precision import autocast, fast_device
from .scenes import Art, Composer
from .tokenizer import Tokenizer
from .vae import Decoder

SOFTNESS = 0.03
"""Errors of v well below this count as squares, above as they are (pseudo-Huber)."""

UPDATES_PER_RENEWAL = 5
"""Balances the two halves of the work, and lets each example be seen about four times."""

CHECK_CAPTIONS = (
    "red apple on blue background",
    "3d render of a cat on yellow background",
    "flat icon of a rocket on navy background",
    "cartoon of an owl on pink background",
    "dog and cat on green background",
    "two bananas on white background",
    "small snail on mint background",
    "pizza on black background",
)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "work")
    parser.add_argument("--model", type=Path, help="the teacher, work/unet.pt if not given")
    parser.add_argument("--steps", type=int, choices=(4, 8), default=4)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--first", type=int, default=600, help="examples to gather before the first update")
    parser.add_argument("--bank", type=int, default=2500, help="examples to keep")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--resume", action="store_true", help="go on from work/lora-<steps>.pt")
    parser.add_argument("--check", action="store_true", help="only compare what was written with the teacher")
    return parser.parse_args()


def predictor(unet: nn.Module, context: torch.Tensor, device: torch.device) -> Predict:
    def predict(sample: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        with autocast(device):
            return unet(sample.contiguous(memory_format=torch.channels_last), steps, context).float()

    return predict


def guided(unet: nn.Module, context: torch.Tensor, empty: torch.Tensor, device: torch.device) -> Predict:
    both = predictor(unet, torch.cat([context, empty]), device)

    def predict(sample: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        wanted, plain = both(torch.cat([sample, sample]), torch.cat([steps, steps])).chunk(2)
        return plain + schedule.GUIDANCE_SCALE * (wanted - plain)

    return predict


def loss_of(
    v: torch.Tensor, samples: torch.Tensor, times: torch.Tensor, clean: torch.Tensor
) -> torch.Tensor:
    """How far v is from the one that leads to the clean latents."""
    signal, noise = schedule.per_row(schedule.SIGNAL, times), schedule.per_row(schedule.NOISE, times)
    wanted = (signal * samples - clean) / noise
    return ((v - wanted).square() + SOFTNESS**2).sqrt().mean() - SOFTNESS


class Distillation:
    """A student, its adapters' averages, and the bank it learns from."""

    def __init__(self, options: argparse.Namespace, pair: Pair, conditions: Conditions, device: torch.device):
        self.options, self.unet, self.device = options, pair.unet, device
        self.adapters = adapt(pair.unet, options.rank)
        self.parameters = parameters_of(self.adapters)
        self.averaged = [one.detach().clone() for one in self.parameters]
        self.optimizer = adamw(self.parameters, options.rate, 0.0)
        self.path = options.work / f"lora-{options.steps}.pt"
        self.done = 0
        if options.resume:
            self.load()
        self.bank = Bank(options.steps, conditions, options.bank, options.seed + self.done)

    def load(self) -> None:
        saved = torch.load(self.path, map_location=self.device)
        with torch.no_grad():
            for name, own in (("weights", self.parameters), ("averaged", self.averaged)):
                for one, value in zip(own, saved[name]):
                    one.copy_(value)
        self.optimizer.load_state_dict(saved["optimizer"])
        self.done = saved["samples"]

    def save(self) -> None:
        part = self.path.with_suffix(".part")
        torch.save(
            {
                "weights": [one.detach() for one in self.parameters],
                "averaged": self.averaged,
                "optimizer": self.optimizer.state_dict(),
                "samples": self.done,
            },
            part,
        )
        part.replace(self.path)

    def renew(self) -> None:
        def teacher_of(context: torch.Tensor, empty: torch.Tensor) -> Predict:
            predict = guided(self.unet, context, empty, self.device)

            def plain(sample: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
                with without(self.adapters):
                    return predict(sample, steps)

            return plain

        def student_of(context: torch.Tensor) -> Predict:
            return predictor(self.unet, context, self.device)

        self.bank.renew(self.options.batch // 2, student_of, teacher_of, self.device)

    def update(self) -> float:
        samples, times, contexts, clean = self.bank.batch(self.options.batch)
        v = predictor(self.unet, contexts, self.device)(samples, times)
        loss = loss_of(v, samples, times, clean)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        self.done += len(samples)
        average(self.averaged, self.parameters, decay_after(self.done / self.options.batch, 0.99))
        return loss.item()

    def train(self) -> None:
        begun, step, mean, last_save = time.time(), 0, None, time.time()
        while (elapsed := time.time() - begun) < self.options.minutes * 60:
            if len(self.bank) < self.options.first or step % UPDATES_PER_RENEWAL == 0:
                self.renew()
            if len(self.bank) < self.options.first:
                continue
            share = elapsed / (self.options.minutes * 60)
            set_rate(self.optimizer, self.options.rate * min(1, (step + 1) / 20) * fallen(share, 0.02))
            loss = self.update()
            step += 1
            mean = loss if mean is None else 0.95 * mean + 0.05 * loss
            if step % 20 == 0:
                facts = f"{self.done} samples  {len(self.bank)} examples  loss {mean:.4f}"
                print(f"{elapsed:6.0f} s  {facts}", flush=True)
            if time.time() - last_save > 120:
                self.save()
                last_save = time.time()
        self.save()


def exported(options: argparse.Namespace) -> Path:
    return options.work / "export" / "loras" / f"sticker-{options.steps}-steps.safetensors"


@torch.no_grad()
def check(options: argparse.Namespace, pair: Pair, conditions: Conditions, device: torch.device) -> None:
    """Compares pictures from the same noise. Writes them as rows in the order in which it prints them."""
    torch.manual_seed(options.seed)
    context, empty = conditions.of(list(CHECK_CAPTIONS))
    noise = torch.randn(len(context), 4, 16, 16, device=device)
    times, keep = times_of(options.steps, 0), torch.zeros(len(context), dtype=torch.bool, device=device)
    student = predictor(merged(pair.unet, exported(options)), context, device)

    def drawn(predict: Predict, path: list[int], renews: torch.Tensor) -> torch.Tensor:
        return guess(predict, walk(predict, noise, path, renews)[-1], path[-1])

    rows = {
        "teacher": drawn(guided(pair.unet, context, empty, device), finer([999], 20), keep),
        "base, guided": drawn(guided(pair.unet, context, empty, device), times, keep),
        "base": drawn(predictor(pair.unet, context, device), times, keep),
        "student, euler": drawn(student, times, keep),
        "student, lcm": drawn(student, times_of(options.steps, 15), ~keep),
    }
    for name, latents in rows.items():
        print(f"{name:15}  {(latents - rows['teacher']).square().mean():.4f} from the teacher")
    decoder = Decoder()
    decoder.load_state_dict(torch.load(options.work / "vae.pt", map_location="cpu")["decoder"])
    bands = [torch.cat(list(decoder(one.cpu() / LATENT_SCALE)), 2) for one in rows.values()]
    pixels = ((torch.cat(bands, 1) + 1) * 127.5).clamp(0, 255).byte().permute(1, 2, 0).numpy()
    Image.fromarray(pixels).save(options.work / f"lora-{options.steps}.png")


def main() -> None:
    options = arguments()
    torch.manual_seed(options.seed)
    device, root = fast_device(), options.work.parent
    tokenizer = Tokenizer.load(options.work / "tokenizer")
    art = Art(options.work)

    def teacher() -> Pair:
        path = options.model or options.work / "unet.pt"
        pair = load_averaged(path, len(tokenizer.vocabulary), len(art.entries))
        return pair.to(device, memory_format=torch.channels_last)

    pair = teacher()
    encode = pair.context
    conditions = Conditions(
        lambda ids: encode(ids.to(device))[0],
        Composer(art, options.seed + 1),
        tokenizer,
        Fillers(root, options.seed),
    )
    if not options.check:
        distillation = Distillation(options, pair, conditions, device)
        distillation.train()
        factors = factors_of(distillation.adapters, distillation.averaged)
        facts = {"ss_network_module": "networks.lora", "ss_network_dim": str(options.rank)}
        save_kohya(exported(options), factors, facts)
        pair = teacher()
    check(options, pair, conditions, device)


if __name__ == "__main__":
    main()

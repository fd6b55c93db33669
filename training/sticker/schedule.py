"""Stable Diffusion's noise schedule, and what v-prediction makes of it (arXiv:2202.00512)."""

import torch

TRAIN_STEPS, BETA_START, BETA_END = 1000, 0.00085, 0.012
GUIDANCE_SCALE = 4.0

BETAS = torch.linspace(BETA_START**0.5, BETA_END**0.5, TRAIN_STEPS, dtype=torch.float64) ** 2
ALPHAS = torch.cumprod(1 - BETAS, 0)
"""Share of the signal's power at each step, ᾱ."""

SIGNAL = ALPHAS.sqrt().float()
NOISE = (1 - ALPHAS).sqrt().float()


def per_row(values: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
    """The schedule's values at integer steps [batch], shaped to multiply [batch, c, h, w]."""
    return values.to(steps.device)[steps][:, None, None, None]


def noised(clean, noise, steps):
    return per_row(SIGNAL, steps) * clean + per_row(NOISE, steps) * noise


def velocity(clean, noise, steps):
    return per_row(SIGNAL, steps) * noise - per_row(NOISE, steps) * clean


def clean_of(sample, v, steps):
    return per_row(SIGNAL, steps) * sample - per_row(NOISE, steps) * v


def noise_of(sample, v, steps):
    return per_row(NOISE, steps) * sample + per_row(SIGNAL, steps) * v


def loss_weights(steps: torch.Tensor) -> torch.Tensor:
    """Min-SNR-5 for v-prediction (arXiv:2303.09556), not below 0.1; [batch]."""
    signal_to_noise = (ALPHAS / (1 - ALPHAS)).float().to(steps.device)[steps]
    return (signal_to_noise.clamp(max=5) / (signal_to_noise + 1)).clamp(min=0.1)


@torch.no_grad()
def ddim(predict, noise: torch.Tensor, steps: int) -> torch.Tensor:
    """Draws latents from noise [batch, c, h, w]; `predict(sample, steps [batch])` gives v. Trailing spacing."""
    times = torch.linspace(TRAIN_STEPS, 0, steps + 1, dtype=torch.float64).round().long()[:-1] - 1
    x = noise
    for index, time in enumerate(times.tolist()):
        at = torch.full((len(x),), time, device=x.device)
        v = predict(x, at)
        clean, rest = clean_of(x, v, at), noise_of(x, v, at)
        if index + 1 == len(times):
            return clean
        x = noised(clean, rest, torch.full_like(at, int(times[index + 1])))
    return x

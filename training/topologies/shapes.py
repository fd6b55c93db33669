"""Changes of shape that become one ONNX node each, whatever the sizes of a batch or a picture are."""

from __future__ import annotations

import torch


class Reshape(torch.autograd.Function):
    """0 keeps the size that stands at its place, -1 takes what is left."""

    @staticmethod
    def forward(ctx, x, sizes):
        return x.reshape([x.shape[at] if size == 0 else size for at, size in enumerate(sizes)])

    @staticmethod
    def symbolic(g, x, sizes):
        return g.op("Reshape", x, g.op("Constant", value_t=torch.tensor(sizes)))


class ReshapeLike(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, like):
        return x.reshape(like.shape)

    @staticmethod
    def symbolic(g, x, like):
        return g.op("Reshape", x, g.op("Shape", like))


def reshape(x: torch.Tensor, *sizes: int) -> torch.Tensor:
    return Reshape.apply(x, sizes)


def reshape_like(x: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    return ReshapeLike.apply(x, like)


def attend(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, heads: int, mask: torch.Tensor | None = None):
    """Attention of several heads over [batch, tokens, width]."""
    size = int(q.shape[-1]) // heads
    q, k, v = (reshape(x, 0, -1, heads, size).transpose(1, 2) for x in (q, k, v))
    logits = q @ k.transpose(2, 3) * size**-0.5
    shares = torch.softmax(logits if mask is None else logits + mask, -1)
    return reshape((shares @ v).transpose(1, 2), 0, -1, heads * size)

"""CLIPTextModel and CLIPTextModelWithProjection: causal, pre-norm, any number of layers, at any width."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .shapes import attend

TOKENS = 77


@dataclass(frozen=True)
class TextShape:
    width: int
    layers: int
    heads: int
    activation: str
    projection: int = 0
    """Width of `text_embeds`; 0 for an encoder without."""


class SelfAttention(nn.Module):
    def __init__(self, shape: TextShape):
        super().__init__()
        self.heads = shape.heads
        self.k_proj = nn.Linear(shape.width, shape.width)
        self.v_proj = nn.Linear(shape.width, shape.width)
        self.q_proj = nn.Linear(shape.width, shape.width)
        self.out_proj = nn.Linear(shape.width, shape.width)

    def forward(self, x, mask):
        return self.out_proj(attend(self.q_proj(x), self.k_proj(x), self.v_proj(x), self.heads, mask))


class Mlp(nn.Module):
    def __init__(self, shape: TextShape):
        super().__init__()
        self.quick = shape.activation == "quick_gelu"
        self.fc1 = nn.Linear(shape.width, 4 * shape.width)
        self.fc2 = nn.Linear(4 * shape.width, shape.width)

    def forward(self, x):
        x = self.fc1(x)
        return self.fc2(x * torch.sigmoid(1.702 * x) if self.quick else F.gelu(x))


class Layer(nn.Module):
    def __init__(self, shape: TextShape):
        super().__init__()
        self.self_attn = SelfAttention(shape)
        self.layer_norm1 = nn.LayerNorm(shape.width)
        self.mlp = Mlp(shape)
        self.layer_norm2 = nn.LayerNorm(shape.width)

    def forward(self, x, mask):
        x = x + self.self_attn(self.layer_norm1(x), mask)
        return x + self.mlp(self.layer_norm2(x))


class Embeddings(nn.Module):
    def __init__(self, shape: TextShape, vocabulary: int):
        super().__init__()
        self.token_embedding = nn.Embedding(vocabulary, shape.width)
        self.position_embedding = nn.Embedding(TOKENS, shape.width)


class Encoder(nn.Module):
    def __init__(self, shape: TextShape):
        super().__init__()
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))


class TextModel(nn.Module):
    def __init__(self, shape: TextShape, vocabulary: int):
        super().__init__()
        self.embeddings = Embeddings(shape, vocabulary)
        self.encoder = Encoder(shape)
        self.final_layer_norm = nn.LayerNorm(shape.width)


class TextEncoder(nn.Module):
    """Ids, or the embeddings of tokens beside their ids, to every layer's states and to one vector for all."""

    def __init__(self, shape: TextShape, vocabulary: int):
        super().__init__()
        self.text_model = TextModel(shape, vocabulary)
        self.register_buffer("causal", torch.triu(torch.full((TOKENS, TOKENS), -1e4), 1))
        if shape.projection:
            self.text_projection = nn.Linear(shape.width, shape.projection, bias=False)

    def forward(self, ids, embeds=None):
        """Returns the states (embeddings first, the last one without its norm), the last with its norm, the vector."""
        model = self.text_model
        x = model.embeddings.token_embedding(ids) if embeds is None else embeds
        x = x + model.embeddings.position_embedding.weight[: x.shape[1]]
        states = [x]
        for layer in model.encoder.layers:
            states.append(layer(states[-1], self.causal))
        last = model.final_layer_norm(states[-1])
        if not hasattr(self, "text_projection"):
            return states, last, None
        # Of all ids that of the end is the largest.
        end = ids.argmax(-1).reshape(-1, 1, 1).expand(-1, 1, last.shape[-1])
        return states, last, self.text_projection(last.gather(1, end)[:, 0])

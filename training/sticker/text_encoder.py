"""The text encoder, with the module names of transformers' CLIPTextModel."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .layers import LayerNorm
from .memory import PictureMemory

WIDTH, LAYERS, HEADS, MAX_TOKENS = 128, 3, 4, 32


class SelfAttention(nn.Module):
    def __init__(self):
        super().__init__()
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, nn.Linear(WIDTH, WIDTH, bias=name == "out_proj"))

    def forward(self, x):
        batch, tokens, width = x.shape
        heads = [p(x).view(batch, tokens, HEADS, -1).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj)]
        q, k, v = heads
        weights = (q @ k.transpose(-1, -2) * (width // HEADS) ** -0.5).softmax(-1)
        return self.out_proj((weights @ v).transpose(1, 2).reshape(batch, tokens, width))


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(WIDTH, 4 * WIDTH)
        self.fc2 = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class EncoderLayer(nn.Module):
    """Pre-norm. `silent`: starts as the identity, to deepen a trained network."""

    def __init__(self, silent: bool = False):
        super().__init__()
        self.layer_norm1 = LayerNorm(WIDTH)
        self.self_attn = SelfAttention()
        self.layer_norm2 = LayerNorm(WIDTH)
        self.mlp = MLP()
        if silent:
            for last in (self.self_attn.out_proj, self.mlp.fc2):
                nn.init.zeros_(last.weight)
                nn.init.zeros_(last.bias)

    def forward(self, x):
        x = x + self.self_attn(self.layer_norm1(x))
        return x + self.mlp(self.layer_norm2(x))


class Embeddings(nn.Module):
    def __init__(self, vocabulary: int):
        super().__init__()
        self.token_embedding = nn.Embedding(vocabulary, WIDTH)
        self.position_embedding = nn.Embedding(MAX_TOKENS, WIDTH)
        nn.init.normal_(self.token_embedding.weight, std=0.3)
        nn.init.normal_(self.position_embedding.weight, std=0.1)

    def forward(self, ids):
        return self.token_embedding(ids) + self.position_embedding.weight[None, : ids.shape[1]]


class TextEncoder(nn.Module):
    """Ids [batch, 32] to context tokens [batch, 160, 128]: 32 of the words, then 64 of each picture they name."""

    def __init__(self, vocabulary: int, entries: int):
        super().__init__()
        self.text_model = nn.Module()
        self.text_model.embeddings = Embeddings(vocabulary)
        self.text_model.encoder = nn.Module()
        self.text_model.encoder.layers = nn.ModuleList(
            [EncoderLayer(silent=layer == LAYERS - 1) for layer in range(LAYERS)]
        )
        self.text_model.final_layer_norm = LayerNorm(WIDTH)
        self.memory = PictureMemory(entries)

    def states(self, ids: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """The normed last state and all states, each [batch, tokens, 128], of ids [batch, tokens ≤ 32]."""
        x = self.text_model.embeddings(ids)
        states = [x]
        for layer in self.text_model.encoder.layers:
            x = layer(x)
            states.append(x)
        return self.text_model.final_layer_norm(x), states

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The context, and the memory's logits to train it by."""
        words, _ = self.states(ids)
        logits = self.memory.logits(words)
        return torch.cat([words, self.memory.tokens(logits)], 1), logits

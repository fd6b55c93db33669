"""The expander's words, its vocabulary, and its two ways to read a text."""

import tempfile
import unittest
from pathlib import Path

import torch

from expander import phrases
from expander.gpt2 import GPT2, Shape
from expander.sample import Expander
from expander.tokenizer import END, Tokenizer, build


class TestPhrases(unittest.TestCase):
    def test_no_word_names_what_the_picture_model_draws(self):
        self.assertEqual(set(phrases.words()) & phrases.taken(), set())

    def test_no_word_comes_twice_in_what_is_learnt(self):
        composer = phrases.Composer(5)
        for _ in range(500):
            prompt, expansion = composer.sample()
            added = expansion.replace(",", "").split()
            self.assertEqual(len(added), len(set(added)))
            self.assertFalse(set(added) & set(prompt.replace(",", "").lower().split()), prompt)


class TestExpander(unittest.TestCase):
    def setUp(self):
        folder = Path(tempfile.mkdtemp())
        build(folder)
        self.tokenizer = Tokenizer.load(folder)
        self.words = (folder / "words.txt").read_text().split()
        torch.manual_seed(0)
        self.model = GPT2(Shape(vocabulary=len(self.tokenizer.vocabulary), width=16, heads=2)).eval()

    def test_every_word_is_one_token_and_texts_come_back(self):
        for word in self.words[:-1]:
            self.assertEqual(len(self.tokenizer(f" {word}")), 1, word)
        text = "A cat, don't  panic\n狐 🦊 123"
        self.assertEqual(self.tokenizer.text(self.tokenizer(text)), text)
        self.assertEqual(self.words[-1], END)

    @torch.no_grad()
    def test_keys_and_values_save_reading_again(self):
        ids = torch.randint(0, 500, (1, 9))
        whole, _ = self.model(ids)
        _, past = self.model(ids[:, :5])
        rest, _ = self.model(ids[:, 5:], past)
        torch.testing.assert_close(rest, whole[:, 5:])

    def test_only_listed_words_are_added(self):
        expander = Expander(self.model, self.tokenizer, self.words, 24)
        texts = {expander.expand("panda", seed) for seed in range(10)}
        self.assertGreater(len(texts), 5)
        for text in texts:
            added = text.removeprefix("panda,").replace(",", " ").split()
            self.assertTrue(set(added) <= set(self.words), text)


if __name__ == "__main__":
    unittest.main()

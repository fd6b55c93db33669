"""What the expander learns from: prompts, and our own descriptive phrases that may follow them.

Phrases say how something looks, never what else is there: no thing, no colour, no style and no place that the picture
model knows by name. `check` holds them to that.
"""

from __future__ import annotations

import random
import re

from sticker.concepts import STYLES, things, words_for
from sticker.palette import COLOURS, OTHER_COLOUR_WORDS
from sticker.scenes import COUNTS, plural

PHRASES = {
    "detail": """
        highly detailed | fine detail | intricate detail | sharp focus | crisp edges | rich texture | delicate texture
        clear precise forms | carefully finished | refined surface | meticulous work
    """,
    "lighting": """
        mellow lighting | studio lighting | warm lighting | gentle lighting | dramatic lighting | natural lighting
        even lighting | cinematic lighting | subtle shading | gentle contrast | strong contrast | bright airy feeling
        luminous atmosphere
    """,
    "feel": """
        vibrant | vivid energy | harmonious tones | rich tones | balanced tones | delicate gradation
        elegant | charming | playful | cheerful | graceful | dreamy mood | inviting mood | calm mood | joyful mood
        majestic | adorable
    """,
    "order": """
        balanced composition | centered composition | simple composition | pleasing proportions | uncluttered
        clean design | modern design | minimalist design | iconic shape | bold shapes | smooth shapes | rounded forms
    """,
    "praise": """
        masterpiece | best quality | professional | award winning | stunning | beautiful | exquisite | perfect
        inspiring | remarkable | artistic | polished
    """,
    "depth": """
        glossy finish | smooth finish | polished finish | tactile material | gentle depth | sculpted volume
        realistic material | volumetric
    """,
    "plain": """
        clean outlines | confident outlines | even tones | bold contrast | graphic simplicity | geometric precision
        neat geometry
    """,
    "drawn": """
        expressive outlines | lively linework | handmade charm | whimsical | humorous expression | bouncy energy
    """,
    "living": """
        friendly expression | fluffy texture | gentle expression | curious expression | lively pose | sweet expression
    """,
    "tasty": """
        delicious | fresh | appetizing | juicy | mouthwatering | freshly prepared
    """,
    "outdoors": """
        atmospheric | serene | breathtaking | expansive depth | tranquil mood | epic scale | hazy depth
    """,
    "photo": """
        wide aperture | shallow focus | fine grain | professional photography | lifelike | candid moment
    """,
}

KINDS = {
    "living": """
        bird chick duck eagle flamingo owl parrot peacock penguin rooster bat bear camel cat cow deer dog elephant fox
        giraffe goat gorilla hamster hedgehog horse kangaroo koala leopard lion monkey mouse otter panda pig rabbit
        raccoon sloth tiger unicorn wolf zebra frog dragon lizard turtle dolphin whale bunny puppy kitten
    """,
    "tasty": """
        apple banana blueberries cherries grapes lemon mango peach pear pineapple strawberry tomato watermelon cheese
        bread croissant hamburger pancakes pizza popcorn pretzel sandwich taco waffle cake candy chocolate cookie
        cupcake doughnut ice pie sushi spaghetti
    """,
    "outdoors": """
        mountain volcano island forest lake river sea ocean beach desert valley sunset sunrise sky city street village
        landscape garden meadow waterfall cliff coast castle
    """,
}

SUBJECTS = """
woman | man | child | old man | young woman | knight | wizard | dancer | musician | warrior | queen | king | pirate
city street | village | mountain lake | forest | desert | sunset | sunrise | waterfall | ocean | valley | garden
landscape | cathedral | bridge | library | kitchen | living room | tower | temple | ship | spaceship | train | car
puppy | kitten | warrior princess | samurai | mermaid | fairy | angel | monster | statue | portrait of a woman
portrait of a man | portrait of an old man | still life | bowl of fruit | field of flowers | starry sky | stormy sea
"""

WRAPPERS = (
    "photo of", "photograph of", "painting of", "drawing of", "illustration of", "picture of", "portrait of", "sketch of",
    "watercolor of", "close up of", "an image of", "beautiful", "ancient", "futuristic", "giant", "happy", "sad", "old",
)

WITHHELD = ("tasty",)
"""Learnt, so that food has words of its own, but not offered: a network this small says them of animals too."""

STYLE_GROUPS = {"3d": "depth", "flat": "plain", "cartoon": "drawn"}


def listed(text: str) -> list[str]:
    return [one.strip() for line in text.splitlines() for one in line.split("|") if one.strip()]


GROUPS = {name: listed(text) for name, text in PHRASES.items()}
COMMON = ("detail", "lighting", "feel", "order", "praise")
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}


def words(without: tuple[str, ...] = ()) -> list[str]:
    """The words of all phrases but those of some groups, each once, sorted."""
    kept = (phrases for name, phrases in GROUPS.items() if name not in without)
    return sorted({word for phrases in kept for phrase in phrases for word in phrase.split()})


def taken() -> set[str]:
    """Words that name something to the picture model."""
    texts = [*COLOURS, *COUNTS.values(), *(one for some in OTHER_COLOUR_WORDS.values() for one in some)]
    texts += [prefix for prefixes in STYLES.values() for prefix in prefixes]
    texts += [one for thing in things() for word in words_for(thing) for one in (word, plural(word))]
    texts.append("small tiny little cute left right top bottom corner background gradient")
    glue = {"of", "with", "and", "to", "in", "on", "the", "a"}
    return {word for text in texts for word in re.findall(r"[a-z0-9]+", text)} - glue


def check() -> None:
    named = sorted(set(words()) & taken())
    if named:
        raise SystemExit(f"phrases name what the picture model draws: {named}")


class Composer:
    """Draws prompts and their expansions from a seeded generator."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.things = [word for thing in things() for word in words_for(thing)]
        self.subjects = listed(SUBJECTS)

    def prompt(self) -> tuple[str, str | None]:
        """A prompt as users write them, and the style that it names."""
        rng = self.rng
        if rng.random() < 0.3:
            subject, style = rng.choice(self.subjects), None
            text = f"{rng.choice(WRAPPERS)} {subject}" if rng.random() < 0.5 else subject
            if rng.random() < 0.3:
                text = f"{text}, {rng.choice(self.subjects)}"
            return text, style
        subject = rng.choice(self.things)
        if rng.random() < 0.25:
            joint = rng.choice(["and", "next to", "on top of", "left of", "above"])
            subject = f"{subject} {joint} {rng.choice(['', 'a '])}{rng.choice(self.things)}"
        elif rng.random() < 0.2:
            subject = f"{rng.choice(['small', 'tiny', 'a cute', 'two', 'three', *COLOURS])} {subject}"
        style = rng.choice([None, None, None, *STYLES])
        text = f"{rng.choice(STYLES[style])} {subject}" if style else subject
        if rng.random() < 0.6:
            colour = rng.choice(list(COLOURS))
            text += rng.choice([f" on {colour} background", f" on a {colour} background", f", {colour} background"])
        return text, style

    def expansion(self, prompt: str, style: str | None) -> str:
        """Phrases that suit the prompt. No word comes twice, here or after the prompt's own: as sampling has it."""
        rng = self.rng
        groups = list(COMMON)
        groups += [kind for word in prompt.split() if (kind := KIND_OF.get(word.strip(",")))] * 2
        if style:
            groups += [STYLE_GROUPS[style]] * 3
        elif "photo" in prompt:
            groups += ["photo"] * 3
        else:
            groups += ["depth"]
        used = set(re.findall(r"[^\s,]+", prompt.lower()))
        chosen: list[str] = []
        wanted = rng.choice([2, 3, 3, 4, 4, 5])
        last = None
        for _ in range(40):
            if len(chosen) == wanted:
                break
            group = rng.choice(groups)
            phrase = rng.choice(GROUPS[group])
            if group == last or used & set(phrase.split()):
                continue
            last = group
            used |= set(phrase.split())
            chosen.append(phrase)
        return ", ".join(chosen)

    def sample(self) -> tuple[str, str]:
        prompt, style = self.prompt()
        if self.rng.random() < 0.15:
            # Longer prompts, which have descriptive words of their own.
            prompt = f"{prompt}, {self.expansion(prompt, style)}"
        return prompt, self.expansion(prompt, style)


check()

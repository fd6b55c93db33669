"""Named colours of backgrounds and tints, as sRGB bytes."""

COLOURS: dict[str, tuple[int, int, int]] = {
    "white": (255, 255, 255),
    "black": (15, 15, 18),
    "gray": (128, 128, 128),
    "red": (220, 50, 47),
    "orange": (245, 140, 40),
    "yellow": (250, 215, 60),
    "green": (70, 170, 80),
    "teal": (40, 160, 160),
    "blue": (50, 110, 220),
    "navy": (25, 40, 90),
    "purple": (130, 70, 190),
    "pink": (245, 160, 190),
    "brown": (130, 85, 50),
    "beige": (235, 220, 190),
    "sky blue": (150, 205, 245),
    "mint": (170, 230, 200),
}

OTHER_COLOUR_WORDS = {"gray": ["grey"], "sky blue": ["light blue"], "navy": ["dark blue", "navy blue"], "mint": ["light green"]}

TINTS = ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "gray", "brown")

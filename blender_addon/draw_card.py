"""A card in a list: a mesh's picture, and two lines beside it."""

from . import window

# Height of a card, and so the side of its picture, in lines of text.
CARD_LINES = 2


def draw_card(layout, key, words):
    """Draws the picture with this key, or an empty place of its size, and the words as the lower line.

    Returns the layout of the upper line.
    """
    row = layout.row(align=True)
    picture = row.row()
    picture.ui_units_x = CARD_LINES
    picture.template_icon(icon_value=window.icon_of(key), scale=CARD_LINES)
    lines = row.column(align=True)
    upper = lines.row()
    lower = lines.row()
    lower.active = False  # paler: what comes second
    lower.label(text=words)
    return upper

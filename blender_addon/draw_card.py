"""Lists of cards: a mesh's picture, and two lines beside it."""

from . import window

# Height of a card, and so the side of its picture, in lines of text.
CARD_LINES = 2


def draw_cards(layout, list_name, settings, items, active, rows):
    """Draws a list of cards.

    Blender highlights only the first line of an entry, and only that line takes clicks. So the whole list is scaled to
    the height of its cards, and the content of a card is scaled down by as much.
    """
    column = layout.column()
    column.scale_y = CARD_LINES
    column.template_list(list_name, items, settings, items, settings, active, rows=rows, maxrows=rows)


def draw_card(layout, key, words):
    """Draws the picture with this key, or an empty place of its size, and the words as the lower line.

    Returns the layout of the upper line.
    """
    row = layout.row(align=True)
    picture = row.row()
    picture.ui_units_x, picture.scale_y = CARD_LINES, 1 / CARD_LINES
    picture.template_icon(icon_value=window.icon_of(key), scale=CARD_LINES)
    lines = row.column(align=True)
    lines.scale_y = 1 / CARD_LINES
    upper = lines.row()
    lower = lines.row()
    lower.active = False  # paler, because it is less important
    lower.label(text=words)
    return upper

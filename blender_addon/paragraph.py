"""Text of several lines in a panel: labels don't wrap by themselves."""

import blf
import bpy

# Pixels, at scale 1, of the region that a label in a box can not use: tabs, margins of panel, box and label.
# Measured.
MARGIN = 66


def draw_paragraph(layout, text, context):
    """Labels below each other, each as wide as the region allows."""
    scale = context.preferences.system.ui_scale
    column = layout.column(align=True)
    for line in wrap(text, context.region.width - MARGIN * scale, text_width):
        column.label(text=line)


def wrap(text, width, measure):
    """Lines of at most `width`; `measure` gives the width of a text. A wider word has a line of its own."""
    lines = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def text_width(text):
    """Width of a label's text in pixels."""
    preferences = bpy.context.preferences
    style = preferences.ui_styles[0]
    # Only old versions have a size for labels.
    size = getattr(style, "widget_label", style.widget).points * preferences.system.ui_scale
    if bpy.app.version < (4, 0, 0):
        blf.size(0, size, 72)
    else:
        blf.size(0, size)
    return blf.dimensions(0, text)[0]

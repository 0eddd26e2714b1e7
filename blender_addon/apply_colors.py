"""Colors the shapes of a run by its groups. Materials are not touched."""

from .colored import color_objects
from .generated.keys import GROUP_SIZES, PALETTE, SHAPE_GROUP, SHAPE_INDEX


def keep_groups(shapes, collection, groups, palette):
    """Writes each shape's group on it and the palette on the collection, so that a saved file knows them too.

    groups: group of each index, -1 = none; palette: (r, g, b) of each group, sRGB 0..1 as on screen.
    """
    collection[PALETTE] = [float(channel) for color in palette for channel in color]
    collection[GROUP_SIZES] = [sum(1 for each in groups if each == group) for group in range(len(palette))]
    for shape in shapes:
        shape[SHAPE_GROUP] = groups[shape[SHAPE_INDEX]]


def apply_colors(scene, shapes, collection):
    """Colors each shape by its group; shapes without a group keep their color. Returns how many were colored."""
    channels = [linear(channel) for channel in collection[PALETTE]]
    grouped = [(shape, shape.get(SHAPE_GROUP, -1)) for shape in shapes]
    colors = [(shape, (*channels[3 * group : 3 * group + 3], 1.0)) for shape, group in grouped if group >= 0]
    color_objects(scene, colors)
    return len(colors)


def linear(channel):
    """Converts sRGB 0..1 to scene linear, which `Object.color` holds."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

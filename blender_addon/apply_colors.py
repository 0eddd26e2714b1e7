"""Groups -> colors of objects, and back. Materials are not touched."""

import json

import bpy

OLD_COLOR = "shapekin_old_color"
OLD_SHADING = "shapekin_old_shading"


def keep_groups(shapes, collection, groups, palette):
    """Writes each shape's group on it and the palette on the collection, so that a saved file knows them too.

    groups: group of each index, -1 = none; palette: (r, g, b) of each group, sRGB 0..1 as on screen.
    """
    collection["shapekin_palette"] = [float(channel) for color in palette for channel in color]
    for shape in shapes:
        shape["shapekin_group"] = groups[shape["shapekin_index"]]


def apply_colors(shapes, collection):
    """Colors each shape by its group; those without one keep theirs. Returns how many were colored.

    The color that an object had before is kept on it once, so coloring twice loses nothing.
    """
    channels = [linear(channel) for channel in collection["shapekin_palette"]]
    count = 0
    for shape in shapes:
        group = shape.get("shapekin_group", -1)
        if group < 0:
            continue
        if OLD_COLOR not in shape:
            shape[OLD_COLOR] = list(shape.color)
        shape.color = (*channels[3 * group : 3 * group + 3], 1.0)
        count += 1
    return count


def restore_colors(shapes):
    """Gives back the colors from before; returns how many."""
    count = 0
    for shape in shapes:
        shape.color = shape[OLD_COLOR]
        del shape[OLD_COLOR]
        count += 1
    return count


def linear(channel):
    """sRGB 0..1 -> scene linear, which is what `Object.color` holds."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def show_object_colors(screens):
    """Switches every 3D view to object colors; how it was is kept on its screen."""
    for screen in screens:
        old = json.loads(screen.get(OLD_SHADING, "{}"))
        for number, shading in _shadings(screen):
            if (shading.type, shading.color_type) != ("SOLID", "OBJECT"):
                old.setdefault(number, [shading.type, shading.color_type])
            if shading.type in {"MATERIAL", "RENDERED"}:  # these show materials only
                shading.type = "SOLID"
            shading.color_type = "OBJECT"
        if old:
            screen[OLD_SHADING] = json.dumps(old)


def restore_shading(screens):
    for screen in screens:
        old = json.loads(screen.get(OLD_SHADING, "{}"))
        for number, shading in _shadings(screen):
            if number in old and shading.color_type == "OBJECT":
                shading.type, shading.color_type = old[number]
        if OLD_SHADING in screen:
            del screen[OLD_SHADING]


def all_screens():
    return list(bpy.data.screens)


def _shadings(screen):
    """(number of the area, its shading) of each 3D view."""
    for number, area in enumerate(screen.areas):
        for space in area.spaces:
            if space.type == "VIEW_3D":
                yield str(number), space.shading

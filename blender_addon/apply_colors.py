"""Groups -> colors of objects, and back. Materials are not touched."""

import json

import bpy

OLD_COLOR = "shapekin_old_color"
OLD_SHADING = "shapekin_old_shading"


def apply_colors(shapes, groups, palette):
    """Colors each shape by the group of its index; returns how many.

    groups: group of each index, -1 = none (keeps its color); palette: (r, g, b) of each group, sRGB 0..1.
    The color that an object had before is kept on it once, so coloring twice loses nothing.
    """
    colors = [(*(linear(channel) for channel in color), 1.0) for color in palette]
    count = 0
    for shape in shapes:
        index = shape["shapekin_index"]
        group = groups[index] if index < len(groups) else -1
        if group < 0:
            continue
        if OLD_COLOR not in shape:
            shape[OLD_COLOR] = list(shape.color)
        shape["shapekin_group"] = group
        shape.color = colors[group]
        count += 1
    return count


def restore_colors(shapes):
    """Gives back the colors from before; returns how many."""
    colored = [each for each in shapes if OLD_COLOR in each]
    for shape in colored:
        shape.color = shape[OLD_COLOR]
        del shape[OLD_COLOR]
    return len(colored)


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
    for number, area in enumerate(screen.areas):
        for space in area.spaces:
            if space.type == "VIEW_3D":
                yield str(number), space.shading

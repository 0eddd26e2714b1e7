"""Empties that show a collection. Blender draws what they show in the empty's own color, not in that of the objects."""


def colors_of_instancers(scene, color_of):
    """What the scene's empties should be colored: [(empty, color)], and the empties that can not show one color.

    color_of: {object: color} of the objects in groups. An empty has the color of the grouped objects that it shows
    where they are all of one.
    """
    shown = {}  # collection -> its one color, None = none or several
    colored, others = [], []
    for each in scene.objects:
        collection = each.instance_collection if each.instance_type == "COLLECTION" else None
        if collection is None:
            continue
        if collection not in shown:
            colors = {color_of[one] for one in collection.all_objects if one in color_of}
            shown[collection] = colors.pop() if len(colors) == 1 else None
        if shown[collection]:
            colored.append((each, shown[collection]))
        else:
            others.append(each)
    return colored, others

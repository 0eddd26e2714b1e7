"""Empties that show a collection. Blender draws what they show in the empty's own color, not in the color of the
objects.
"""

import numpy as np


def colors_of_instancers(scene, color_of):
    """Colors for the scene's empties, [(empty, color)], and the empties that can not show a single color.

    color_of: {object: color} of the objects in groups. An empty gets a color where all grouped objects that it shows
    have the same one.
    """
    shown = {}  # collection -> its only color, None = none or several
    colored, others = [], []
    for each in _instancers(scene):
        collection = each.instance_collection
        if collection not in shown:
            colors = {color_of[one] for one in collection.all_objects if one in color_of}
            shown[collection] = colors.pop() if len(colors) == 1 else None
        if shown[collection]:
            colored.append((each, shown[collection]))
        else:
            others.append(each)
    return colored, others


def _instancers(scene):
    """Asks all objects at once whether they instance anything, as there may be thousands. It does not ask what they
    instance, because Blender 3.4.1 then returns uninitialized memory.
    """
    instances = np.empty(len(scene.objects), bool)
    scene.objects.foreach_get("is_instancer", instances)
    places = np.flatnonzero(instances).tolist()
    objects = list(scene.objects) if places else []
    return [
        objects[place]
        for place in places
        if objects[place].instance_type == "COLLECTION" and objects[place].instance_collection
    ]

"""Finds the objects that are most like a given one.

Without the server it uses the tree of the groups: two objects are as alike as the likeness at which it joins them.
"""

from dataclasses import dataclass

from .kept_grouping import find_members, kept_grouping
from .quiet import quietly, set_anew
from .selecting import deselect_all


@dataclass(frozen=True)
class Found:
    """Something that is like an object; likeness in percent. The tree gives no distance, so that is 0."""

    name: str
    likeness: float
    distance: float = 0.0
    is_in_library: bool = False


def show_found(scene, view_layer, found):
    """Lists every Found, with the given object first, and selects those that are in the view layer."""
    settings = scene.shapekin_groups
    deselect_all(view_layer)
    settings.found.clear()
    for each in found:
        item = settings.found.add()
        item.name, item.likeness = each.name, each.likeness
        item.distance, item.is_in_library = each.distance, each.is_in_library
        here = None if each.is_in_library else view_layer.objects.get(each.name)
        if here is not None:
            here.select_set(True, view_layer=view_layer)
    with quietly():
        set_anew(settings, found_active=0)


def find_similar(scene, given, percent=None, count=None):
    """[(object, likeness in percent)] of the objects most like the given one, by falling likeness, without itself.

    percent: least likeness; count: most objects. Returns None when the given object was not grouped.
    """
    kept = kept_grouping(scene)
    members = find_members(scene, kept) if kept else []
    number = next((number for each, number in members if each == given), None)
    if number is None or kept.tree.rows[number] < 0:
        return None
    likeness = kept.tree.likeness_to(kept.tree.rows[number])
    rows = kept.tree.rows
    found = [(each, float(likeness[rows[number]])) for each, number in members if each != given and rows[number] >= 0]
    found = sorted((pair for pair in found if percent is None or pair[1] >= percent), key=lambda pair: -pair[1])
    return found[:count]

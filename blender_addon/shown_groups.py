"""The kept groups of a scene, cut as its settings say: list, colors, and each object's group."""

import json
from dataclasses import dataclass

import bpy
import numpy as np

from .apply_colors import linear
from .colored import color_objects, find_colored, keeps_properties, restore_objects
from .generated.group_colors import GROUP_COLORS
from .generated.keys import GROUP_NAME, GROUP_WORDS
from .group_names import name_group, number_equals
from .instancers import colors_of_instancers
from .kept_grouping import find_members, kept_grouping
from .quiet import quietly

_COLORS = [tuple(np.float32([linear(channel / 255) for channel in color]).tolist()) for color in GROUP_COLORS]


@dataclass(frozen=True, eq=False)
class ShownGroup:
    """A group as it is cut now. slot: which it is, wherever the tree is cut; likeness: in percent."""

    slot: int
    likeness: float
    objects: list[bpy.types.Object]


def find_groups(scene):
    """Every ShownGroup of the scene that has objects left, the largest first; [] where nothing was grouped."""
    kept = kept_grouping(scene)
    if kept is None:
        return []
    cut = cut_of(scene.shapekin_groups, kept.tree)
    objects = [[] for _ in cut.nodes]
    groups = cut.groups.tolist()
    for each, number in find_members(scene, kept):
        if groups[number] >= 0:
            objects[groups[number]].append(each)
    slots, likeness = kept.slots[cut.branches].tolist(), kept.tree.likeness_of(cut.nodes).tolist()
    found = [ShownGroup(*each) for each in zip(slots, likeness, objects) if each[2]]
    return sorted(found, key=lambda group: -len(group.objects))


def cut_of(settings, tree):
    """The Cut that the settings ask for."""
    return tree.cut_into(settings.groups) if settings.cut_by == "NUMBER" else tree.cut_at(settings.similar)


def slots_of_objects(scene):
    """{object: slot} as the scene shows its groups now."""
    return {each: group.slot for group in find_groups(scene) for each in group.objects}


def show_groups(scene):
    """Cuts, lists, names and, where colors are shown, colors. Returns how many objects are in a group."""
    groups = find_groups(scene)
    words = _read_words(scene)
    proposals = number_equals([name_group([each.name for each in group.objects]) for group in groups])
    names = [words.get(group.slot, {}).get("name") or own for group, own in zip(groups, proposals)]
    colors = [tuple(words.get(group.slot, {}).get("color") or color_of(group.slot)) for group in groups]
    _fill_list(scene.shapekin_groups, groups, names, colors)
    for group, name in zip(groups, names):
        for each in group.objects:
            if each.get(GROUP_NAME) != name and keeps_properties(each):
                each[GROUP_NAME] = name
    if scene.shapekin_groups.is_shown:
        color_of_object = {each: (*color, 1.0) for group, color in zip(groups, colors) for each in group.objects}
        instancers, others = colors_of_instancers(scene, color_of_object)
        color_objects(scene, [*color_of_object.items(), *instancers])
        give_back_colors(others)
    return sum(len(group.objects) for group in groups)


def color_of(slot):
    """(3) scene linear, as `Object.color` gives it back."""
    return _COLORS[slot % len(_COLORS)]


def keep_words(scene, slot, **words):
    """Keeps a name or color that a person gave to a group; an empty name is given back."""
    kept = _read_words(scene)
    kept[slot] = {**kept.get(slot, {}), **words}
    scene[GROUP_WORDS] = json.dumps({str(each): own for each, own in kept.items()})
    show_groups(scene)


def forget_words(scene):
    """Of an older grouping that has nothing in common with the one to come."""
    if GROUP_WORDS in scene:
        del scene[GROUP_WORDS]


def give_back_colors(objects):
    """The colors from before, to these objects only."""
    chosen = set(objects)
    if chosen:
        restore_objects([each for each in find_colored() if each.object in chosen])


def _read_words(scene):
    return {int(slot): words for slot, words in json.loads(scene.get(GROUP_WORDS, "{}")).items()}


def _fill_list(settings, groups, names, colors):
    """The group that was active stays so, where it is still there."""
    items = settings.items
    active = items[settings.active].slot if 0 <= settings.active < len(items) else -1
    with quietly():
        while len(items) > len(groups):
            items.remove(len(items) - 1)
        while len(items) < len(groups):
            items.add()
        for item, group, name, color in zip(items, groups, names, colors):
            if item.name != name:
                item.name = name
            if item.slot != group.slot:
                item.slot = group.slot
            if tuple(item.color) != color:
                item.color = color
            item.size, item.likeness = len(group.objects), group.likeness
        slots = [group.slot for group in groups]
        settings.active = slots.index(active) if active in slots else 0

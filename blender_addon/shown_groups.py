"""The stored groups of a scene, cut as its settings say: the list, the colors, and the group of each object."""

from dataclasses import dataclass

import bpy
import numpy as np

from .apply_colors import linear
from .colored import color_objects, find_colored, keeps_properties, restore_objects
from .generated.group_colors import GROUP_COLORS
from .generated.keys import GROUP_NAME
from .group_names import name_group, number_equals
from .group_wishes import read_wishes
from .group_words import give_words, hand_on, read_words, words_of, write_words
from .instancers import colors_of_instancers
from .kept_grouping import find_members, kept_grouping
from .notes_changed import note_change
from .quiet import quietly, set_anew
from .uncollected import uncollected

# Members of a group that are listed, the odd ones first; more would make dragging slow.
MOST_LISTED = 200
# Objects that are colored in one step: with what Blender then evaluates again, 25 ms, and before it draws.
SLICE_OBJECTS = 1000

_cuts = 0  # counts how often groups were cut

_COLORS = [tuple(np.float32([linear(channel / 255) for channel in color]).tolist()) for color in GROUP_COLORS]


@dataclass(frozen=True, eq=False)
class ShownGroup:
    """A group of the present cut.

    slot: identifies it, wherever the tree is cut; likeness: in percent; picture: key of the picture of its most
    typical mesh; rows: row of each object in the tree.
    """

    slot: int
    likeness: float
    picture: str
    objects: list[bpy.types.Object]
    rows: list[int]


def find_groups(scene):
    """Every ShownGroup of the scene that still has objects, the largest first; [] where nothing was grouped."""
    kept = kept_grouping(scene)
    if kept is None:
        return []
    members, row_of = find_members(scene, kept), kept.tree.rows.tolist()
    wishes = read_wishes([each for each, _ in members], [row_of[number] for _, number in members])
    cut = cut_of(scene.shapekin_groups, kept.tree, wishes)
    objects, rows = [[] for _ in cut.nodes], [[] for _ in cut.nodes]
    groups = cut.groups.tolist()
    for each, number in members:
        if groups[number] >= 0:
            objects[groups[number]].append(each)
            rows[groups[number]].append(row_of[number])
    slots, likeness = kept.slots[cut.branches].tolist(), kept.tree.likeness_of(cut.nodes).tolist()
    pictures = [kept.pictures[row] for row in kept.tree.row_of_branch[cut.branches].tolist()]
    shown = [ShownGroup(*each) for each in zip(slots, likeness, pictures, objects, rows)]
    return sorted((each for each in shown if each.objects), key=lambda group: -len(group.objects))


def cut_of(settings, tree, wishes):
    """The Cut that the settings ask for."""
    by_number = settings.cut_by == "NUMBER"
    return tree.cut_into(settings.groups, wishes) if by_number else tree.cut_at(settings.similar, wishes)


def slots_of_objects(scene):
    """{object: slot} of the groups that the scene shows now."""
    return {each: group.slot for group in find_groups(scene) for each in group.objects}


@uncollected()
def show_groups(scene):
    """Cuts, lists and names the groups and, where colors are shown, colors them. Returns how many objects are in a
    group.
    """
    labels = list_groups(scene)
    _label(scene, labels)
    _color_instancers(scene, labels)
    return len(labels)


def show_in_slices(find_scene):
    """Like show_groups, as a generator; between its steps Blender handles the window.

    find_scene: called for the scene at each step. If the groups are cut differently meanwhile, or an object is
    deleted, it starts again.
    """
    labels, cut, done = [], None, 0
    while True:
        with uncollected():
            scene = find_scene()
            try:
                if cut != _cuts:
                    labels, cut, done = list_groups(scene), _cuts, 0
                elif done < len(labels):
                    _label(scene, labels[done : done + SLICE_OBJECTS])
                    done += SLICE_OBJECTS
                else:
                    _color_instancers(scene, labels)
                    return
            except ReferenceError:  # an object was deleted
                cut = None
        yield


def list_groups(scene):
    """Cuts and lists the groups. Returns [(object, name of its group, (4) color of its group)] for every object in a
    group.
    """
    global _cuts
    _cuts += 1
    groups = find_groups(scene)
    slots = [group.slot for group in groups]
    words = words_of(scene, set(slots))
    names = names_of(scene, slots, [group.objects for group in groups])
    colors = [tuple(words.get(group.slot, {}).get("color") or color_of(group.slot)) for group in groups]
    _fill_list(scene.shapekin_groups, groups, names, colors)
    list_members(scene, groups)
    return [(each, name, (*color, 1.0)) for group, name, color in zip(groups, names, colors) for each in group.objects]


def _label(scene, labels):
    """Stores the names of their groups on objects and, where colors are shown, colors them."""
    for each, name, _ in labels:
        if each.get(GROUP_NAME) != name and keeps_properties(each):
            each[GROUP_NAME] = name
    if scene.shapekin_groups.is_shown:
        color_objects(scene, [(each, color) for each, _, color in labels])


def _color_instancers(scene, labels):
    if scene.shapekin_groups.is_shown:
        instancers, others = colors_of_instancers(scene, {each: color for each, _, color in labels})
        color_objects(scene, instancers)
        give_back_colors(others)


def names_of(scene, slots, objects):
    """Names of groups: those that a person gave to their slots, else names made from those of their objects."""
    words = words_of(scene, set(slots))
    proposals = number_equals([name_group([each.name for each in some]) for some in objects])
    return [words.get(slot, {}).get("name") or own for slot, own in zip(slots, proposals)]


def list_members(scene, groups=None):
    """Lists the objects of the active group, those least like the others first, so that outliers are at the top.

    groups: from `find_groups`.
    """
    settings = scene.shapekin_groups
    items, members = settings.items, settings.members
    slot = items[settings.active].slot if 0 <= settings.active < len(items) else -1
    group = next((each for each in groups or find_groups(scene) if each.slot == slot), None)
    kept = kept_grouping(scene)
    found = rank_members(kept.tree, group)[:MOST_LISTED] if group else []
    with quietly():
        _resize(members, len(found))
        for item, (each, likeness, row) in zip(members, found):
            item.name, item.likeness, item.picture = each.name, likeness, kept.pictures[row]
        set_anew(settings, members_active=0)


def rank_members(tree, group):
    """[(object, percent of likeness to the group's most typical row, row)], the least alike first."""
    likeness = tree.likeness_to(tree.typical_row(group.rows))[group.rows].tolist()
    return sorted(zip(group.objects, likeness, group.rows), key=lambda found: found[1])


def color_of(slot):
    """(3) scene linear, in the form that `Object.color` returns."""
    return _COLORS[slot % len(_COLORS)]


def hand_on_words(scene, objects, slots):
    """Gives the group that contains the objects the name and color that a person gave to groups which became part of
    it.

    slots: those of these groups, the most important one first. A name or color that a person gave to the group itself
    stays.
    """
    shown = slots_of_objects(scene)
    into, still_there = shown.get(objects[0]), set(shown.values())
    words = read_words(scene)
    if words and into is not None:
        hand_on(words, [slot for slot in slots if slot not in still_there], into)
        write_words(scene, words)


def keep_words(scene, slot, **words):
    """Stores a name or color that a person gave to a group; an empty name removes the stored one."""
    kept = read_words(scene)
    give_words(kept, slot, **words)
    write_words(scene, kept)
    if "name" in words:
        note_change(scene)
    show_groups(scene)


def give_back_colors(objects):
    """Gives only these objects their colors from before back."""
    colored = find_colored(set(objects))
    if colored:
        restore_objects(colored)


def _fill_list(settings, groups, names, colors):
    """Fills the list. The group that was active stays active, if it still exists."""
    items = settings.items
    active = items[settings.active].slot if 0 <= settings.active < len(items) else -1
    slots = [group.slot for group in groups]
    with quietly():
        _resize(items, len(groups))
        # Not by `foreach_set`, which makes Blender evaluate the scene from 4.5 on.
        for item, group, name, color in zip(items, groups, names, colors):
            set_anew(item, name=name, picture=group.picture, color=color)
            item.slot, item.size, item.likeness = group.slot, len(group.objects), group.likeness
        set_anew(settings, active=slots.index(active) if active in slots else 0)


def _resize(items, count):
    """Removing the last item takes Blender as long as writing two or three."""
    if len(items) - count > count / 2:
        items.clear()
    while len(items) > count:
        items.remove(len(items) - 1)
    while len(items) < count:
        items.add()

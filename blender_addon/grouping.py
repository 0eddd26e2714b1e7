"""The groups of a scene's objects, as the server found them, and their colors."""

from dataclasses import dataclass

import numpy as np

from .group_settings import follow_request
from .group_slots import keep_slots, share_slots
from .group_tree import GroupTree
from .group_wishes import read_wishes
from .group_words import forget_words, read_words, words_of
from .kept_grouping import forget_grouping, keep_grouping, kept_grouping
from .notes_changed import when_changed
from .object_shading import show_object_colors
from .scene_notes import SceneNotes, read_wishes_of
from .scene_objects import Listing
from .shown_groups import (
    cut_of,
    give_back_colors,
    names_of,
    show_in_slices,
    slots_of_objects,
)


@dataclass(frozen=True)
class Tree:
    """A dendrogram over R rows, in SciPy's form: node i is row i, node R + m is what merge m made. Heights ascend."""

    a: np.ndarray  # (R - 1) int32
    b: np.ndarray  # (R - 1) int32
    height: np.ndarray  # (R - 1) float64
    size: np.ndarray  # (R - 1) int32, number of rows below


@dataclass(frozen=True)
class Grouping:
    """A grouping of N objects by R different meshes into G groups.

    request: the fields of SceneRequest. listing: the objects of its source; everything here is in the order of
    `listing.objects`. objects: (N) the objects as they are in the file now, None for one that was deleted or renamed
    meanwhile. rows: (N) row of the tree of each object, -1 = its mesh could not be described. farthest: the height
    that is 0 % of likeness; 0 is 100 %. pictures: (R) key of the picture of each row's mesh, '' = none. groups: (N)
    group of each object as asked for, 0 the one with the most objects, -1 = none. palette: (G) color of each group,
    sRGB 0..1 as on screen. left_out: every LeftOut, of the listing and of the server.
    """

    run_id: str
    request: dict
    listing: Listing
    objects: tuple
    rows: np.ndarray
    tree: Tree
    farthest: float
    pictures: tuple
    groups: np.ndarray
    palette: tuple
    left_out: tuple


def groups_as_told(grouping):
    """(N) the groups that were asked for, changed by what a person said about single objects; None = nothing was
    said.
    """
    wishes = read_wishes(grouping.objects, grouping.rows.tolist())
    if not wishes:
        return None
    request, tree = grouping.request, _group_tree(grouping)
    by_number = request["groups"] > 0
    return (tree.cut_into(request["groups"], wishes) if by_number else tree.cut_at(request["similar"], wishes)).groups


def name_groups(scene, grouping):
    """(G) names that the groups will have in the scene: those that a person gave, where a group takes the place of an
    older one.
    """
    slot_of_group = keep_slots(_slots_of(grouping, _slots_before(scene)), grouping.groups)
    objects = [[] for _ in range(int(grouping.groups.max(initial=-1)) + 1)]
    for each, listed, group in zip(grouping.objects, grouping.listing.objects, grouping.groups):
        if group >= 0:
            objects[group].append(each or listed)
    return names_of(scene, [slot_of_group.get(group, -1) for group in range(len(objects))], objects)


def notes_of(scene, grouping):
    """The SceneNotes that the scene will have with the grouping."""
    members = [(each, number) for number, each in enumerate(grouping.objects) if each and grouping.rows[number] >= 0]
    slot_of_group = keep_slots(_slots_of(grouping, _slots_before(scene)), grouping.groups)
    words = words_of(scene, set(slot_of_group.values()))
    names = {}
    for group, slot in slot_of_group.items():
        name = words.get(slot, {}).get("name")
        if name:
            names[int(np.flatnonzero(grouping.groups == group)[0])] = name
    return SceneNotes(names, *read_wishes_of(members), when_changed(scene))


def _slots_before(scene):
    """{object: slot} in the scene's older grouping."""
    return slots_of_objects(scene) if kept_grouping(scene) else {}


def _slots_of(grouping, before):
    """(N) slot that each object had before; -1 = none."""
    return np.array([before.get(each, -1) for each in grouping.objects], np.int32)


def _group_tree(grouping):
    tree = grouping.tree
    return GroupTree(tree.a, tree.b, tree.height, grouping.rows, grouping.farthest)


def show_in_steps(find_scene, grouping):
    """Stores the groups in the file and shows them. A generator; each of its steps leaves a file that can be worked
    with.

    find_scene: called for the scene at each step.

    A group takes over the color and name of the older group with which it has the most objects in common. Objects
    that were in the older grouping and are not in this one get their own colors back.
    """
    scene = find_scene()
    before = _slots_before(scene)
    tree = _group_tree(grouping)
    settings = scene.shapekin_groups
    follow_request(settings, grouping.request)
    cut = cut_of(settings, tree, read_wishes(grouping.objects, grouping.rows.tolist()))
    kept = keep_slots(_slots_of(grouping, before), cut.groups)
    if not kept:
        forget_words(scene)
    slots = share_slots(cut.branches, tree.count, kept, before.values(), read_words(scene))
    gone = set(before).difference(grouping.objects)
    give_back_colors([*gone, *(each for each, row in zip(grouping.objects, grouping.rows) if each and row < 0)])
    forget_grouping(gone)
    keep_grouping(scene, grouping, tree, slots)
    yield
    find_scene().shapekin_groups.is_shown = True
    yield from show_in_slices(find_scene)
    yield  # the undo step that follows takes Blender as long as all of this
    show_object_colors()

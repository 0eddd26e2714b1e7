"""A grouping as it is stored in the file: the tree on the scene, and on each object its number in it. Needs no server.

Objects of libraries, linked or overridden, keep no properties, so their numbers are stored with the tree.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

import bpy
import numpy as np

from .colored import address_of, keeps_properties
from .generated.keys import GROUP_NAME, GROUPED_IN, MEMBER, SCENE_GROUPING
from .group_tree import GroupTree


@dataclass(frozen=True, eq=False)
class KeptGrouping:
    """A grouping of N numbered objects, as it is stored on a scene.

    first_cut: the `cut_settings` of the request; slots: (branches of the tree) int32, slot (color and name) of a group
    on each branch; pictures: (rows of the tree) key of the picture of each mesh, '' = none; linked: {address: number}
    of objects of libraries; left_out: (name, sentence) of each object that could not be compared.
    """

    run_id: str
    first_cut: tuple
    tree: GroupTree
    slots: np.ndarray
    pictures: tuple
    linked: dict
    left_out: tuple


def keep_grouping(scene, grouping, tree, slots):
    """Writes a Grouping into the file. Objects that were in the scene's older grouping and are not in this one lose
    their data of it.
    """
    linked = []
    for number, each in enumerate(grouping.objects):
        if each is None:
            continue
        if keeps_properties(each):
            each[GROUPED_IN], each[MEMBER] = grouping.run_id, number
        else:
            linked.append([*address_of(each), number])
    kept = {
        "run_id": grouping.run_id,
        "first_cut": cut_settings(scene.shapekin_groups),
        "left": tree.left.tolist(),
        "right": tree.right.tolist(),
        "heights": tree.heights.tolist(),
        "rows": tree.rows.tolist(),
        "farthest": tree.farthest,
        "slots": np.asarray(slots).tolist(),
        "pictures": grouping.pictures,
        "linked": linked,
        "left_out": [[each.name, each.sentence] for each in grouping.left_out],
    }
    scene[SCENE_GROUPING] = json.dumps(kept, separators=(",", ":"))


def cut_settings(settings):
    """The settings in SceneGroups that decide where the tree is cut."""
    return settings.cut_by, settings.groups if settings.cut_by == "NUMBER" else settings.similar


def kept_grouping(scene):
    """The scene's KeptGrouping, None = its objects were never grouped."""
    text = scene.get(SCENE_GROUPING)
    return _read(text) if text else None


def forget_grouping(objects):
    """Removes what a grouping stored on objects, except colors."""
    for each in objects:
        if keeps_properties(each):
            for key in (GROUPED_IN, MEMBER, GROUP_NAME):
                if key in each:
                    del each[key]


def find_members(scene, kept):
    """[(object, its number)], including objects that were copied since; without objects of other scenes."""
    objects = list(scene.objects)
    if len(objects) < len(bpy.data.objects):
        # Faster than an object's own `users_scene`, which looks through every scene each time.
        in_scenes = set().union(*(each.objects for each in bpy.data.scenes))
        objects += [each for each in bpy.data.objects if each not in in_scenes]
    run_id, count, has_libraries = kept.run_id, len(kept.tree.rows), bool(bpy.data.libraries)
    members = []
    for each in objects:
        if has_libraries and not keeps_properties(each):
            number = kept.linked.get(address_of(each), -1) if kept.linked else -1
        else:
            number = each.get(MEMBER, -1) if each.get(GROUPED_IN) == run_id else -1
        if 0 <= number < count:
            members.append((each, number))
    return members


@lru_cache(maxsize=32)  # more than the grouped scenes of a file; all of them are asked for several times a second
def _read(text):
    kept = json.loads(text)
    tree = GroupTree(kept["left"], kept["right"], kept["heights"], kept["rows"], kept["farthest"])
    return KeptGrouping(
        run_id=kept["run_id"],
        first_cut=tuple(kept.get("first_cut", ())),  # older files have none
        tree=tree,
        slots=np.array(kept["slots"], np.int32),
        pictures=tuple(kept.get("pictures") or [""] * tree.count),  # older files have no pictures
        linked={tuple(address): number for *address, number in kept["linked"]},
        left_out=tuple(map(tuple, kept["left_out"])),
    )

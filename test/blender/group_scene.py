"""Scenes of objects that go by their names, and groupings of them, for checks inside Blender."""

import importlib
import sys
from pathlib import Path

import bpy
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))
SEED = 7


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


REQUEST = {
    **{name: field["default"] for name, field in addon("generated.fields").SCENE_REQUEST.items()},
    "task": "group",
    "source": "all",
}


def cube():
    mesh = bpy.data.meshes.new("cube")
    vertices, faces = addon("base_meshes").base_mesh("cube", 0)
    mesh.from_pydata(vertices, [], faces)
    return mesh


def add(name, data=None):
    each = bpy.data.objects.new(name, data or cube())
    bpy.context.scene.collection.objects.link(each)
    return each


def add_scene(**counts):
    """So many objects of each name, each in a color of its own. Returns them in order."""
    random = np.random.default_rng(SEED)
    objects = [add(f"{name}.{index:03d}") for name, count in counts.items() for index in range(count)]
    for each in objects:
        each.color = (*random.random(3).tolist(), 1)
    return objects


def tree_of(objects, levels):
    """A tree over the objects, each a row of its own. levels: (height, stems that are one by then), bottom up.

    Objects of one name before the dot are joined at 0.1 first.
    """
    stems = [each.name.partition(".")[0] for each in objects]
    below = {stem: [row for row, own in enumerate(stems) if own == stem] for stem in dict.fromkeys(stems)}
    a, b, heights, sizes = [], [], [], []
    size_of = dict.fromkeys(range(len(objects)), 1)

    def join(left, right, height):
        a.append(min(left, right))
        b.append(max(left, right))
        heights.append(height)
        node = len(objects) + len(a) - 1
        size_of[node] = size_of[left] + size_of[right]
        sizes.append(size_of[node])
        return node

    top = {}
    for stem, rows in below.items():
        node = rows[0]
        for row in rows[1:]:
            node = join(node, row, 0.1)
        top[stem] = node
    for height, together in levels:
        node = top[together[0]]
        for stem in together[1:]:
            node = join(node, top[stem], height)
        for stem in together:
            top[stem] = node
    return addon("grouping").Tree(
        np.array(a, np.int32), np.array(b, np.int32), np.array(heights, np.float64), np.array(sizes, np.int32)
    )


def show_grouping(scene, grouping):
    for _ in addon("grouping").show_in_steps(lambda: scene, grouping):
        pass


def grouping_of(objects, levels, run_id="ab" * 8, left_out=(), **request):
    listing = addon("scene_objects").Listing(objects=list(objects))
    return addon("grouping").Grouping(
        run_id=run_id,
        request={**REQUEST, **request},
        listing=listing,
        objects=tuple(objects),
        rows=np.arange(len(objects), dtype=np.int32),
        tree=tree_of(objects, levels),
        farthest=1.0,
        pictures=("",) * len(objects),
        groups=np.zeros(len(objects), np.int32),
        palette=(),
        left_out=left_out,
    )


def show(objects, levels, **more):
    return show_grouping(bpy.context.scene, grouping_of(objects, levels, **more))


LEVELS = ((0.3, ("Chair", "Stool")), (0.7, ("Chair", "Table")), (0.9, ("Chair", "Rock")))


def settings():
    return bpy.context.scene.shapekin_groups


def listed():
    return {item.name: item.size for item in settings().items}


def color_of(each):
    return tuple(round(channel, 5) for channel in each.color)


def colors_by_stem():
    """{name before the dot: the colors of all such objects}"""
    found = {}
    for each in bpy.context.scene.objects:
        found.setdefault(each.name.partition(".")[0], set()).add(color_of(each))
    return found

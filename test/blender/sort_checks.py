"""Checks of what is done with a sorting, inside Blender: listed, moved, named, undone. Needs no server."""

import importlib
import sys
import tempfile
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


def settings():
    return bpy.context.scene.shapekin_sorting


def add(name, collection=None):
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
    each = bpy.data.objects.new(name, mesh)
    (collection or bpy.context.scene.collection).objects.link(each)
    return each


def add_collection(name, parent=None):
    collection = bpy.data.collections.new(name)
    (parent or bpy.context.scene.collection).children.link(collection)
    return collection


def show(*placements, by_names=False):
    """placements: (name, kind, percent), or these and the library."""
    sorted_objects = addon("sorted_objects")
    listed = [
        sorted_objects.Placement(name, rest[0] if rest else "", kind, "like", percent)
        for name, kind, percent, *rest in placements
    ]
    sorted_objects.show_sorting(bpy.context.scene, "0123456789abcdef", by_names, listed)


def where(each):
    return sorted(own.name for own in each.users_collection)


def listed():
    return [item.name for item in settings().items]


def check_a_list_moves_nothing():
    chairs = add_collection("Chairs")
    sat, stool = add("sat", chairs), add("stool")
    show(("stool", "Chairs", 70))
    assert (where(sat), where(stool)) == (["Chairs"], ["Scene Collection"])
    item = settings().items[0]
    assert (item.kind, item.nearest, item.percent, item.is_chosen) == ("Chairs", "like", 70, True)
    assert addon("sort_panel").words_of(item) == f"{item.name}: Chairs, 70 % sure, most like like"


def check_what_is_ticked_and_sure_is_moved_and_leaves_the_list():
    chairs = add_collection("Chairs", add_collection("Furniture"))
    names = ["doubtful", "unticked", "sure", "gone"]
    objects = [add(name) for name in names]
    show(*((name, "Chairs", 40 if name == "doubtful" else 90) for name in names))
    settings().sure, settings().items[1].is_chosen = 50, False
    bpy.data.objects.remove(objects.pop())
    assert bpy.ops.shapekin.move_sorted() == {"FINISHED"}
    assert [where(each) for each in objects] == [["Scene Collection"], ["Scene Collection"], ["Chairs"]]
    assert listed() == ["doubtful", "unticked"] and list(chairs.objects) == [objects[2]]


def check_moving_is_one_undo_step():
    add_collection("Chairs")
    for name in ("a", "b"):
        add(name)
    show(("a", "Chairs", 90), ("b", "Tables", 95))
    bpy.ops.ed.undo_push(message="Sort the Rest")
    bpy.ops.shapekin.move_sorted()
    bpy.ops.ed.undo_push(message="Move to Collections")
    objects = bpy.context.scene.objects
    assert [where(objects[name]) for name in "ab"] == [["Chairs"], ["Tables"]] and listed() == []
    bpy.ops.ed.undo()
    objects = bpy.context.scene.objects
    assert [where(objects[name]) for name in "ab"] == [["Scene Collection"]] * 2
    assert listed() == ["a", "b"] and "Tables" not in bpy.data.collections


def check_what_is_of_a_library_stays_and_is_said():
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "library.blend"))
        kit = add_collection("Kit")
        add("inside", kit)
        bpy.data.libraries.write(path, {kit})
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        with bpy.data.libraries.load(path, link=True) as (_, wanted):
            wanted.collections = ["Kit"]
        bpy.context.scene.collection.children.link(wanted.collections[0])
        inside, own = wanted.collections[0].objects[0], add("own")
        show(("inside", "Chairs", 90, inside.library.filepath), ("own", "Kit", 90), ("own", "Kit", 90, "elsewhere"))
        moved, collections, stayed = addon("sorted_objects").move_sorted(bpy.context.scene)
        assert (moved, collections, stayed) == (0, 2, ["inside", "own"]), (moved, collections, stayed)
        assert (where(inside), where(own), listed()) == (["Kit"], ["Scene Collection"], ["inside", "own"])


def check_names_follow_the_kind():
    add("Chair.001")
    others = [add("stool"), add("seat")]
    show(("stool", "Chair", 90), ("seat", "Chair", 90), by_names=True)
    assert bpy.ops.shapekin.rename_sorted() == {"FINISHED"}
    told = [each.name for each in others], listed()
    assert told == (["Chair.002", "Chair.003"], []), told


def check_a_button_without_work_says_why():
    assert not bpy.ops.shapekin.move_sorted.poll()
    add("a")
    show(("a", "Chairs", 10))
    settings().sure = 50
    assert bpy.ops.shapekin.move_sorted() == {"CANCELLED"} and "Chairs" not in bpy.data.collections


def check_the_list_is_in_the_file():
    add("a")
    show(("a", "Chairs", 10))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "kept.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.open_mainfile(filepath=path)
    assert [(item.name, item.kind) for item in settings().items] == [("a", "Chairs")]


end_with(lambda: run_checks(globals()))

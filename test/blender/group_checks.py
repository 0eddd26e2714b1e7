"""Checks of the groups of somebody's scene, inside Blender: shown, cut anew, kept in the file. Needs no server."""

import dataclasses
import http.server
import importlib
import json
import sys
import tempfile
import threading
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks

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


def check_an_empty_shows_its_collection_in_the_color_of_the_group():
    """Blender draws instances in the empty's color. Where it shows several groups it keeps its own."""
    kits = {}
    for name in ("Chair", "Mixed"):
        kits[name] = bpy.data.collections.new(name)  # in no scene
    objects = [bpy.data.objects.new(f"{name}.000", cube()) for name in ("Chair", "Rock")]
    kits["Chair"].objects.link(objects[0])
    for each in objects:
        kits["Mixed"].objects.link(each)
    stands = {name: add_stand(name, kit) for name, kit in kits.items()}
    show(objects, ((0.6, ("Chair", "Rock")),))
    assert tuple(stands["Chair"].color) == tuple(objects[0].color) != tuple(objects[1].color)
    assert tuple(stands["Mixed"].color) == STAND_COLOR
    settings().similar = 10  # one group of all
    assert tuple(stands["Mixed"].color) == tuple(objects[0].color) == tuple(objects[1].color)
    settings().similar = 90
    assert tuple(stands["Mixed"].color) == STAND_COLOR, "it can no longer show one color"
    bpy.ops.shapekin.restore_colors()
    assert {tuple(each.color) for each in stands.values()} == {STAND_COLOR}


STAND_COLOR = (0.5, 0.25, 0.125, 1.0)


def add_stand(name, kit):
    stand = bpy.data.objects.new(f"stand of {name}", None)
    bpy.context.scene.collection.objects.link(stand)
    stand.instance_type, stand.instance_collection, stand.color = "COLLECTION", kit, STAND_COLOR
    return stand


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


def check_groups_are_shown_listed_and_named():
    show(add_scene(Chair=6, Stool=2, Table=3, Rock=4), LEVELS, similar=80)
    assert listed() == {"Chair": 6, "Rock": 4, "Table": 3, "Stool": 2}, listed()
    colors = colors_by_stem()
    assert all(len(each) == 1 for each in colors.values()) and len(set.union(*colors.values())) == 4
    palette = addon("shown_groups").color_of
    assert [color_of(bpy.data.objects[f"{name}.000"]) for name in ("Chair", "Rock", "Table", "Stool")] == [
        tuple(round(channel, 5) for channel in (*palette(slot), 1.0)) for slot in range(4)
    ]
    assert [item.size for item in settings().items] == [6, 4, 3, 2]
    assert [round(item.likeness) for item in settings().items] == [90, 90, 90, 90]
    assert bpy.data.objects["Stool.001"]["shapekin_group_name"] == "Stool"


def check_groups_are_kept_before_they_are_colored():
    """The window gets its turn in between; a group that is cut anew there is shown by what is kept."""
    objects = add_scene(Chair=5, Table=4)
    before = [color_of(each) for each in objects]
    grouping = grouping_of(objects, ((0.7, ("Chair", "Table")),))
    steps = addon("grouping").show_in_steps(lambda: bpy.context.scene, grouping)
    next(steps)
    assert [color_of(each) for each in objects] == before
    settings().similar = 10
    assert listed() == {"Chair": 9}, listed()
    settings().similar = 50
    for _ in steps:
        assert listed() == {"Chair": 5, "Table": 4}
    assert len(set.union(*colors_by_stem().values())) == 2


def grouped_scene_of(objects, levels):
    """A task that has been told its groups, after two undo steps."""
    for message in ("Scene", "What a person did last"):
        bpy.ops.ed.undo_push(message=message)
    grouped = addon("grouped_scene").GroupedScene("ab" * 8, True)
    grouped._grouping = grouping_of(objects, levels, similar=50)
    grouped.listing = addon("scene_objects").Listing(
        objects=[addon("scene_objects").SceneObject(each.name, "", "", row, 0) for row, each in enumerate(objects)]
    )
    return grouped


def is_consistent():
    """Whether colors and names are those of the cut, a group for each name before the dot."""
    names = {each.get(addon("generated.keys").GROUP_NAME) for each in bpy.context.scene.objects}
    return all(len(colors) == 1 for colors in colors_by_stem().values()) and names == set(listed())


def is_as_it_was():
    has_color = any("shapekin_old_color" in each for each in bpy.data.objects)
    return addon("kept_grouping").kept_grouping(bpy.context.scene) is None and not has_color


def check_what_happens_between_two_slices_is_respected():
    """A new cut, a deleted object, an undo."""
    grouped, module = grouped_scene_of(add_scene(Chair=7, Table=4), ((0.7, ("Chair", "Table")),)), addon("shown_groups")
    most, module.SLICE_OBJECTS = module.SLICE_OBJECTS, 2
    try:
        steps = grouped.show_groups()
        for _ in range(5):
            next(steps)
        assert not is_consistent()
        settings().similar = 10
        assert is_consistent() and listed() == {"Chair": 11}
        for _ in range(3):
            next(steps)
        settings().similar = 50
        bpy.data.objects.remove(bpy.data.objects["Table.001"])
        for _ in range(3):
            next(steps)
        bpy.data.objects.remove(bpy.data.objects["Chair.006"])
        next(steps)
        bpy.ops.ed.undo()
        assert is_as_it_was()
        count = len(list(steps))
    finally:
        module.SLICE_OBJECTS = most
    assert count >= 6 and is_consistent() and listed() == {"Chair": 7, "Table": 4}, listed()
    bpy.ops.ed.undo()
    assert is_as_it_was(), "one step for all of it"
    bpy.ops.ed.redo()
    assert is_consistent() and listed() == {"Chair": 7, "Table": 4}


def check_what_is_cancelled_while_it_is_shown_is_shown_to_its_end():
    grouped, module = grouped_scene_of(add_scene(Chair=7, Table=4), ((0.7, ("Chair", "Table")),)), addon("shown_groups")
    queue = addon("work_queue").WorkQueue(lambda _: True, lambda _, error: print(error))
    queue.add_showing(grouped)
    queue.drop_showing(grouped.run_id)
    assert is_as_it_was(), "nothing had begun"
    queue.add_showing(grouped)
    most, module.SLICE_OBJECTS = module.SLICE_OBJECTS, 2
    try:
        for _ in range(4):
            queue.do_next()
        assert not is_consistent()
        queue.drop_showing(grouped.run_id)
    finally:
        module.SLICE_OBJECTS = most
    assert is_consistent() and not queue.has_next
    bpy.ops.ed.undo()
    assert is_as_it_was(), "one step for all of it"


def check_a_cut_that_moves_keeps_the_colors_of_groups():
    show(add_scene(Chair=6, Stool=2, Table=3, Rock=4), LEVELS, similar=80)
    fine = colors_by_stem()
    settings().similar = 50  # stools join the chairs
    coarse = colors_by_stem()
    assert coarse["Chair"] == coarse["Stool"] == fine["Chair"]
    assert (coarse["Table"], coarse["Rock"]) == (fine["Table"], fine["Rock"])
    settings().similar = 5
    assert listed() == {"Chair and others": 15}, listed()
    settings().similar = 80
    assert colors_by_stem() == fine
    settings().cut_by = "NUMBER"
    assert settings().groups == 4 and colors_by_stem() == fine
    settings().groups = 3
    assert colors_by_stem() == coarse


def check_a_new_grouping_keeps_colors_and_names_by_overlap():
    objects = add_scene(Chair=6, Stool=2, Table=3, Rock=4)
    show(objects, LEVELS, similar=80)
    before = colors_by_stem()
    settings().items[1].name = "Boulders"
    more = [*(add(f"Bush.{index:03d}") for index in range(9)), *reversed(objects[2:])]
    levels = ((0.3, ("Chair", "Stool")), (0.8, ("Chair", "Table", "Rock", "Bush")))
    stems = [each.name.partition(".")[0] for each in more]
    groups = np.array([("Bush", "Rock", "Chair", "Table", "Stool").index(stem) for stem in stems], np.int32)
    anew = dataclasses.replace(grouping_of(more, levels, run_id="cd" * 8, similar=80), groups=groups)
    names = addon("grouping").name_groups(bpy.context.scene, anew)  # as they are told to the server, before
    show_grouping(bpy.context.scene, anew)
    after = colors_by_stem()
    for name in ("Stool", "Table", "Rock"):
        assert after[name] == before[name], name
    assert before["Chair"] < after["Chair"]  # two are no longer compared
    assert after["Bush"].isdisjoint(set.union(*before.values()))
    assert listed() == {"Bush": 9, "Boulders": 4, "Chair": 4, "Table": 3, "Stool": 2}, listed()
    assert names == list(listed()), names
    left = [each for each in objects[:2] if "shapekin_old_color" in each or "shapekin_member" in each]
    assert not left and len({color_of(each) for each in objects[:2]}) == 2


def check_colors_come_back_exactly():
    objects = add_scene(Chair=3, Rock=2)
    before = [tuple(each.color) for each in objects]
    show(objects, ((0.5, ("Chair", "Rock")),), similar=60)
    settings().similar = 10
    show(objects, ((0.2, ("Chair", "Rock")),), run_id="cd" * 8)
    assert bpy.ops.shapekin.restore_colors() == {"FINISHED"}
    assert [tuple(each.color) for each in objects] == before
    settings().similar = 95  # cut, but not colored
    assert len(settings().items) == 5 and [tuple(each.color) for each in objects] == before
    assert not any("shapekin_old_color" in each for each in objects)
    assert bpy.ops.shapekin.color_groups() == {"FINISHED"}
    assert len({color_of(each) for each in objects}) == 5


def materials_of(objects):
    slots = [[(slot.link, slot.material and slot.material.name) for slot in each.material_slots] for each in objects]
    return slots, [[each and each.name for each in own.data.materials] for own in objects]


def check_renders_show_the_colors_and_get_their_materials_back():
    wood, steel = (bpy.data.materials.new(name) for name in ("wood", "steel"))
    shared, two = cube(), cube()
    shared.materials.append(wood)
    two.materials.append(wood)
    two.materials.append(None)
    text = bpy.data.curves.new("text", "FONT")
    text.body = "Kin"
    chairs = [add(f"Chair.{index:03d}", shared) for index in range(3)]
    objects = [*chairs, add("Rock.000", two), add("Rock.001"), add("Rock.002", text)]
    chairs[1].material_slots[0].link = "OBJECT"
    chairs[1].material_slots[0].material = steel
    left_alone = add("Other", shared)
    before = materials_of([*objects, left_alone])
    assert not bpy.ops.shapekin.color_renders.poll()
    show(objects, ((0.5, ("Chair", "Rock")),), similar=60)
    bpy.ops.shapekin.color_renders()
    bpy.ops.shapekin.color_renders()  # again: nothing is lost
    used = {slot.material for each in objects for slot in each.material_slots}
    assert len(used) == 1 and all(each.material_slots for each in objects)
    assert materials_of([left_alone]) == ([[("DATA", "wood")]], [["wood"]])
    (material,) = used
    (link,) = [each for each in material.node_tree.links if each.to_node.type == "BSDF_PRINCIPLED"]
    assert (link.from_node.type, link.to_socket.name) == ("OBJECT_INFO", "Base Color")
    copy = objects[1].copy()
    bpy.context.scene.collection.objects.link(copy)
    steel.name = "iron"
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "file.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.open_mainfile(filepath=path)
    objects = list(bpy.data.objects)
    by_name = {each.name: each for each in objects}
    bpy.ops.shapekin.restore_colors()
    names = ("Chair.000", "Chair.001", "Chair.002", "Rock.000", "Rock.001", "Rock.002", "Other")
    slots, data = materials_of([by_name[name] for name in names])
    assert data == before[1], data
    assert slots == [[(link, "iron" if name == "steel" else name) for link, name in own] for own in before[0]], slots
    assert materials_of([by_name["Chair.003"]])[0] == [[("OBJECT", "iron")]]
    assert not any("slots" in key or "material" in key for each in objects for key in list(each.keys()))
    assert "Shapekin Group Color" not in bpy.data.materials


def check_a_saved_file_is_cut_without_server_and_colored_without_the_addon():
    objects = add_scene(Chair=6, Stool=2, Table=3, Rock=4)
    old = {f"Sofa.{index}": tuple(each.color) for index, each in enumerate(objects[:6])}
    show(objects, LEVELS, similar=80)
    settings().items[0].name = "Sofas"
    settings().items[1].color = (0.25, 0.5, 0.75)
    for index, each in enumerate(objects[:6]):
        each.name = f"Sofa.{index}"
    shown = colors_by_stem()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "grouped.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.preferences.addon_disable(module="blender_addon")
        bpy.ops.wm.open_mainfile(filepath=path)
        assert colors_by_stem() == shown and len(shown["Sofa"]) == 1
        bpy.ops.preferences.addon_enable(module="blender_addon")
        bpy.ops.wm.open_mainfile(filepath=path)
    assert listed() == {"Sofas": 6, "Rock": 4, "Table": 3, "Stool": 2}, listed()
    assert shown["Rock"] == {(0.25, 0.5, 0.75, 1.0)}
    settings().similar = 50
    assert colors_by_stem()["Stool"] == shown["Sofa"]
    settings().similar = 80
    assert colors_by_stem() == shown
    bpy.ops.shapekin.restore_colors()
    assert {each.name: tuple(each.color) for each in bpy.data.objects if each.name in old} == old


def check_no_group_takes_a_name_that_was_told_of_another():
    """A name that was given at another cut, where its group was one of its own."""
    objects = add_scene(Chair=6, Stool=2, Table=3, Rock=4)
    show(objects, LEVELS, similar=80)
    for item in settings().items:
        item.name = f"My {item.name}"
    settings().similar = 20
    assert listed() == {"My Chair": 11, "My Rock": 4}
    bushes = [add(f"Bush.{index:03d}") for index in range(5)]
    levels = (*LEVELS, (0.95, ("Chair", "Bush")))
    show([*objects, *bushes], levels, run_id="cd" * 8, similar=20)
    assert listed() == {"My Chair": 11, "Bush": 5, "My Rock": 4}, listed()
    for percent in range(0, 101, 10):
        settings().similar = percent
        of_name = {item.name: item for item in settings().items}
        for each in bushes:
            assert percent < 10 or not each["shapekin_group_name"].startswith("My"), (percent, listed())
        assert len(of_name) == len(settings().items)


def check_deleted_and_copied_objects_are_no_trouble():
    objects = add_scene(Chair=4, Rock=3)
    old = tuple(objects[0].color)
    show(objects, ((0.5, ("Chair", "Rock")),), similar=60)
    copy = objects[0].copy()
    bpy.context.scene.collection.objects.link(copy)
    for each in objects[1:6]:
        bpy.data.objects.remove(each)
    settings().similar = 61
    assert listed() == {"Chair": 2, "Rock": 1}, listed()
    assert color_of(copy) == color_of(objects[0])
    bpy.data.objects.remove(objects[6])
    settings().similar = 62
    assert listed() == {"Chair": 2}
    bpy.ops.shapekin.restore_colors()
    assert tuple(copy.color) == tuple(objects[0].color) == old


def check_objects_of_another_scene_stay_as_they_are():
    objects = add_scene(Chair=4, Rock=3)
    show(objects, ((0.5, ("Chair", "Rock")),), similar=60)
    bpy.ops.scene.new(type="FULL_COPY")
    copies = list(bpy.context.scene.objects)
    settings().similar = 10
    assert len({color_of(each) for each in copies}) == 1
    assert len({color_of(each) for each in objects}) == 2


def check_linked_and_overridden_objects_are_colored_and_restored():
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "library.blend"))
        made = [add("Lamp.000"), add("Lamp.001")]
        bpy.data.libraries.write(path, set(made))
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        with bpy.data.libraries.load(path, link=True) as (_, wanted):
            wanted.objects = ["Lamp.000", "Lamp.001"]
        linked, base = wanted.objects
        bpy.context.scene.collection.objects.link(linked)
        override = base.override_create(remap_local_usages=True)
        bpy.context.scene.collection.objects.link(override)
        objects = [linked, override, *add_scene(Chair=4)]
        before = [tuple(each.color) for each in objects]
        show(objects, ((0.5, ("Lamp", "Chair")),), similar=60)
        assert color_of(linked) == color_of(override) != color_of(objects[2])
        settings().similar = 10
        assert len({color_of(each) for each in objects}) == 1
        assert not any("shapekin" in str(list(each.keys())) for each in (linked, override))
        addresses = addon("kept_grouping").kept_grouping(bpy.context.scene).linked
        words = addon("group_panel").linked_words(addresses)
        assert words.startswith("The color of a linked object is not saved"), words
        bpy.ops.shapekin.restore_colors()
        assert [tuple(each.color) for each in objects] == before


def check_undo_takes_back_one_step():
    show(add_scene(Chair=4, Rock=3), ((0.5, ("Chair", "Rock")),), similar=60)
    bpy.ops.ed.undo_push(message="Group Objects")
    two = colors_by_stem()
    settings().similar = 10
    bpy.ops.ed.undo_push(message="How Alike")
    one = colors_by_stem()
    assert one != two
    bpy.ops.ed.undo()
    assert colors_by_stem() == two and listed() == {"Chair": 4, "Rock": 3} and settings().similar == 60
    bpy.ops.ed.redo()
    assert colors_by_stem() == one and len(settings().items) == 1


def check_groups_are_selected_hidden_and_collected():
    objects = add_scene(Chair=4, Rock=3)
    show(objects, ((0.5, ("Chair", "Rock")),), similar=60)
    settings().active = 1
    bpy.ops.shapekin.select_group()
    assert {each.name[:4] for each in bpy.context.selected_objects} == {"Rock"}
    settings().active = 0
    bpy.ops.shapekin.select_group(extend=True)
    assert len(bpy.context.selected_objects) == 7
    bpy.ops.shapekin.hide_group()
    assert [each.hide_get() for each in objects] == [True] * 4 + [False] * 3
    bpy.ops.shapekin.hide_group()
    assert not any(each.hide_get() for each in objects)
    bpy.ops.shapekin.collect_every_group()
    bpy.ops.shapekin.collect_every_group()  # again: nothing is made twice
    made = {each.name: sorted(child.name[:4] for child in each.objects) for each in bpy.data.collections}
    assert made == {"Chair": ["Chai"] * 4, "Rock": ["Rock"] * 3}, made
    assert not bpy.context.scene.collection.objects


def check_the_most_similar_are_found_first():
    objects = add_scene(Chair=6, Stool=2, Table=3, Rock=4)
    show(objects, LEVELS, similar=80)
    find = addon("similar_objects").find_similar
    found = [(each.name[:-4], round(likeness)) for each, likeness in find(bpy.context.scene, objects[7])]
    assert found == [("Stool", 90)] + [("Chair", 70)] * 6 + [("Table", 30)] * 3 + [("Rock", 10)] * 4, found
    bpy.context.view_layer.objects.active = objects[7]
    settings().find_percent = 50
    assert bpy.ops.shapekin.find_similar() == {"FINISHED"}
    assert {each.name[:-4] for each in bpy.context.selected_objects} == {"Stool", "Chair"}
    assert [round(item.likeness) for item in settings().found] == [100, 90, 70, 70, 70, 70, 70, 70]
    settings().find_by, settings().find_count = "NUMBER", 1
    bpy.ops.shapekin.find_similar()
    assert [item.name for item in settings().found] == ["Stool.001", "Stool.000"]
    settings().found_active = 1  # as a click does
    assert bpy.context.active_object == objects[6] and bpy.context.selected_objects == [objects[6]]
    settings().found_active = 0
    bpy.ops.shapekin.step_similar()
    assert bpy.context.active_object == objects[6] and bpy.context.selected_objects == [objects[6]]
    bpy.data.objects.remove(objects[6])
    bpy.ops.shapekin.step_similar(step=-1)
    bpy.ops.shapekin.step_similar(step=-1)
    assert bpy.context.active_object == objects[7]


def check_groups_become_assets_in_catalogs():
    data = cube()
    objects = [*(add(f"Chair.{index:03d}", data) for index in range(3)), *add_scene(Rock=2, Vase=1)]
    ours = grouping_of(objects, ((0.5, ("Chair", "Rock", "Vase")),), similar=60)
    ours.rows[:2] = 0  # linked copies; the third is of another size, and so of a row of its own
    show_grouping(bpy.context.scene, ours)
    assert not bpy.ops.shapekin.mark_assets.poll()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "blender_assets.cats.txt")
        theirs = "11111111-2222-3333-4444-555555555555:Shapekin/Rock:Shapekin-Rock"
        file.write_text(f"# mine\nVERSION 1\n\n{theirs}\n")
        bpy.ops.wm.save_as_mainfile(filepath=str(Path(folder, "file.blend")))
        assert bpy.ops.shapekin.mark_assets() == {"FINISHED"}
        lines = file.read_text().splitlines()
        assert lines[:4] == ["# mine", "VERSION 1", "", theirs] and len(lines) == 5
        own, path, simple = lines[4].split(":")
        assert (len(own), path, simple) == (36, "Shapekin/Chair", "Shapekin-Chair")
        marked = {each.name: each.asset_data.catalog_id for each in objects if each.asset_data}
        assert marked == {"Chair.000": own, "Rock.000": theirs[:36], "Rock.001": theirs[:36]}, marked
        before = file.read_text()
        bpy.ops.shapekin.mark_assets()
        assert file.read_text() == before
    catalogs = addon("asset_catalogs")
    assert catalogs.catalog_path("a/b: c") == "Shapekin/a-b- c"
    inside = catalogs.find_library_folder("/assets/chairs/file.blend", ["/assets", "", "/other"])
    assert inside == Path("/assets").resolve()


def select(*names):
    bpy.context.view_layer.update()  # until then nothing new can be selected
    for each in bpy.context.view_layer.objects:
        each.select_set(each.name in names)


def groups_by_name():
    """The sets of object names that are a group."""
    return {
        frozenset(each.name for each in group.objects) for group in addon("shown_groups").find_groups(bpy.context.scene)
    }


def all_cuts(check):
    for percent in range(0, 101, 5):
        settings().similar = percent
        check(groups_by_name())


def check_what_is_not_of_a_group_stays_out_at_every_cut_and_in_the_next_grouping():
    objects = add_scene(Chair=5, Table=4)
    show(objects, ((0.5, ("Chair", "Table")),), similar=70)
    colors = [color_of(each) for each in objects]
    bpy.ops.ed.undo_push(message="Group Objects")
    select("Chair.004", "Table.000")
    assert bpy.ops.shapekin.not_of_group() == {"FINISHED"}
    chairs, tables = (
        {f"{name}.00{index}" for index in some} for name, some in (("Chair", range(4)), ("Table", range(1, 4)))
    )
    assert groups_by_name() == {frozenset(each) for each in (chairs, tables, {"Chair.004"}, {"Table.000"})}
    assert [color_of(each) for each in objects if each.name in chairs | tables] == colors[:4] + colors[6:]

    def is_out(groups):
        for group in groups:
            assert not (group & chairs and "Chair.004" in group), group
            assert not (group & tables and "Table.000" in group), group

    all_cuts(is_out)
    settings().similar = 0
    assert frozenset(chairs | tables) in groups_by_name(), "all others are one at last"
    objects[0].name = "renamed"
    chairs = chairs - {"Chair.000"} | {"renamed"}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "file.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.open_mainfile(filepath=path)
    all_cuts(is_out)
    objects = sorted(bpy.context.scene.objects, key=lambda each: each.name)
    show(objects, ((0.2, ("Chair", "Table", "renamed")),), run_id="cd" * 8, similar=50)
    is_out(groups_by_name())
    all_cuts(is_out)
    assert bpy.ops.shapekin.forget_wishes() == {"FINISHED"}
    told = addon("notes_changed").when_changed(bpy.context.scene)
    assert told > 0
    assert bpy.ops.shapekin.forget_wishes() == {"FINISHED"}
    assert addon("notes_changed").when_changed(bpy.context.scene) == told, "there was nothing left to forget"
    settings().similar = 50
    assert groups_by_name() == {frozenset(each.name for each in objects)}


def check_what_belongs_together_is_one_group_until_told_otherwise():
    objects = add_scene(Chair=3, Table=3, Rock=2)
    show(objects, ((0.5, ("Chair", "Table")), (0.9, ("Chair", "Rock"))), similar=70)
    select("Chair.000", "Rock.001")
    assert bpy.ops.shapekin.belong_together() == {"FINISHED"}
    names = [each.name for each in objects]
    chairs, tables, rocks = names[:3], names[3:6], names[6:]
    assert groups_by_name() == {frozenset(chairs + rocks), frozenset(tables)}
    assert {item.name: round(item.likeness) for item in settings().items}["Chair"] == 10, "as alike as they are"

    def is_one(groups):
        assert any({"Chair.000", "Rock.001"} <= group for group in groups), groups

    all_cuts(is_one)
    settings().similar = 100
    assert groups_by_name() == {frozenset(["Chair.000", "Rock.001"])} | {
        frozenset([name]) for name in (*chairs[1:], *tables, rocks[0])
    }
    settings().cut_by, settings().groups = "NUMBER", 2
    assert groups_by_name() == {frozenset(chairs + rocks), frozenset(tables)}
    settings().cut_by = "LIKENESS"
    settings().similar = 70
    select("Rock.001")
    assert bpy.ops.shapekin.not_of_group() == {"FINISHED"}, "the last word counts"
    assert groups_by_name() == {frozenset(chairs), frozenset(rocks[:1]), frozenset(tables), frozenset(rocks[1:])}
    select("Rock.000", "Rock.001")
    assert bpy.ops.shapekin.belong_together() == {"FINISHED"}
    assert frozenset(rocks) in groups_by_name()
    select("Rock.001", "Table.000")
    assert bpy.ops.shapekin.belong_together() == {"FINISHED"}, "and with all it belongs to"
    assert groups_by_name() == {frozenset(chairs), frozenset(tables + rocks)}


def check_what_belongs_together_keeps_the_name_and_color_that_a_person_gave():
    objects = add_scene(Chair=5, Table=3, Rock=2)
    show(objects, ((0.5, ("Chair", "Table")), (0.9, ("Chair", "Rock"))), similar=70)
    assert [item.name for item in settings().items] == ["Chair", "Table", "Rock"]
    settings().items[2].name = "Boulders"
    settings().items[2].color = (0.25, 0.5, 0.75)
    bpy.ops.ed.undo_push(message="Name")
    select("Chair.000", "Rock.001")
    assert bpy.ops.shapekin.belong_together() == {"FINISHED"}
    bpy.ops.ed.undo_push(message="Together")
    assert listed() == {"Boulders": 7, "Table": 3}, listed()
    objects = list(bpy.context.scene.objects)
    assert {color_of(each) for each in objects if not each.name.startswith("Table")} == {(0.25, 0.5, 0.75, 1)}
    bpy.ops.ed.undo()
    assert listed() == {"Chair": 5, "Table": 3, "Boulders": 2}, listed()
    settings().items[0].name = "Seats"
    select("Chair.000", "Rock.001")
    assert bpy.ops.shapekin.belong_together() == {"FINISHED"}
    assert listed() == {"Seats": 7, "Table": 3}, "its own name comes first"


def check_a_name_that_was_handed_on_goes_back_when_the_groups_come_apart():
    objects = add_scene(Chair=5, Table=3, Rock=2)
    show(objects, ((0.5, ("Chair", "Table")), (0.9, ("Chair", "Rock"))), similar=70)
    settings().items[2].name, settings().items[2].color = "Boulders", (0.25, 0.5, 0.75)
    before = {item.name: tuple(item.color) for item in settings().items}
    select("Chair.000", "Rock.001")
    assert bpy.ops.shapekin.belong_together() == {"FINISHED"}
    assert listed() == {"Boulders": 7, "Table": 3}, listed()
    assert bpy.ops.shapekin.forget_wishes() == {"FINISHED"}
    assert {item.name: tuple(item.color) for item in settings().items} == before, listed()
    assert sorted(notes_of_scene().names.values()) == ["Boulders"]
    select("Chair.000", "Rock.001")
    assert bpy.ops.shapekin.belong_together() == {"FINISHED"}
    settings().items[0].name = "Seats"
    assert bpy.ops.shapekin.forget_wishes() == {"FINISHED"}
    assert listed() == {"Seats": 5, "Table": 3, "Boulders": 2}, "a name that the group was given as one stays its own"


def notes_of_scene():
    scene = bpy.context.scene
    return addon("scene_notes").read_notes(scene, addon("kept_grouping").kept_grouping(scene))


def check_notes_are_told_by_number_and_taken_over_as_they_were():
    objects = add_scene(Chair=4, Table=4, Rock=2)
    levels = ((0.5, ("Chair", "Table")), (0.9, ("Chair", "Rock")))
    show(objects, levels, similar=70)
    assert notes_of_scene() == addon("scene_notes").SceneNotes({}, (), (), 0)
    settings().items[0].name = "Seats"
    select("Chair.003")
    bpy.ops.shapekin.not_of_group()
    select("Table.001", "Rock.000")
    bpy.ops.shapekin.belong_together()
    objects[4].name = "renamed"
    noted, groups = notes_of_scene(), groups_by_name()
    assert list(noted.names.values()) == ["Seats"] and set(noted.names) <= {0, 1, 2}
    assert noted.together == ((5, 8),) and noted.apart == (((3,), (0, 1, 2)),)
    assert noted.changed > 1.7e12

    # As the server would send them, to a file that knows nothing of it.
    message = json.loads(addon("generated.messages").scene_notes(run_id="ab" * 8, **noted.fields()))
    bpy.ops.ed.undo_push(message="Noted")
    scene = bpy.context.scene
    addon("group_wishes").forget_wishes(scene.objects)
    addon("group_words").forget_words(scene)
    addon("shown_groups").show_groups(scene)
    assert groups_by_name() != groups and not notes_of_scene().names
    write, kept = addon("scene_notes").write_notes, addon("kept_grouping").kept_grouping(scene)
    write(scene, kept, addon("scene_notes").notes_of_message(message))
    assert (notes_of_scene(), groups_by_name()) == (noted, groups)

    # A name that goes, one that comes, and nothing said any more.
    others = dataclasses.replace(noted, names={4: "Desks"}, together=(), apart=(), changed=5.0)
    write(scene, kept, others)
    (number,) = notes_of_scene().names
    assert notes_of_scene() == dataclasses.replace(others, names={number: "Desks"}) and number in range(4, 8)
    assert [item.name for item in settings().items if item.name in ("Seats", "Desks")] == ["Desks"]


def check_a_session_tells_notes_once_they_settle_and_takes_the_pages_when_it_can():
    objects = add_scene(Chair=4, Table=4)
    linked = addon("linked_notes").LinkedNotes()
    linked_time, seconds = addon("linked_notes").time, [100.0]

    class Clock:
        monotonic = staticmethod(lambda: seconds[0])

    def told(after, busy=()):
        seconds[0] += after
        return [json.loads(text) for text in linked.news(False, busy)]

    addon("linked_notes").time = Clock
    try:
        assert told(1) == [] and told(1) == [{"type": "open_groupings", "run_ids": []}]
        show(objects, ((0.5, ("Chair", "Table")),), similar=70)
        assert told(1, busy={"ab" * 8}) == [] and told(1, busy={"ab" * 8}) == [], "the server has it only at its end"
        assert told(1) == []
        opened, notes = told(1)
        assert opened == {"type": "open_groupings", "run_ids": ["ab" * 8]}
        assert (notes["type"], notes["run_id"], notes["names"], notes["changed"]) == ("scene_notes", "ab" * 8, [], 0)
        select("Chair.000")
        bpy.ops.shapekin.not_of_group()
        assert told(1) == [] and told(0.1) == []
        (notes,) = told(1)
        assert notes["apart"] == [[[0], [1, 2, 3]]] and told(1) == []
        linked.take({"made_by": "ab" * 8, "names": [], "together": [[0, 4]], "apart": [], "changed": 1795908830439})
        assert told(1) == [] and "page" in linked.words
        (notes,) = told(1)
        assert (notes["together"], notes["apart"], notes["changed"]) == ([[0, 4]], [], 1795908830439)
        linked.start()
        assert told(1) == [], "a server that was started again is told all"
        assert [each["type"] for each in told(1)] == ["open_groupings", "scene_notes"]
    finally:
        addon("linked_notes").time = linked_time


def check_copies_of_a_mesh_go_with_what_was_said_and_undo_takes_it_back():
    objects = add_scene(Chair=5)
    grouping = grouping_of(objects, ())
    grouping.rows[:] = [0, 0, 1, 1, 2]
    tree = addon("grouping").Tree(*(np.array(each) for each in ([0, 2], [1, 3], [0.1, 0.2], [2, 3])))
    show_grouping(bpy.context.scene, dataclasses.replace(grouping, tree=tree))
    bpy.ops.ed.undo_push(message="Group Objects")
    select("Chair.000")
    assert bpy.ops.shapekin.not_of_group("EXEC_DEFAULT", True) == {"FINISHED"}
    assert groups_by_name() == {
        frozenset(["Chair.000", "Chair.001"]),
        frozenset(["Chair.002", "Chair.003", "Chair.004"]),
    }
    bpy.ops.ed.undo()
    assert len(groups_by_name()) == 1
    select(*(each.name for each in bpy.context.scene.objects))
    try:
        outcome = bpy.ops.shapekin.not_of_group()
    except RuntimeError:  # a warning is an error to a script, in some versions
        outcome = {"CANCELLED"}
    assert outcome == {"CANCELLED"} and len(groups_by_name()) == 1


def check_cuts_respect_wishes_and_without_any_are_as_before():
    wishes_of, tree_kind = addon("constrained_cut"), addon("group_tree").GroupTree
    random = np.random.default_rng(SEED)
    for _ in range(60):
        count = int(random.integers(1, 30))
        nodes, merges = list(range(count)), []
        for merge in range(count - 1):
            a, b = (nodes.pop(int(random.integers(len(nodes)))) for _ in range(2))
            merges.append((a, b))
            nodes.append(count + merge)
        left, right = zip(*merges) if merges else ((), ())
        rows = [*range(count), *random.integers(-1, count, 5).tolist()]
        heights = np.sort(random.random(count - 1).round(1))
        tree = tree_kind(left, right, heights, rows)

        def some(most, count=count):
            return random.permutation(count)[: int(random.integers(1, most + 1))].tolist()

        together = tuple(some(4) for _ in range(int(random.integers(0, 3))))
        pairs = ((one, [each for each in some(6) if each not in one]) for one in (some(2) for _ in range(3)))
        wishes = wishes_of.Wishes(together, tuple(pair for pair in pairs if all(pair)))
        for groups in range(1, count + 1):
            plain, free = tree.cut_into(groups), tree._cut_by_wishes(count - 1, groups, wishes_of.NO_WISHES)
            assert (plain.groups == free.groups).all() and (plain.branches == free.branches).all()
            assert (plain.nodes == free.nodes).all()
            cut = tree.cut_into(groups, wishes)
            assert len(set(cut.branches.tolist())) == len(cut.branches) == len(cut.nodes)
            label = dict(zip(rows, cut.groups.tolist()))
            for one, others in wishes.apart:
                assert not {label[each] for each in one} & {label[each] for each in others}
            if not wishes.apart:
                assert all(len({label[each] for each in some}) == 1 for some in together)


def check_members_are_listed_the_odd_one_first():
    objects = add_scene(Chair=4, Stool=1, Rock=2)
    show(objects, ((0.3, ("Chair", "Stool")), (0.9, ("Chair", "Rock"))), similar=50)
    assert settings().members[0].name == "Stool.000"
    assert [round(item.likeness) for item in settings().members] == [70, 90, 90, 90, 100]
    settings().active = 1
    assert {item.name for item in settings().members} == {"Rock.000", "Rock.001"}
    bpy.context.view_layer.update()
    settings().active = 0
    settings().members_active = 0
    assert [each.name for each in bpy.context.view_layer.objects.selected] == ["Stool.000"]
    assert bpy.context.view_layer.objects.active.name == "Stool.000"


def check_a_group_shows_the_picture_of_its_most_typical_object():
    objects = add_scene(Chair=4, Stool=1, Rock=2)
    pictures = tuple(f"{row:064x}" for row in range(len(objects)))
    levels = ((0.3, ("Chair", "Stool")), (0.9, ("Chair", "Rock")))
    show_grouping(bpy.context.scene, dataclasses.replace(grouping_of(objects, levels, similar=50), pictures=pictures))
    tree = addon("kept_grouping").kept_grouping(bpy.context.scene).tree
    for similar in (50, 95, 5):
        settings().similar = similar
        groups = addon("shown_groups").find_groups(bpy.context.scene)
        assert [item.picture for item in settings().items] == [each.picture for each in groups]
        for group in groups:
            assert group.picture == pictures[tree.typical_row(group.rows)], group
    row_of = {each.name: row for row, each in enumerate(objects)}
    assert [item.picture for item in settings().members] == [pictures[row_of[each.name]] for each in settings().members]


def check_pictures_are_fetched_once_and_kept():
    """From a server that has one of two; then without any."""
    asked = []

    class Answers(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked.append((self.path, self.headers["Authorization"]))
            content = b"a picture" if self.path.endswith("aa") else b""
            self.send_response(200 if content else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        fetcher = addon("picture_fetcher").PictureFetcher(Path(folder) / "pictures")
        fetcher.fetch(["bb", "aa"], address, "secret")
        assert next_of(fetcher) == ("bb", None)
        key, path = next_of(fetcher)
        assert (key, path.read_bytes(), fetcher.find("aa"), fetcher.find("bb")) == ("aa", b"a picture", path, None)
        assert asked == [("/api/thumbnails/bb", "Bearer secret"), ("/api/thumbnails/aa", "Bearer secret")]
        assert [each.name for each in path.parent.iterdir()] == ["aa.webp"]
        server.shutdown()
        server.server_close()
        fetcher.fetch(["cc", "dd"], address, "secret")
        assert [next_of(fetcher) for _ in range(2)] == [("cc", None), ("dd", None)]


def next_of(fetcher):
    while not fetcher.arrived:
        addon("event_loop").wait(0.01)
    return fetcher.arrived.popleft()


def check_what_was_left_out_is_kept_with_its_reason():
    left_out = addon("scene_objects").LeftOut("Lamp", "scene.noSurface", "Lamp is a light.")
    show(add_scene(Chair=2), (), left_out=(left_out,))
    assert addon("kept_grouping").kept_grouping(bpy.context.scene).left_out == (("Lamp", "Lamp is a light."),)


def check_one_object_is_a_group_of_its_own():
    show(add_scene(Chair=1), ())
    assert listed() == {"Chair": 1} and len(settings().items) == 1


def check_names_come_from_most_objects():
    """The cases that test/shared/objectNames.test.ts holds, too."""
    names = addon("group_names")
    cases = json.loads((ROOT / "test/golden/objectNames.json").read_text(encoding="utf-8"))
    for name, stem in cases["stems"]:
        assert names.stem_of(name) == stem, name
    for case in cases["groups"]:
        largest_first = sorted(zip(case["objects"], case["names"]), key=lambda pair: -len(pair[0]))
        told = names.number_equals([names.name_group(objects) for objects, _ in largest_first])
        assert told == [name for _, name in largest_first], told


def check_slots_go_to_those_with_most_in_common():
    slots = addon("group_slots")
    old, new = [3, 3, 3, 5, 5, -1, 0], [0, 0, 1, 1, 1, 2, -1]
    assert slots.keep_slots(old, new) == {0: 3, 1: 5}
    shared = slots.share_slots(np.array([0, 2, 1]), 5, {0: 3, 1: 5}, old)
    assert shared.tolist() == [3, 1, 5, 0, 2], shared  # 0 means something else to who saw it, as long as it can
    assert slots.share_slots(np.array([1, 0]), 3, {}, old).tolist() == [1, 0, 2]


end_with(lambda: run_checks(globals()))

"""Checks of the colors of groups, inside Blender: whose they are, in renders, saved, and given back. No server."""

import sys
import tempfile
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks
from group_scene import LEVELS, add, add_scene, addon, color_of, colors_by_stem, cube, listed, settings, show


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
        words = addon("group_panel").linked_words(bpy.context.scene)
        assert words.startswith("The color of a linked object is not saved"), words
        bpy.ops.shapekin.restore_colors()
        assert [tuple(each.color) for each in objects] == before
        assert addon("group_panel").linked_words(bpy.context.scene) == ""


end_with(lambda: run_checks(globals()))

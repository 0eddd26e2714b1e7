"""Checks of the groups of somebody's scene, inside Blender: shown, cut anew, named, kept in the file. No server."""

import dataclasses
import json
import sys
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks
from group_scene import (
    LEVELS,
    ROOT,
    add,
    add_scene,
    addon,
    color_of,
    colors_by_stem,
    grouping_of,
    listed,
    settings,
    show,
    show_grouping,
)


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
        objects=[addon("scene_objects").SceneObject(each.name, "", "", row, row, 0) for row, each in enumerate(objects)]
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


def notes_and_colors():
    """All of a file that a grouping changes."""
    scene = bpy.context.scene
    notes = {key: value for key, value in scene.items() if isinstance(value, str)}
    shown = [(item.name, item.slot, item.size, tuple(item.color)) for item in settings().items], settings().is_shown
    of_objects = {
        each.name: (color_of(each), {key: str(value) for key, value in sorted(plain_items(each))})
        for each in bpy.data.objects
    }
    return notes, shown, [item.name for item in settings().members], of_objects


def plain_items(each):
    return ((key, getattr(value, "to_list", lambda value=value: value)()) for key, value in each.items())


def check_what_is_cancelled_while_it_is_shown_leaves_the_file_as_it_was():
    """At whatever step, with and without an older grouping of which one object is not compared again."""
    module = addon("shown_groups")
    most, module.SLICE_OBJECTS = module.SLICE_OBJECTS, 4
    try:
        for is_anew in (False, True):
            steps = 0
            while True:
                bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
                objects = add_scene(Chair=7, Stool=2, Table=4)
                if is_anew:
                    levels = (*LEVELS[:2], (0.9, ("Chair", "Lamp")))
                    show([*objects, add("Lamp.000")], levels, run_id="cd" * 8, similar=80)
                    settings().items[1].name = "Benches"
                grouped = grouped_scene_of(objects, LEVELS[:2])
                queue = addon("work_queue").WorkQueue(lambda _: True, lambda _, error: print(error))
                queue.add_showing(grouped)
                before = notes_and_colors()
                for _ in range(steps):
                    queue.do_next()
                if not queue.has_next:
                    break
                assert grouped.is_shown is False and (steps == 0 or notes_and_colors() != before), steps
                queue.drop_showing(grouped.run_id)
                assert notes_and_colors() == before and not queue.has_next, (is_anew, steps)
                assert not addon("object_shading").is_any_switched() or is_anew
                steps += 1
            assert steps > 6 and grouped.is_shown and notes_and_colors() != before
            bpy.ops.ed.undo()
            assert notes_and_colors() == before, "one step for all of it"
    finally:
        module.SLICE_OBJECTS = most


def check_an_object_deleted_before_the_cancel_is_no_trouble():
    grouped = grouped_scene_of(add_scene(Chair=7, Table=4), ((0.7, ("Chair", "Table")),))
    queue = addon("work_queue").WorkQueue(lambda _: True, lambda _, error: print(error))
    queue.add_showing(grouped)
    queue.do_next()
    bpy.data.objects.remove(bpy.data.objects["Chair.003"])
    queue.drop_showing(grouped.run_id)
    assert is_as_it_was() and len(bpy.data.objects) == 10


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


def check_filling_the_lists_does_not_make_blender_evaluate_the_scene():
    """With thousands of objects that takes longer than filling them."""
    grouping = grouping_of(add_scene(Chair=6, Stool=2, Table=3, Rock=4), LEVELS, similar=80)
    show_grouping(bpy.context.scene, grouping)
    settings().items.clear()
    settings().members.clear()
    bpy.context.view_layer.update()
    evaluated = []

    def note(_scene, depsgraph):
        evaluated.extend(each.id.name for each in depsgraph.updates)

    bpy.app.handlers.depsgraph_update_post.append(note)
    try:
        addon("group_settings").follow_request(settings(), grouping.request)
        addon("shown_groups").list_groups(bpy.context.scene)
        bpy.context.view_layer.update()
    finally:
        bpy.app.handlers.depsgraph_update_post.remove(note)
    assert len(listed()) == 4 and len(settings().members) == 6
    assert evaluated == [], evaluated


def check_what_was_left_out_is_kept_with_its_reason():
    left_out = addon("scene_objects").LeftOut("Lamp", "scene.noSurface", "Lamp is a light.")
    show(add_scene(Chair=2), (), left_out=(left_out,))
    assert addon("kept_grouping").kept_grouping(bpy.context.scene).left_out == (("Lamp", "Lamp is a light."),)


def check_what_was_left_out_is_told_once_for_each_reason():
    names = [f"Sun.{index:03d}" for index in range(30)]
    left_out = [(name, f"{name} has no surface (light).") for name in names] + [("Sun", "Sun has no faces.")]
    words = addon("left_out_words").left_out_words(left_out)
    assert words == [
        f"Sun.000 has no surface (light). So it is with {', '.join(names[1:21])} and 9 more.",
        "Sun has no faces.",
    ], words


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

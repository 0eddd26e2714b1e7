"""Checks of what a person says about groups, inside Blender: together, apart, names, told to the page. No server."""

import dataclasses
import json
import sys
import tempfile
from pathlib import Path

import bpy
import numpy as np

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks
from group_scene import SEED, add_scene, addon, color_of, grouping_of, listed, settings, show, show_grouping


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
    assert addon("notes_changed").when_changed(bpy.context.scene) > 0
    assert not bpy.ops.shapekin.forget_wishes.poll(), "there is nothing left to forget"
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
        bpy.ops.ed.undo_push(message="Told")
        linked.take({"made_by": "ab" * 8, "names": [], "together": [], "apart": [], "changed": 1795908830440})
        assert told(1) == []
        bpy.ops.ed.undo_push(message="Notes of the Page")
        bpy.ops.ed.undo()
        assert told(0.3) == [], "undone before it was told"
        (notes,) = told(1)
        assert (notes["together"], notes["changed"]) == ([[0, 4]], 1795908830439)
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


end_with(lambda: run_checks(globals()))

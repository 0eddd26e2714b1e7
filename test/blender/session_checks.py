"""Checks of every way a run can end, inside Blender, with a connection driven by hand. As addon_checks.py."""

import sys
import tempfile
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks
from hand_session import PALETTE, RUN, Talk, addon, made, own_object, portrait, told


def add_users_things():
    """What a person does in the middle of a run: puts an own object among the shapes, copies one, renames one."""
    collection = addon("run_shapes").find_collection(RUN)
    mine = own_object("mine")
    among = own_object("among")
    collection.objects.link(among)
    bpy.context.scene.collection.objects.unlink(among)
    copy = bpy.data.objects["cone-0001"].copy()
    copy.name = "my copy"
    collection.objects.link(copy)
    bpy.data.objects["torus-0002"].name = "my torus"
    return [mine.name, among.name, copy.name, "my torus"]


def check_each_end_leaves_the_users_objects():
    """Done, failed, cancelled, refused, lost: what the run made goes (or stays, when done), the user's things stay."""
    connection = addon("connection")
    ends = {
        "done": lambda talk: (talk.color(), talk.done()),
        "failed": lambda talk: talk.fail(),
        "failed after coloring": lambda talk: (talk.color(), talk.fail()),
        "cancelled": lambda talk: (talk.session.cancel_run(), talk.fail("cancelled")),
        "server lost": lambda talk: talk.hear(connection.Lost("Nobody answers.")),
        "refused": lambda talk: talk.hear(connection.Refused("Wrong token.")),
        "add-on disabled": lambda talk: talk.session.abandon_runs("session.addonDisabled"),
    }
    for name, end in ends.items():
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        talk = Talk()
        names = add_users_things()
        # A copy or a renamed shape is the user's own, but takes part in the colors.
        before = {each: portrait(bpy.data.objects[each]) for each in names if each in {"mine", "among"}}
        end(talk)
        assert not talk.session.is_busy, name
        for each, old in before.items():
            assert portrait(bpy.data.objects[each]) == old, (name, old, portrait(bpy.data.objects[each]))
        for each in names:
            assert bpy.data.objects[each].name in bpy.context.scene.objects, (name, each)
        if name == "done":
            assert made() == ["cone-0001", "cube-0000", "cylinder-0003"], made()
            assert talk.outcome == addon("states").Done(RUN, "4 shapes", (), ("Too few shapes.",))
        else:
            assert made() == [], (name, made())
            assert not [each for each in bpy.data.collections if "shapekin_run" in each], name
            assert isinstance(talk.outcome, addon("states").Ended), name
            mirror = bpy.data.objects["my copy"].modifiers[0].mirror_object
            assert mirror is not None and mirror.name in bpy.context.scene.objects, "the copy keeps its guide"
        talk.close()


def check_another_file_ends_the_run():
    talk = Talk()
    talk.color()
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    own = own_object("mine")
    before = portrait(own)
    assert talk.outcome.code == "session.fileOpened" and not talk.session.is_busy
    assert any('"cancel_run"' in each for each in map(str, talk.hand.sent))
    # What the server still says of it is of no more interest.
    talk.say("run_failed", run_id=RUN, code="cancelled", message="Cancelled.")
    assert talk.outcome.code == "session.fileOpened"
    assert portrait(own) == before and len(bpy.data.objects) == 1
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    assert talk.outcome is None, "old news"
    talk.close()


def check_a_file_can_be_saved_and_opened_after_each_end():
    """The tags and old colors of a saved file are enough: colors come back exactly without the session."""
    talk = Talk()
    mine = own_object("mine")
    old = tuple(mine.color)
    addon("colored").color_objects(bpy.context.scene, [(mine, (1, 0, 1, 1))])
    talk.color()
    talk.done()
    talk.close()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "saved.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        bpy.ops.wm.open_mainfile(filepath=path)
    bpy.data.objects["mine"].name = "renamed"
    bpy.ops.shapekin.restore_colors()
    assert tuple(bpy.data.objects["renamed"].color) == old
    assert list(bpy.data.objects["renamed"].keys()) == ["note"]
    assert made() == ["cone-0001", "cube-0000", "cylinder-0003", "torus-0002"]
    addon("made").remove_made(RUN)
    assert [each.name for each in bpy.data.objects] == ["renamed"]


def check_libraries_objects_get_their_colors_back():
    """Linked objects and overrides keep no properties: their old colors lie in the scene, by name and library."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "library.blend"))
        for name in ("linked", "overridden"):
            own_object(name)
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        with bpy.data.libraries.load(path, link=True) as (_there, here):
            here.objects = ["linked", "overridden"]
        linked, source = here.objects
        override = source.override_create()
        for each in (linked, override):
            bpy.context.scene.collection.objects.link(each)
        override.color = (0.5, 0.6, 0.7, 0.8)
        olds = {each.name: tuple(each.color) for each in (linked, override)}
        keys = {each.name: sorted(each.keys()) for each in (linked, override)}
        colored = addon("colored")
        for _ in range(2):  # twice: the old color is that of before the first
            colored.color_objects(bpy.context.scene, [(each, (0, 1, 0, 1)) for each in (linked, override)])
        assert {each.object for each in colored.find_colored()} == {linked, override}
        assert {each.name: sorted(each.keys()) for each in (linked, override)} == keys
        main = str(Path(folder, "main.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=main)
        bpy.ops.wm.open_mainfile(filepath=main)
        objects = {each.name: each for each in bpy.context.scene.objects}
        assert tuple(objects["overridden"].color) == (0, 1, 0, 1), "an override keeps its color in the file"
        colored.restore_objects(colored.find_colored())
        assert {name: tuple(each.color) for name, each in objects.items()} == olds
        assert not colored.is_any_colored() and not bpy.context.scene.keys()


def check_undo_and_redo_take_views_along():
    view = next(s for screen in bpy.data.screens for a in screen.areas for s in a.spaces if s.type == "VIEW_3D")
    view.shading.type, view.shading.color_type = "SOLID", "TEXTURE"
    mine = own_object("mine")
    before = portrait(mine)
    bpy.ops.ed.undo_push(message="Before")
    talk = Talk()
    talk.color()
    talk.done()
    assert view.shading.color_type == "OBJECT"
    bpy.ops.ed.undo()
    assert view.shading.color_type == "TEXTURE" and len(made()) == 4, "the colors are undone, the shapes there"
    assert not bpy.ops.shapekin.restore_colors.poll()
    bpy.ops.ed.undo()
    assert made() == [] and portrait(bpy.data.objects["mine"]) == before
    bpy.ops.ed.redo()
    bpy.ops.ed.redo()
    assert view.shading.color_type == "OBJECT" and len(made()) == 4
    bpy.ops.shapekin.restore_colors()
    assert view.shading.color_type == "TEXTURE"
    view.shading.color_type = "OBJECT"  # as if by an older version, or an undo while the add-on was disabled
    next(s for s in bpy.data.screens)["shapekin_old_shading"] = "{}"
    assert bpy.ops.shapekin.restore_colors.poll(), "a view that is still switched can be given back"
    talk.close()


def check_deleted_shapes_stay_deleted_and_undone_ones_come_back():
    bpy.ops.ed.undo_push(message="Before")
    talk = Talk()
    bpy.data.objects.remove(bpy.data.objects["cone-0001"])
    bpy.ops.ed.undo_push(message="Deleted")
    talk.color()
    assert made() == ["cube-0000", "cylinder-0003", "torus-0002"], made()
    assert not [each.name for each in bpy.data.objects if "shapekin_guide" in each], "nor is its guide left"
    talk.close()

    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    bpy.ops.ed.undo_push(message="Before")
    own_object("mine")
    bpy.ops.ed.undo_push(message="Own step")
    talk = Talk()
    bpy.data.objects.remove(bpy.data.objects["torus-0002"])
    bpy.ops.ed.undo()  # of the user's own step: takes the unnoted shapes along
    talk.color()
    assert made() == ["cone-0001", "cube-0000", "cylinder-0003"], made()
    talk.close()


def check_run_stays_in_its_scene():
    talk = Talk()
    first = bpy.context.scene
    bpy.context.window.scene = bpy.data.scenes.new("Other")
    own_object("mine")
    talk.color()
    talk.done()
    assert isinstance(talk.outcome, addon("states").Done)
    assert sorted(each.name for each in first.objects if "shapekin_id" in each) == made()
    assert [each.name for each in bpy.data.scenes["Other"].objects] == ["mine"]
    assert all(tuple(bpy.data.objects[name].color) != (1, 1, 1, 1) for name in made())
    talk.close()


def check_colors_wait_for_object_mode():
    mine = own_object("mine")
    bpy.context.view_layer.objects.active = mine
    bpy.ops.ed.undo_push(message="Before")
    talk = Talk()
    bpy.ops.object.mode_set(mode="EDIT")
    talk.color()
    talk.done()
    assert any('"colored"' in each and '"count": 4' in each for each in map(str, talk.hand.sent))
    assert talk.session.is_waiting_for_object_mode
    assert all(tuple(bpy.data.objects[name].color) == (1, 1, 1, 1) for name in made())
    bpy.ops.object.mode_set(mode="OBJECT")
    talk.work()
    assert not talk.session.is_waiting_for_object_mode
    colors = {name: tuple(bpy.data.objects[name].color) for name in made()}
    assert (1, 1, 1, 1) not in colors.values()
    bpy.ops.ed.undo()
    assert len(made()) == 4 and {tuple(bpy.data.objects[name].color) for name in made()} == {(1, 1, 1, 1)}
    bpy.ops.ed.redo()
    assert {name: tuple(bpy.data.objects[name].color) for name in made()} == colors
    talk.close()


def check_collection_may_be_moved_and_older_runs_colored():
    talk = Talk()
    talk.color(apply=False)
    talk.done()
    second = "f" * 16
    talk.begin(second)
    talk.say("color_shapes", run_id=second, groups=[1, 1, 0, 0], palette=PALETTE, apply=True)
    talk.say("run_done", run_id=second, summary="4 shapes", files=[], notes=[])
    scene, shelf = bpy.context.scene, bpy.data.collections.new("Shelf")
    scene.collection.children.link(shelf)
    older = addon("run_shapes").find_collection(RUN)
    shelf.children.link(older)
    scene.collection.children.unlink(older)
    grouped = addon("run_shapes").find_grouped(scene)
    assert [each["shapekin_run"] for each in grouped] == [RUN, second], "oldest first, wherever they are"
    assert bpy.ops.shapekin.apply_colors.poll()
    bpy.ops.shapekin.apply_colors(run_id=RUN)
    assert all(tuple(bpy.data.objects[name].color) != (1, 1, 1, 1) for name in made())
    layers = bpy.context.view_layer.layer_collection.children
    guides = layers["Shelf"].children[older.name].children[0]
    assert guides.exclude or not guides.collection.objects
    talk.close()


def check_a_run_that_has_ended_is_colored_again():
    """In one undo step, also in a file that was saved and opened; nothing else is touched."""
    talk = Talk()
    talk.color()
    talk.done()
    mine = own_object("mine")
    before = portrait(mine)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "saved.blend"))
        bpy.ops.wm.save_as_mainfile(filepath=path)
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        talk.say("color_again", made_by=RUN, groups=[0, 0, 0, 1], palette=PALETTE)
        assert told(talk, "colored_again")[-1]["count"] == 0, "none of its shapes are in this file"
        bpy.ops.wm.open_mainfile(filepath=path)
    bpy.ops.ed.undo_push(message="Before")
    names = made()
    old = {name: tuple(bpy.data.objects[name].color) for name in names}
    talk.say("color_again", made_by=RUN, groups=[0, 0, 0, 1], palette=PALETTE)
    assert told(talk, "colored_again")[-1] == {"type": "colored_again", "made_by": RUN, "count": 4, "problem": ""}
    colors = {name: tuple(bpy.data.objects[name].color)[:3] for name in names}
    assert colors == {name: tuple(PALETTE[name == "cylinder-0003"]) for name in names}, colors
    assert portrait(bpy.data.objects["mine"]) == before
    bpy.ops.ed.undo()
    assert {name: tuple(bpy.data.objects[name].color) for name in names} == old
    bpy.context.view_layer.objects.active = bpy.data.objects["mine"]
    bpy.ops.object.mode_set(mode="EDIT")
    talk.say("color_again", made_by=RUN, groups=[0, 0, 0, 1], palette=PALETTE)
    answer = told(talk, "colored_again")[-1]
    assert answer["count"] == 0 and "Object Mode" in answer["problem"], answer
    bpy.ops.object.mode_set(mode="OBJECT")
    talk.say("color_again", made_by=RUN, groups=[0], palette=PALETTE)
    answer = told(talk, "colored_again")[-1]
    assert answer["count"] == 0 and answer["problem"], "an answer, whatever is wrong"
    talk.close()


def check_server_that_closes_is_not_a_cancel():
    dropped = addon("connection").Dropped
    talk = Talk()
    talk.fail("cancelled")
    assert talk.outcome.code == "cancelled" and not talk.outcome.was_cancelled_here
    talk.hear(dropped(is_closed=True))
    assert talk.outcome.code == "session.serverClosed", talk.outcome
    assert "was closed before the run was done" in talk.outcome.sentence
    talk.close()
    talk = Talk()
    talk.session.cancel_run()
    talk.fail("cancelled")
    talk.hear(dropped(is_closed=True))
    assert talk.outcome.code == "cancelled" and talk.outcome.was_cancelled_here
    talk.close()


def check_estimates_come_late_and_bars_tell_the_share():
    words = addon("progress_words").progress_words
    talk = Talk()
    talk.say("progress", run_id=RUN, stage="shapes", done=1, total=4, seconds_left=210.0)
    since = talk.session.runs[RUN].progress.since
    assert words(talk.session, since + 1) == ("Making shapes: 1 of 4", 0.25)
    assert words(talk.session, since + 5) == ("Making shapes: 1 of 4, 4 min left", 0.25)
    assert addon("progress_words").time_left(119) == "119 s left"
    talk.say("progress", run_id=RUN, stage="train", done=0, total=0, seconds_left=None)
    assert words(talk.session, since + 9) == ("Learning what is alike", 0.0)
    talk.fail()
    talk.close()


SCENE_REQUEST = {
    **{name: field["default"] for name, field in addon("generated.fields").SCENE_REQUEST.items()},
    "task": "group",
    "source": "all",
    "groups": 2,
}


def begin_grouping(talk, request=SCENE_REQUEST):
    """A grouping under way whose objects are listed; the pages of the listing."""
    talk.session.start_scene(request, bpy.context.scene.name)
    talk.say("scene_accepted", run_id=RUN)
    talk.say("list_objects", run_id=RUN, request=request)
    return told(talk, "scene_objects")


def tree_of(rows, groups):
    """Joins the rows of each group at 0.1, then the groups at 0.9."""
    tree = {"a": [], "b": [], "height": [], "size": []}
    sizes = [1] * (max(rows) + 1)
    tops = {}  # node of each group
    pairs = [(row, group, 0.1) for row, group in dict(zip(rows, groups)).items() if row >= 0]
    pairs += [(group, None, 0.9) for group in dict.fromkeys(group for _, group, _ in pairs)]
    for node, group, height in pairs:
        node = tops[node] if group is None else node
        if group in tops:
            low, high = sorted((tops[group], node))
            sizes.append(sizes[low] + sizes[high])
            for column, value in zip(tree.values(), (low, high, height, sizes[-1])):
                column.append(value)
            node = len(sizes) - 1
        tops[group] = node
    return tree


def show_groups(talk, groups, rows=None, refused=()):
    rows = rows or list(range(len(groups)))
    tree = tree_of(rows, groups)
    pictures = [""] * (len(tree["a"]) + 1)
    fields = {"tree": tree, "farthest": 1.0, "palette": PALETTE, "pictures": pictures, "refused": list(refused)}
    talk.say("scene_groups", run_id=RUN, rows=rows, groups=groups, **fields)


def check_a_task_says_what_it_does_with_the_users_objects():
    """A grouping lists, reads and describes; the same stages of a run make shapes."""
    mesh = own_object("first").data
    for index in range(10_000):  # some steps of 10 ms on any machine
        bpy.context.scene.collection.objects.link(bpy.data.objects.new(f"o{index:05d}", mesh))
    own_object("other")
    words = addon("progress_words").progress_words
    talk = Talk(begin=False)

    def told_at(seconds):
        run = talk.session.runs.get(RUN)
        return words(talk.session, (run.progress.since if run and run.progress else 0) + seconds)

    def say_progress(stage, done=0, total=0, seconds_left=None):
        fields = {"stage": stage, "done": done, "total": total, "seconds_left": seconds_left}
        talk.hand.events.append(addon("connection").Received({"type": "progress", "run_id": RUN, **fields}))
        talk.session.pump(0)

    talk.session.start_scene(SCENE_REQUEST, bpy.context.scene.name)
    talk.say("scene_accepted", run_id=RUN)
    assert told_at(0) == ("Waiting for the server", 0.0)
    say_progress("list")
    assert told_at(0) == ("Looking through the objects", 0.0)
    received = addon("connection").Received({"type": "list_objects", "run_id": RUN, "request": SCENE_REQUEST})
    talk.hand.events.append(received)
    assert talk.session.pump(0.001), "a step is no whole listing"
    text, share = told_at(0)
    done = int(text.removeprefix("Looking through the objects: ").removesuffix(" of 10002"))
    assert 0 < done < 10_002 and share == done / 10_002, text
    talk.work()
    assert told_at(0) == ("Looking through the objects: 10002 of 10002", 1.0)
    say_progress("shapes", 0, 2)
    talk.say("read_shapes", run_id=RUN, indices=[0])
    assert told_at(0) == ("Reading and describing meshes: 0 of 2", 0.0)
    talk.say("read_shapes", run_id=RUN, indices=[1])
    say_progress("shapes", 1, 2, 30.0)
    assert told_at(1) == ("Describing meshes: 1 of 2", 0.5)
    assert told_at(5) == ("Describing meshes: 1 of 2, 30 s left", 0.5)
    say_progress("shapes", 2, 2, 0.0)
    assert told_at(5) == ("Writing down what was described", 1.0)
    say_progress("tree")
    assert told_at(0) == ("Grouping objects", 0.0)
    talk.session.abandon_runs("session.addonDisabled")
    talk.close()


def check_a_task_whose_server_went_is_asked_again_of_the_next_one_and_once():
    """Killed and started again: the socket comes back soon and nothing is known, or late, when it was given up."""
    connection = addon("connection")
    welcomed = connection.Welcomed("9.9.9", 1 << 28)

    def come_back_soon(talk):
        talk.hear(connection.Dropped(is_closed=False))
        talk.hear(welcomed)
        for run in talk.session.runs.values():
            run.resume_by = 1e-9  # long ago
        talk.session.pump(0)

    def come_back_late(talk):
        talk.hear(connection.Dropped(is_closed=False))
        talk.hear(connection.Lost("Nobody answers."))
        assert talk.outcome.code == "session.serverLost"
        talk.hear(welcomed)

    for come_back in (come_back_soon, come_back_late):
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        own_object("a")
        talk = Talk(begin=False)
        begin_grouping(talk)
        come_back(talk)
        first, second = told(talk, "start_scene")
        assert first == second and isinstance(talk.session.own, addon("states").Asked), come_back.__name__
        talk.say("scene_accepted", run_id="ef" * 8)
        talk.say("list_objects", run_id="ef" * 8, request=SCENE_REQUEST)
        come_back(talk)
        assert talk.outcome.code == "session.serverLost", "a task that takes servers with it is not asked for ever"
        assert len(told(talk, "start_scene")) == 2
        talk.close()

    talk = Talk(begin=False)
    begin_grouping(talk)
    talk.hear(connection.Lost("Nobody answers."))
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    talk.hear(welcomed)
    assert len(told(talk, "start_scene")) == 1, "another file was opened meanwhile"
    talk.close()


def check_groups_that_wait_for_object_mode_are_none_of_the_next_file():
    bpy.context.view_layer.objects.active = own_object("a")
    bpy.ops.ed.undo_push(message="Before")
    talk = Talk(begin=False)
    begin_grouping(talk)
    bpy.ops.object.mode_set(mode="EDIT")
    show_groups(talk, [0])
    talk.done()
    assert talk.session.is_waiting_for_object_mode
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    own_object("a")
    talk.session.pump(60)
    assert not talk.session.is_waiting_for_object_mode
    assert "shapekin_scene_grouping" not in bpy.context.scene and "shapekin_member" not in bpy.data.objects["a"]
    talk.close()


def check_a_scenes_objects_are_listed_read_and_colored():
    names = ["a", "b", "c"]
    for name in names:
        own_object(name)
    own_object("camera-like").data.clear_geometry()
    before = {each.name: portrait(each) for each in bpy.data.objects}
    bpy.ops.ed.undo_push(message="Before")
    talk = Talk(begin=False)
    (page,) = begin_grouping(talk)
    assert [each["name"] for each in page["objects"]] == names and page["shapes"] == 3 and page["is_last"]
    assert [each["code"] for each in page["left_out"]] == ["scene.noFaces"]
    talk.say("read_shapes", run_id=RUN, indices=[0, 2])
    assert sum(isinstance(each, bytes) for each in talk.hand.sent) == 2
    bpy.data.objects.remove(bpy.data.objects["b"])
    show_groups(talk, [0, 1, 0], refused=[{"shape": 1, "code": "mesh.notFinite", "sentence": "No."}])
    colored = {"type": "colored", "run_id": RUN, "count": 2, "groups": None, "names": ["a and others", "b"]}
    assert told(talk, "colored")[-1] == colored, "one was deleted in the middle, and nobody said anything"
    first = (*addon("shown_groups").color_of(0), 1.0)
    assert tuple(bpy.data.objects["a"].color) == tuple(bpy.data.objects["c"].color) == first
    talk.say("run_done", run_id=RUN, summary="3 objects in 2 groups.", files=[], notes=[])
    assert isinstance(talk.outcome, addon("states").Done) and not talk.session.is_busy
    bpy.ops.ed.undo()  # one step
    assert {each.name: portrait(each) for each in bpy.data.objects} == before
    talk.close()


def check_a_large_result_is_shown_between_other_things_and_is_one_undo_step():
    """As if each step had kept Blender for long."""
    session, shown = addon("session"), addon("shown_groups")
    before = session.SHOWN_SECONDS, shown.SLICE_OBJECTS
    session.SHOWN_SECONDS, shown.SLICE_OBJECTS = 0, 2
    try:
        objects = [own_object(f"o{index}") for index in range(6)]
        old = objects[0].color[:]
        bpy.ops.ed.undo_push(message="Before")
        talk = Talk(begin=False)
        begin_grouping(talk)
        pump, seen = talk.session.pump, []

        def watched(budget):
            has_more, scene = pump(budget), talk.session.runs[RUN].scene
            seen.append((sum(each.color[:] != old for each in objects), scene.is_shown))
            return has_more

        talk.session.pump = watched
        show_groups(talk, [0, 0, 0, 0, 1, 1])
    finally:
        session.SHOWN_SECONDS, shown.SLICE_OBJECTS = before
    *partly, colored, last = seen
    assert sorted({count for count, _ in partly}) == [0, 2, 4, 6], seen
    assert colored == (6, False) and last == (6, True), "the undo step is made in a turn of its own"
    talk.session.pump = pump
    talk.done()
    bpy.ops.ed.undo()
    assert all(bpy.data.objects[f"o{index}"].color[:] == old for index in range(6))
    talk.close()


def check_a_long_listing_goes_on_between_other_things():
    """In steps, while objects are deleted and a socket drops; what is gone is named, nothing is listed twice."""
    connection = addon("connection")
    mesh = own_object("first").data
    count = 10_000  # some steps of 10 ms on any machine
    for index in range(count):
        bpy.context.scene.collection.objects.link(bpy.data.objects.new(f"o{index:05d}", mesh))
    talk = Talk(begin=False)
    talk.session.start_scene(SCENE_REQUEST, bpy.context.scene.name)
    talk.say("scene_accepted", run_id=RUN)

    def ask():
        received = connection.Received({"type": "list_objects", "run_id": RUN, "request": SCENE_REQUEST})
        talk.hand.events.append(received)

    ask()
    assert talk.session.pump(0.001), "a step is no whole listing"
    assert not told(talk, "scene_objects")
    talk.hear(connection.Dropped(is_closed=False))
    talk.hear(connection.Welcomed("9.9.9", 1 << 28))
    ask()
    talk.session.pump(0.001)
    bpy.data.objects.remove(bpy.data.objects["o09999"])
    steps = 0
    while talk.session.pump(0.001):
        steps += 1
    assert steps > 2, steps
    pages = told(talk, "scene_objects")
    listed = [each["name"] for page in pages for each in page["objects"]]
    assert len(listed) == len(set(listed)) == count and pages[-1]["is_last"], len(listed)
    assert [(each["name"], each["code"]) for page in pages for each in page["left_out"]] == [
        ("o09999", "scene.unreadable")
    ]
    assert {each["shape"] for page in pages for each in page["objects"]} == {0}
    talk.session.abandon_runs("session.addonDisabled")
    talk.close()


def check_a_grouping_may_end_in_every_way():
    """Whatever ends it, the user's objects are as they were."""
    connection = addon("connection")
    ends = {
        "cancelled": lambda talk: (talk.session.cancel_run(), talk.fail("cancelled")),
        "server lost": lambda talk: talk.hear(connection.Lost("Nobody answers.")),
        "refused": lambda talk: talk.say("error", run_id=None, code="session.busy", message="Busy."),
        "no such collection": lambda talk: talk.say(
            "list_objects", run_id=RUN, request={**SCENE_REQUEST, "source": "collection", "collection": "nowhere"}
        ),
        "scene deleted": lambda talk: (
            bpy.data.scenes.new("other"),
            bpy.data.scenes.remove(bpy.data.scenes["Scene"]),
            talk.say("list_objects", run_id=RUN, request=SCENE_REQUEST),
        ),
        "add-on disabled": lambda talk: talk.session.abandon_runs("session.addonDisabled"),
        "file opened": lambda _: bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True),
    }
    given_up = {"no such collection": "scene.noCollection", "scene deleted": "scene.gone"}
    for name, end in ends.items():
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        for each in ("a", "b"):
            own_object(each)
        before = {each.name: portrait(each)[4:] for each in bpy.data.objects}
        talk = Talk(begin=False)
        if name == "refused":
            talk.session.start_scene(SCENE_REQUEST)
        else:
            begin_grouping(talk)
        end(talk)
        if name in given_up:
            (last,) = told(talk, "give_up")
            assert last["code"] == given_up[name], last
            talk.fail(last["code"])
        assert isinstance(talk.outcome, addon("states").Ended), name
        assert not talk.session.is_busy and not talk.session._work, name
        if name != "file opened":
            assert {each.name: portrait(each)[4:] for each in bpy.data.objects} == before, name
        talk.close()


def check_text_is_wrapped_as_wide_as_it_is():
    wrap = addon("paragraph").wrap
    assert wrap("a bb ccc dddddd e", 4, len) == ["a bb", "ccc", "dddddd", "e"]
    assert wrap("", 4, len) == []
    if bpy.app.version < (4, 0, 0):  # loads its font with the first window: windowFaults.test.ts measures there
        return
    width = addon("paragraph").text_width
    widths = [width(each) for each in ("i" * 30, "m" * 30, "m" * 60)]
    assert widths[0] < 0.6 * widths[1] and 1.9 * widths[1] < widths[2], widths


def check_the_selection_is_shared_while_somebody_looks():
    talk = Talk()
    objects = {each.name: each for each in (own_object(f"box {i}") for i in range(3))}
    bpy.context.view_layer.update()
    selecting = addon("selecting")
    selecting.deselect_all(bpy.context.view_layer)
    news = lambda: [each["objects"] for each in told(talk, "selected_objects")]  # noqa: E731
    objects["box 0"].select_set(True)
    talk.session.pump(1)
    assert news() == [], "nobody looks"
    talk.say("watch_selection", seconds=60)
    assert news() == [["box 0"]], news()
    talk.say("select_objects", objects=["box 1", "box 2", "gone"])
    assert sorted(each.name for each in bpy.context.selected_objects) == ["box 1", "box 2"]
    talk.session.pump(1)
    assert len(news()) == 1, "what the page has selected is no news to it"
    objects["box 1"].select_set(False)
    talk.session.pump(1)
    assert news()[1:] == [["box 2"]], news()
    objects["box 0"].select_set(True)
    bpy.context.view_layer.update()
    assert news()[2:] == [["box 0", "box 2"]], "told before the window draws, which may take long"
    talk.say("watch_selection", seconds=-1)
    objects["box 2"].select_set(False)
    talk.session.pump(1)
    bpy.context.view_layer.update()
    assert len(news()) == 3, "nobody looks any more"
    talk.close()


def check_every_state_is_dealt_with():
    states, panel = addon("states"), addon("panel")
    for each in states.Link.__args__:
        fields = dict.fromkeys(each.__dataclass_fields__, "")
        assert len(panel.link_words(each(**fields))) == 4
    try:
        panel.link_words("connected")
    except AssertionError:
        return
    raise AssertionError("an unknown state must be noticed")


end_with(lambda: run_checks(globals()))

"""Checks that the bridge to the server never surprises, inside Blender. As addon_checks.py."""

import asyncio
import inspect
import json
import os
import re
import stat
import sys
import tempfile
import threading
import time
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).parent))
from checking import end_with, run_checks
from hand_session import PALETTE, RECIPES, ROOT, RUN, Talk, addon, made, own_object, portrait, told

SCENE_REQUEST = {"source": "all", "collection": "", "groups": 2, "similar": 50, "up": "z"}
RUN_REQUEST = {"preset": "seed", "seed": 3}
LATER = "f" * 16


def ask_run(talk):
    talk.session.start_run(RUN_REQUEST, bpy.context.scene.name)


def accept_run(talk):
    ask_run(talk)
    talk.say("run_accepted", run_id=RUN, request=RUN_REQUEST)


def build(talk):
    accept_run(talk)
    talk.say("build_shapes", run_id=RUN, count=4, indices=[0, 1, 2, 3], recipes=RECIPES)
    talk.session.show_built()


def build_half(talk):
    accept_run(talk)
    message = {"run_id": RUN, "count": 4, "indices": [0, 1, 2, 3], "recipes": RECIPES}
    talk.hand.events.append(addon("connection").Received({"type": "build_shapes", **message}))
    talk.session.pump(0)


def color(talk):
    build(talk)
    talk.color()


def ask_groups(talk):
    talk.session.start_scene(SCENE_REQUEST, bpy.context.scene.name)


def accept_groups(talk):
    ask_groups(talk)
    talk.say("scene_accepted", run_id=RUN)


def list_half(talk):
    accept_groups(talk)
    message = {"type": "list_objects", "run_id": RUN, "request": SCENE_REQUEST}
    talk.hand.events.append(addon("connection").Received(message))
    talk.session.pump(0)


def read(talk):
    accept_groups(talk)
    talk.say("list_objects", run_id=RUN, request=SCENE_REQUEST)
    talk.say("read_shapes", run_id=RUN, indices=[0])


STAGES = (ask_run, accept_run, build_half, build, color, ask_groups, accept_groups, list_half, read)


def is_at_rest(talk):
    session = talk.session
    return not session.is_busy and not session._work and not made() and not bpy.data.scenes.get("Shapekin scratch")


def say_late_words(talk):
    """What a server still says until it has heard of the end."""
    talk.say("progress", run_id=RUN, stage="train", done=1, total=2, seconds_left=None)
    talk.say("build_shapes", run_id=RUN, count=4, indices=[0], recipes=RECIPES[:1])
    talk.say("read_shapes", run_id=RUN, indices=[0])
    talk.say("color_shapes", run_id=RUN, groups=[0, 1, 0, 1], palette=PALETTE, apply=True)


def check_cancel_ends_at_once_at_every_stage():
    """Without a word of the server, which may be silent: it is told, and what it still says is passed over."""
    for stage in STAGES:
        for is_dropped in (False, True):
            bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
            mine = own_object("mine")
            before = portrait(mine)
            talk = Talk(begin=False)
            stage(talk)
            if is_dropped and isinstance(talk.session.own, addon("states").Accepted):
                talk.hear(addon("connection").Dropped(is_closed=False))
                sent = len(talk.hand.sent)
            talk.session.cancel_run()
            where = (stage.__name__, is_dropped)
            assert is_at_rest(talk), where
            assert talk.outcome.code == "cancelled" and (talk.outcome.was_cancelled_here or is_dropped), where
            assert portrait(bpy.data.objects["mine"]) == before, where
            if is_dropped and stage not in (ask_run, ask_groups):
                del talk.hand.sent[sent:]  # nobody has heard it
                talk.hear(addon("connection").Welcomed("9.9.9", 1 << 28))
            if stage is ask_run:
                talk.say("run_accepted", run_id=RUN, request=RUN_REQUEST)
            if stage is ask_groups:
                talk.say("scene_accepted", run_id=RUN)
            say_late_words(talk)
            assert talk.session.is_ending and is_at_rest(talk), where
            assert told(talk, "cancel_run") == [{"type": "cancel_run", "run_id": RUN}], where
            talk.fail("cancelled")
            assert not talk.session.is_ending and is_at_rest(talk), where
            assert portrait(bpy.data.objects["mine"]) == before, where
            talk.close()


def check_a_cancel_after_the_result_was_shown_says_that_it_stays():
    talk = Talk(begin=False)
    read(talk)
    talk.say("scene_duplicates", run_id=RUN, duplicates=[])
    talk.session.cancel_run()
    assert talk.outcome.was_cancelled_here and "result stays" in talk.outcome.sentence, talk.outcome
    talk.close()


def check_what_is_asked_after_a_cancel_is_not_mixed_up_with_it():
    talk = Talk(begin=False)
    ask_run(talk)
    talk.session.cancel_run()
    ask_run(talk)
    talk.say("run_accepted", run_id=RUN, request=RUN_REQUEST)
    assert isinstance(talk.session.own, addon("states").Asked)
    talk.say("run_accepted", run_id=LATER, request=RUN_REQUEST)
    assert talk.session.own.run_id == LATER and list(talk.session.runs) == [LATER]
    assert [each["run_id"] for each in told(talk, "cancel_run")] == [RUN]
    talk.fail("cancelled")
    assert list(talk.session.runs) == [LATER]
    talk.close()


def check_a_refused_request_that_was_cancelled_is_no_news():
    talk = Talk(begin=False)
    ask_groups(talk)
    talk.session.cancel_run()
    talk.say("error", run_id=None, code="session.busy", message="Busy.")
    assert talk.outcome.code == "cancelled" and talk.session.link.sentence == "" and not talk.session.is_ending
    talk.close()


def check_a_run_whose_acceptance_was_lost_is_cancelled():
    """The socket broke between the question and its answer: the server goes on with what nobody here waits for."""
    talk = Talk(begin=False)
    ask_run(talk)
    talk.hear(addon("connection").Dropped(is_closed=False))
    assert talk.outcome.code == "session.serverLost"
    talk.hear(addon("connection").Welcomed("9.9.9", 1 << 28))
    say_late_words(talk)
    assert is_at_rest(talk) and [each["run_id"] for each in told(talk, "cancel_run")] == [RUN]
    talk.close()


def check_a_server_that_forgot_a_cancelled_run_is_no_news():
    talk = Talk(begin=False)
    accept_run(talk)
    talk.session.cancel_run()
    talk.hear(addon("connection").Dropped(is_closed=True))
    talk.hear(addon("connection").Welcomed("9.9.9", 1 << 28))  # started anew
    talk.say("error", run_id=None, code="run.unknown", message="There is no such run.")
    assert not talk.session.is_ending and talk.session.link.sentence == ""
    talk.close()


def check_other_files_in_the_middle_end_what_is_under_way():
    """New, open and revert, at every stage: the file that comes is as it was saved."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "users.blend"))
        own_object("saved")
        bpy.ops.wm.save_as_mainfile(filepath=path)
        saved = portrait(bpy.data.objects["saved"])
        ways = {
            "new": lambda: bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True),
            "open": lambda: bpy.ops.wm.open_mainfile(filepath=path),
            "revert": lambda: bpy.ops.wm.revert_mainfile(),
        }
        for name, way in ways.items():
            for stage in STAGES:
                bpy.ops.wm.open_mainfile(filepath=path)
                talk = Talk(begin=False)
                stage(talk)
                way()
                where = (name, stage.__name__)
                assert is_at_rest(talk) and talk.outcome.code == "session.fileOpened", where
                say_late_words(talk)
                assert is_at_rest(talk), where
                left = {each.name: portrait(each) for each in bpy.data.objects}
                assert left == ({} if name == "new" else {"saved": saved}), (where, left)
                talk.close()


def check_objects_and_scenes_may_go_in_the_middle():
    """Every object deleted, the scene left for another, or removed: it goes on or ends, and nothing raises."""

    def delete_objects():
        for each in list(bpy.data.objects):
            bpy.data.objects.remove(each)

    def leave_scene():
        bpy.context.window.scene = bpy.data.scenes.new("Other")

    def remove_scene():
        old = bpy.context.scene
        leave_scene()
        bpy.data.scenes.remove(old)

    for happens in (delete_objects, leave_scene, remove_scene):
        for stage in STAGES:
            bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
            own_object("mine")
            talk = Talk(begin=False)
            stage(talk)
            happens()
            talk.work()
            if happens is leave_scene and "Other" in bpy.data.scenes:
                assert not bpy.data.scenes["Other"].objects[:], (happens.__name__, stage.__name__)
            talk.session.cancel_run()
            talk.session.abandon_runs("session.addonDisabled")
            assert is_at_rest(talk), (happens.__name__, stage.__name__)
            talk.close()


def check_a_shape_that_is_drawn_again_takes_the_place_of_the_one_before():
    talk = Talk()
    before = set(bpy.data.meshes)
    other = {**RECIPES[1], "base": "cube", "modifiers": []}
    assert len(bpy.data.objects["cone-0001"].children) == 1
    talk.say("build_shapes", run_id=RUN, count=4, indices=[1], recipes=[other])
    talk.session.show_built()
    assert made() == ["cone-0001", "cube-0000", "cylinder-0003", "torus-0002"], made()
    shape = bpy.data.objects["cone-0001"]
    assert len(shape.data.vertices) == 8 and json.loads(shape["shapekin_recipe"]) == other and not shape.children
    assert shape.name in bpy.context.scene.objects and len(bpy.data.meshes) == len(before)
    talk.say("build_shapes", run_id=RUN, count=4, indices=[1], recipes=[other])
    assert bpy.data.objects["cone-0001"] == shape, "the same recipe again is the same shape"
    talk.color()
    colored = {"type": "colored", "run_id": RUN, "count": 4, "groups": None, "names": []}
    assert json.loads(talk.hand.sent[-1]) == colored
    talk.close()


def check_every_grey_button_says_why():
    """In every state of the link and of a run: Blender shows the line when the mouse rests on the button."""
    states, window = addon("states"), addon("window")
    session_of = window.session
    talk = Talk(begin=False)
    hand = talk.hand
    links = [
        states.Off(),
        states.Connecting(hand),
        states.Connected(hand, 1 << 28),
        states.NoServer(hand, "Nobody."),
        states.StartingServer(hand),
        states.Reconnecting(hand, False),
        states.RefusedLink(hand, "No."),
    ]
    owns = [states.NoRun(), states.Asked({}), states.Accepted(RUN)]
    assert {type(each) for each in links} == set(states.Link.__args__)
    assert {type(each) for each in owns} == set(states.OwnRun.__args__)
    session = addon("session").Session("window", connect=lambda *_: hand)
    names = sorted(each for each in dir(bpy.ops.shapekin) if hasattr(bpy.types, f"SHAPEKIN_OT_{each}"))
    assert len(names) > 15, names
    grey = set()
    try:
        for link in links:
            for own in owns:
                for is_window in (True, False):
                    session.link, session.own = link, own
                    window.session = lambda is_window=is_window: session if is_window else None
                    grey |= {name for name in names if not says_why(name)}
    finally:
        window.session = session_of
        talk.close()
    assert len(grey) > 10, grey


def check_every_field_has_its_help():
    """And every value of a choice: Blender shows them when the mouse rests there."""
    groups = [bpy.context.scene.shapekin, bpy.context.scene.shapekin_groups]
    groups.append(bpy.context.preferences.addons["blender_addon"].preferences)
    names = {*addon("generated.properties").RUN_REQUEST_FIELDS, *addon("generated.properties").SCENE_REQUEST_FIELDS}
    names |= {*addon("generated.properties").CONNECTION_FIELDS}
    helped = set()
    for group in groups:
        for name in names & set(group.bl_rna.properties.keys()):
            field = group.bl_rna.properties[name]
            assert len(field.name) > 1 and len(field.description) > 10, (name, field.description)
            for item in getattr(field, "enum_items", ()):
                assert len(item.description) > 10, (name, item.identifier)
            helped.add(name)
    assert helped == names, names - helped


def says_why(name):
    """Whether the button can be pressed; where not, it must say why."""
    operator = getattr(bpy.ops.shapekin, name)
    if operator.poll():
        return True
    try:
        operator()
    except RuntimeError as error:
        words = str(error).split("poll() failed, ", 1)[-1].strip()
        assert "context is incorrect" not in words and len(words) > 10, (name, str(error))
        return False
    raise AssertionError(f"{name} could be pressed after all")


def check_node_and_project_are_found_or_missed_in_a_sentence():
    found, errors, event_loop = addon("found_here"), addon("generated.errors"), addon("event_loop")
    settings, old_nodes = addon("settings"), found.USUAL_NODES
    old_folder = settings.PROJECT_FOLDER
    old_environment = dict(os.environ)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def node(place, version):
            path = folder / place / "node"
            path.parent.mkdir(parents=True)
            path.write_text(f"#!/bin/sh\necho {version}\n")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
            return str(path)

        def sentence_of(find, *given):
            try:
                found_now = find(*given)
                return event_loop.run(found_now) if inspect.iscoroutine(found_now) else found_now
            except errors.ShapekinError as error:
                return error.code, str(error)

        try:
            os.environ.update(PATH=str(folder / "bin"), SHAPEKIN_CACHE=str(folder))
            found.USUAL_NODES = (str(folder / "versions" / "*" / "node"),)
            settings.PROJECT_FOLDER = folder / "installed"
            code, sentence = sentence_of(found.find_node)
            assert code == "server.noNode" and "20.19" in sentence and "Connect Again" in sentence
            old = node("bin", "v18.2.0")
            code, sentence = sentence_of(found.find_node)
            assert code == "server.oldNode" and old in sentence and "18.2" in sentence, sentence
            node("versions/v9.0.0", "v9.0.0")
            newer = node("versions/v22.1.0", "v22.1.0")
            node("versions/v20.19.0", "v20.19.0")
            assert event_loop.run(found.find_node()) == newer, "the newest of many, passing over the old one on PATH"
            kept = node("kept", "v20.19.1")
            (folder / "project.json").write_text(json.dumps({"node": kept, "project": str(folder / "moved away")}))
            assert event_loop.run(found.find_node()) == kept, "the one that the last server ran on"
            code, sentence = sentence_of(found.find_project)
            assert code == "server.noProject" and "on this computer" in sentence
            code, sentence = sentence_of(found.find_project, str(folder))
            assert code == "server.noProject" and str(folder) in sentence
            (folder / "project.json").write_text(json.dumps({"project": str(ROOT)}))
            assert found.find_project() == ROOT and found.find_project(f" {ROOT} ") == ROOT
            (folder / "project.json").write_text("[]")
            assert sentence_of(found.find_project)[0] == "server.noProject"
        finally:
            os.environ.clear()
            os.environ.update(old_environment)
            found.USUAL_NODES, settings.PROJECT_FOLDER = old_nodes, old_folder


def check_a_server_that_can_not_start_is_told_once():
    """In the panel; and it is tried again only when a person asks."""
    starter, states = addon("server_starter").ServerStarter(), addon("states")
    talk = Talk(begin=False)
    absent = addon("connection").Absent("Nobody answers.")
    talk.hear(absent)
    target = ("http://127.0.0.1:1", "secret")
    starter.follow(talk.session, target, None)
    assert talk.session.link.sentence == "Nobody answers.", "it may not be started"
    for _ in range(2):
        starter.follow(talk.session, target, ("/nowhere", 1))
        assert isinstance(talk.session.link, states.StartingServer)
        deadline = time.monotonic() + 30
        while isinstance(talk.session.link, states.StartingServer) and time.monotonic() < deadline:
            talk.session.pump(0)
            starter.follow(talk.session, target, ("/nowhere", 1))
            time.sleep(0.01)
        assert "/nowhere" in talk.session.link.sentence, talk.session.link
        starter.follow(talk.session, target, ("/nowhere", 1))
        assert isinstance(talk.session.link, states.NoServer), "not again by itself"
        starter.retry()
    starter.give_up()
    talk.close()


def check_no_thread_takes_python_from_blender():
    """Those of headless.py wait for the end of standard input alone."""
    sources = {each.name: each.read_text(encoding="utf-8") for each in (ROOT / "blender_addon").rglob("*.py")}
    makes_one = re.compile(r"(import|from) (_?thread|concurrent)|to_thread|run_in_executor")
    threaded = {name for name, text in sources.items() if makes_one.search(text)}
    assert threaded == {"headless_import.py", "headless_work.py"}, threaded


def check_a_task_ends_at_whatever_step_it_is_cancelled():
    """Also at the one at which what it waits for ends."""
    loop = addon("event_loop")

    async def refused(steps):
        for _ in range(steps):
            await asyncio.sleep(0)
        raise OSError

    async def try_again(steps):
        while True:
            try:
                await loop.within(60, refused(steps))
            except OSError:
                await asyncio.sleep(60)

    for steps in range(2 * loop.STEPS):
        task = loop.start(try_again(steps))
        loop.turn()
        loop.end(task)
        assert task.cancelled(), steps


def check_fifty_times_enabled_leaves_nothing_behind():
    """Threads, handlers, timers, keys, classes and properties are as before; the user's things, too."""
    window, history = addon("window"), addon("history")
    mine = own_object("mine")
    before = portrait(mine)
    rests = set()
    for _ in range(50):
        bpy.ops.preferences.addon_disable(module="blender_addon")
        rests.add(what_is_left())
        bpy.ops.preferences.addon_enable(module="blender_addon")
        window.start()  # as in a window
        window._tick()
        assert bpy.app.timers.is_registered(window._tick) and history._watched
    window.stop()
    assert rests == {(0, 0, 0, 0, 0)}, rests
    assert portrait(bpy.data.objects["mine"]) == before and len(bpy.data.objects) == 1


def what_is_left():
    """Numbers of what the add-on has put into Blender and into the process."""
    handlers = [each for name in dir(bpy.app.handlers) for each in as_list(getattr(bpy.app.handlers, name))]
    return (
        sum(each.name.startswith("shapekin") for each in threading.enumerate()),
        sum(getattr(each, "__module__", "").startswith("blender_addon") for each in handlers),
        int(bpy.app.timers.is_registered(addon("window")._tick)),
        sum(bool(re.match("SHAPEKIN", each)) for each in dir(bpy.types)),
        sum(each.startswith("shapekin") for each in (*dir(bpy.types.Scene), *dir(bpy.types.WindowManager))),
    )


def as_list(value):
    return value if isinstance(value, list) else []


def check_newer_code_is_used_when_the_add_on_is_enabled_again():
    """Another version installed over this one: Python would go on with the modules that it has."""
    bpy.ops.preferences.addon_disable(module="blender_addon")
    source = Path(addon("paragraph").__file__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "shapekin_copy")
        copy_tree(source.parent, folder)
        sys.path.append(name)
        try:
            bpy.ops.preferences.addon_enable(module="shapekin_copy")
            run = bpy.types.SHAPEKIN_OT_run
            assert run.bl_label == "Run"
            bpy.ops.preferences.addon_disable(module="shapekin_copy")
            operators = folder / "operators.py"
            operators.write_text(operators.read_text().replace('bl_label = "Run"', 'bl_label = "Newer Run"'))
            initial = folder / "__init__.py"
            later = initial.stat().st_mtime + 10
            os.utime(initial, (later, later))
            bpy.ops.preferences.addon_enable(module="shapekin_copy")
            assert bpy.types.SHAPEKIN_OT_run.bl_label == "Newer Run", bpy.types.SHAPEKIN_OT_run.bl_label
            bpy.ops.preferences.addon_disable(module="shapekin_copy")
        finally:
            sys.path.remove(name)
            bpy.ops.preferences.addon_enable(module="blender_addon")


def copy_tree(source, target):
    for path in source.rglob("*.py"):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


end_with(lambda: run_checks(globals(), is_enabled_anew=True))

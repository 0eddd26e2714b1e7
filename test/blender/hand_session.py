"""A session driven by hand, for checks that run inside Blender: what the server would say is put into it."""

import importlib
import json
import sys
from collections import deque
from pathlib import Path

import bpy

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))
RUN = "0123456789abcdef"
PALETTE = [[1, 0, 0], [0, 0, 1]]


def addon(name):
    return importlib.import_module(f"blender_addon.{name}")


class HandConnection:
    """Says what the check puts into `events`, keeps what is sent."""

    def __init__(self, address, token, hello):
        self.address, self.token = address, token
        self.events, self.sent = deque(), []

    def start(self):
        self.events.append(addon("connection").Welcomed("9.9.9", 1 << 28))

    def send(self, message):
        self.sent.append(message)

    def flush(self, timeout):
        pass

    def stop(self):
        pass


def recipe(base, index, **changes):
    plain = {"location": [0, 0, 0], "rotation": [0, 0, 0], "scale": [1, 1, 1], "modifiers": []}
    return {"id": f"{base}-{index:04d}", "base": base, "detail": 0, **plain, **changes}


RECIPES = [
    recipe("cube", 0),
    recipe("cone", 1, modifiers=[{"kind": "mirror", "axis": "X", "offset": 0.5}]),
    recipe("torus", 2),
    recipe("cylinder", 3),
]


class Talk:
    """A session with a run under way whose shapes are built and to be seen."""

    def __init__(self, begin=True):
        self.session = addon("session").Session("window", connect=HandConnection)
        self.session.connect("http://127.0.0.1:1", "secret")
        self.session.pump(60)
        self.hand = self.session.link.connection
        addon("history").watch(self.session)
        if begin:
            self.begin()

    def begin(self, run_id=RUN):
        self.session.start_run({"preset": "seed", "seed": 3}, bpy.context.scene.name)
        self.say("run_accepted", run_id=run_id, request={"preset": "seed", "seed": 3})
        self.say("build_shapes", run_id=run_id, count=4, indices=[0, 1, 2, 3], recipes=RECIPES)
        self.session.show_built()

    def say(self, kind, **fields):
        self.hear(addon("connection").Received({"type": kind, **fields}))

    def hear(self, event):
        self.hand.events.append(event)
        self.work()

    def work(self):
        """Until there is nothing left to do."""
        while self.session.pump(60):
            pass

    def color(self, apply=True):
        self.say("color_shapes", run_id=RUN, groups=[0, 1, 0, 1], palette=PALETTE, apply=apply)

    def done(self):
        self.say("run_done", run_id=RUN, summary="4 shapes", files=[], notes=["Too few shapes."])

    def fail(self, code="recipe.notBuilt"):
        self.say("run_failed", run_id=RUN, code=code, message=f"It ended: {code}.")

    @property
    def outcome(self):
        return self.session.own.outcome

    def close(self):
        addon("history").unwatch(self.session)
        self.session.disconnect()


def own_object(name, kind="Cube"):
    mesh = bpy.data.meshes.new(f"{name} mesh")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [], [(0, 1, 2)])
    each = bpy.data.objects.new(name, mesh)
    each["note"] = kind
    each.color = (0.1, 0.2, 0.3, 0.4)
    bpy.context.scene.collection.objects.link(each)
    return each


def portrait(each):
    """All of an object that a run could have changed."""
    data = each.data and (each.data.name, len(each.data.vertices), each.data.users, dict(each.data.items()))
    scenes = [scene.name for scene in bpy.data.scenes if each.name in scene.objects]
    place = [tuple(row) for row in each.matrix_basis]
    return each.name, data, scenes, place, tuple(each.color), {key: str(value) for key, value in each.items()}


def made():
    return sorted(each.object.name for each in addon("made").find_made(RUN))


def told(talk, kind):
    texts = (json.loads(each) for each in talk.hand.sent if isinstance(each, str))
    return [each for each in texts if each["type"] == kind]

"""Blender's side of the talk with the server. Everything here runs on the main thread; the socket has its own."""

import queue
import time
import uuid
from collections import deque
from contextlib import suppress

import bpy

from .connection import Absent, Connection, Dropped, Lost, Received, Refused, Welcomed
from .generated import messages
from .generated.errors import ShapekinError
from .generated.protocol import MAX_FRAME_BYTES, RECONNECT_MS, pack_file, pack_mesh
from .run import Outcome, Run
from .run_scene import RunScene
from .run_shapes import remove_run
from .shape_builder import remove_scratch_scene

# A server that came back and still knows a run says something about it in this time.
RESUME_SECONDS = 2 * RECONNECT_MS / 1000
# One for the process: after a drop the server knows by it that we are the same Blender with the same shapes.
CLIENT_ID = uuid.uuid4().hex


class Session:
    """Talks to one server at a time. The owner calls `pump` (window) or `wait` (background) again and again.

    role: 'window' or 'background'; keeps_shapes: whether a run's shapes stay in the file after it is done.
    """

    def __init__(self, role, client_id=None, keeps_shapes=True):
        self.role = role
        self.client_id = client_id or CLIENT_ID
        self.keeps_shapes = keeps_shapes
        self.link = "off"  # off, connecting, connected, absent, dropped, refused, closed
        self.sentence = ""  # what is wrong with the link
        self.runs = {}
        self.asked = None  # request of a start_run without an answer yet
        self.own_run = None  # id of the run that was started here
        self.scene_name = None
        self.outcome = None  # of the last own run
        self.changes = 0  # counts what a viewer would see
        self._connection = None
        self._max_frame_bytes = MAX_FRAME_BYTES
        self._work = deque()  # (run id, callable)

    def connect(self, address, token):
        self.disconnect()
        hello = {"blender": bpy.app.version_string, "client_id": self.client_id, "role": self.role}
        self._connection = Connection(address, token, hello)
        self._set_link("connecting")
        self._connection.start()

    def disconnect(self):
        if self._connection:
            self._connection.stop()
            self._connection = None
        self._work.clear()
        self._set_link("off")

    @property
    def target(self):
        """(address, token) of the connection, None when off."""
        return self._connection and (self._connection.address, self._connection.token)

    @property
    def is_busy(self):
        return self.asked is not None or bool(self.runs)

    def start_run(self, request, scene_name=None):
        """Asks for a run; its shapes go into the named scene, by default the current one."""
        self.asked = request
        self.scene_name = scene_name
        self.outcome = None
        self._send(messages.start_run(request=request))
        self.changes += 1

    def cancel_run(self):
        if self.own_run:
            self._send(messages.cancel_run(run_id=self.own_run))

    def pump(self, budget):
        """Takes what has arrived and works for about `budget` seconds; True if work is left."""
        deadline = time.monotonic() + budget
        while self._connection and not self._connection.events.empty():
            self._handle(self._connection.events.get())
        self._check_resumed()
        while self._work and time.monotonic() < deadline:
            self._do(*self._work.popleft())
        return bool(self._work)

    def wait(self, timeout):
        """Waits for the next event at most `timeout` seconds, then does all the work there is."""
        if not self._work and self._connection:
            with suppress(queue.Empty):
                self._handle(self._connection.events.get(timeout=timeout))
        self.pump(float("inf"))

    def show_built(self):
        """Makes visible what was built since the last call."""
        for run in self.runs.values():
            run.scene.show_built()

    def flush(self, timeout):
        if self._connection:
            self._connection.flush(timeout)

    def _send(self, message):
        if self._connection:
            self._connection.send(message)

    def _set_link(self, link, sentence=""):
        self.link, self.sentence = link, sentence
        self.changes += 1

    # Events of the connection

    def _handle(self, event):
        self.changes += 1
        if isinstance(event, Received):
            self._receive(event.message)
        elif isinstance(event, Welcomed):
            self._max_frame_bytes = event.max_frame_bytes
            self._set_link("connected")
            for run in self.runs.values():
                run.resume_by = time.monotonic() + RESUME_SECONDS
        elif isinstance(event, Dropped):
            self._work.clear()  # the server asks again for what is missing
            self._set_link("closed" if event.is_closed else "dropped")
            if self.asked:
                self._end(None, "session.serverLost", self._lost_sentence())
        elif isinstance(event, Absent):
            self._set_link("absent", event.sentence)
        elif isinstance(event, Lost):
            self._set_link("absent", event.sentence)
            self._end_all("session.serverLost", event.sentence)
        elif isinstance(event, Refused):
            self._set_link("refused", event.sentence)
            self._end_all("session.serverLost", event.sentence)

    def _check_resumed(self):
        now = time.monotonic()
        for run in list(self.runs.values()):
            if run.resume_by and now > run.resume_by:
                self._end(run.id, "session.serverLost", self._lost_sentence())

    def _lost_sentence(self):
        return str(ShapekinError("session.serverLost", address=self._connection.address))

    # Messages of the server

    def _receive(self, message):
        run_id = message.get("run_id")
        if run_id in self.runs:
            self.runs[run_id].resume_by = None
        RECEIVERS[message["type"]](self, message)

    def _receive_error(self, message):
        if message["run_id"] in self.runs:
            self._end(message["run_id"], message["code"], message["message"])
        elif self.asked:
            self._end(None, message["code"], message["message"])
        else:
            self.sentence = message["message"]

    def _receive_accepted(self, message):
        run = self._run(message["run_id"])
        run.scene.request = message["request"]
        if self.asked is not None:
            self.asked, self.own_run = None, run.id

    def _receive_build(self, message):
        run = self._run(message["run_id"])
        run.scene.count = message["count"]
        for index, recipe in zip(message["indices"], message["recipes"]):
            run.scene.add_recipe(index, recipe)
            self._work.append((run.id, lambda index=index: self._build(run, index)))

    def _receive_progress(self, message):
        run = self._run(message["run_id"])
        run.stage, run.done, run.total = message["stage"], message["done"], message["total"]
        run.seconds_left = message["seconds_left"]

    def _receive_colors(self, message):
        run = self._run(message["run_id"])
        self._work.append((run.id, lambda: self._color(run, message)))

    def _receive_send_files(self, message):
        run = self._run(message["run_id"])
        self._work.append((run.id, lambda: self._send_files(run, message["names"])))

    def _receive_done(self, message):
        self._end(message["run_id"], None, message["summary"], tuple(message["files"]))

    def _receive_failed(self, message):
        self._end(message["run_id"], message["code"], message["message"])

    def _run(self, run_id):
        if run_id not in self.runs:
            self.runs[run_id] = Run(run_id, RunScene(run_id, self.role == "window", self.scene_name))
        return self.runs[run_id]

    # Work

    def _do(self, run_id, work):
        if run_id not in self.runs:
            return
        try:
            work()
        except Exception as error:  # a run must end in a sentence, whatever Blender raises
            self._send(messages.give_up(run_id=run_id, reason=_reason(error)))
        self.changes += 1

    def _build(self, run, index):
        try:
            positions, triangles = run.scene.ensure_shape(index)
            frame = pack_mesh(run.id, index, positions, triangles)
            if len(frame) > self._max_frame_bytes:
                raise ShapekinError("wire.tooLarge", bytes=len(frame), limit=self._max_frame_bytes)
        except Exception as error:  # one bad shape is refused, the run goes on
            frame = messages.shape_refused(run_id=run.id, index=index, reason=_reason(error))
        self._send(frame)

    def _color(self, run, message):
        count = run.scene.color(message["groups"], message["palette"], message["apply"])
        self._send(messages.colored(run_id=run.id, count=count))

    def _send_files(self, run, names):
        for name, content in run.scene.make_files(names):
            self._send(pack_file(run.id, name, content))

    # The end of a run

    def _end(self, run_id, code, sentence, files=()):
        """run_id None = the run that was asked for and never began."""
        if run_id is not None and run_id not in self.runs:
            return
        self.runs.pop(run_id, None)
        self._work = deque(each for each in self._work if each[0] != run_id)
        if run_id is None or run_id == self.own_run:
            self.asked = self.own_run = None
            self.outcome = Outcome(run_id, code, sentence, files)
        if run_id is not None and (code is not None or not self.keeps_shapes):
            remove_run(run_id)
        if not self.runs:
            remove_scratch_scene()

    def _end_all(self, code, sentence):
        for run_id in list(self.runs):
            self._end(run_id, code, sentence)
        if self.asked:
            self._end(None, code, sentence)


RECEIVERS = {
    "error": Session._receive_error,
    "run_accepted": Session._receive_accepted,
    "build_shapes": Session._receive_build,
    "progress": Session._receive_progress,
    "color_shapes": Session._receive_colors,
    "send_files": Session._receive_send_files,
    "run_done": Session._receive_done,
    "run_failed": Session._receive_failed,
}


def _reason(error):
    return (str(error).strip() or type(error).__name__)[:1024]

"""Blender's side of the communication with the server."""

import time
import uuid
from dataclasses import replace

import bpy

from . import event_loop
from .answers import answer_failure, answer_files, answer_list, answer_mesh
from .color_again import color_again
from .connection import Absent, Connection, Dropped, Lost, Received, Refused, Welcomed
from .generated import messages
from .generated.errors import ShapekinError
from .generated.protocol import RECONNECT_MS
from .grouped_scene import GroupedScene
from .linked_notes import LinkedNotes
from .linked_selection import LinkedSelection
from .run_scene import RunScene
from .shape_builder import remove_scratch_scene
from .states import (
    Accepted,
    Asked,
    Connected,
    Connecting,
    Done,
    Ended,
    NoRun,
    NoServer,
    Off,
    Progress,
    Reconnecting,
    RefusedLink,
    Run,
    StartingServer,
    unknown,
)
from .work_queue import WorkQueue

# Seconds within which a server that came back says something about a run, if it still knows the run.
RESUME_SECONDS = 2 * RECONNECT_MS / 1000
# Seconds for the last messages to a server before the socket is closed.
GOODBYE_SECONDS = 0.5
# Seconds of showing a result after which the window is handled: Blender evaluates what was shown, which takes it some
# four times as long, and draws everything.
SHOWN_SECONDS = 0.004
# One id for the process. After a drop the server recognizes by it the same Blender with the same shapes.
CLIENT_ID = uuid.uuid4().hex


class Session:
    """Talks to one server at a time. The owner must call `pump` (window) or `wait` (background) again and again.

    role: 'window', 'background', or 'worker' for a server's own work;
    keeps_shapes: whether a run's shapes stay in the file after it is done;
    connect: makes the connection (address, token, hello).
    """

    def __init__(self, role, client_id=None, keeps_shapes=True, connect=Connection):
        self.role = role
        self.client_id = client_id or CLIENT_ID
        self.keeps_shapes = keeps_shapes
        self.link = Off()
        self.own = NoRun()
        self.runs = {}
        self.selection = LinkedSelection()
        self.notes = LinkedNotes()
        self.changes = 0  # counts changes that a person would see
        self._connect = connect
        self._work = WorkQueue(lambda run_id: run_id in self.runs, self._give_up)
        self._again = None  # (request, scene name) of a task whose server is gone: it is sent to the next server, once
        self._is_again = False  # whether the task under way was sent again
        self._unwanted = 0  # number of answers that are still to come for requests that were cancelled
        self._over = set()  # ids of runs that were ended here, until the server confirms it

    def connect(self, address, token):
        self.disconnect()
        hello = {"blender": bpy.app.version_string, "client_id": self.client_id, "role": self.role}
        connection = self._connect(address, token, hello)
        self._set_link(Connecting(connection))
        connection.start()

    def disconnect(self):
        connection = self._connection
        if connection:
            connection.stop()
        self._work.drop_all_work()
        self._over.clear()
        self._unwanted = 0
        self._again = None
        self._set_link(Off())

    @property
    def is_busy(self):
        return not isinstance(self.own, NoRun) or bool(self.runs)

    @property
    def is_ending(self):
        """Whether the server has still to end a run that was ended here."""
        return bool(self._over or self._unwanted)

    @property
    def is_waiting_for_object_mode(self):
        """Whether colors wait because Blender is in a mode in which showing them would break the undo steps."""
        return self._work.is_showing_late

    def start_run(self, request, scene_name=None):
        """Asks for a run; its shapes go into the named scene, by default the current one."""
        self._set_own(Asked(request, scene_name))
        self._send(messages.start_run(request=request))

    def start_scene(self, request, scene_name=None, is_again=False):
        """Asks for the groups of the objects of the named scene, by default the current one. It ends like a run.

        is_again: its first server is gone. What that had described is stored, and is not described again.
        """
        self._again, self._is_again = None, is_again
        self._set_own(Asked(request, scene_name))
        self._send(messages.start_scene(request=request))

    def cancel_run(self):
        """Ends the run that was asked for here at once, whatever the server is doing; the server is told."""
        code = "scene.cancelledLate" if self._has_own_result else "cancelled"
        ended = Ended("cancelled", str(ShapekinError(code)), was_cancelled_here=True)
        if isinstance(self.own, Asked):
            self._unwanted += 1
            self._end(None, ended)
        elif isinstance(self.own, Accepted):
            self._cancel_on_server(self.own.run_id)
            self._end(self.own.run_id, ended)

    @property
    def _has_own_result(self):
        """Whether what the task that was asked for here found is shown already."""
        run = self.runs.get(self.own.run_id) if isinstance(self.own, Accepted) else None
        return run is not None and isinstance(run.scene, GroupedScene) and run.scene.is_shown

    def note_starting(self):
        """Called when a server is being started, because none answers."""
        self._set_link(StartingServer(self._connection))

    def note_no_server(self, sentence):
        """Called when no server could be started."""
        self._set_link(NoServer(self._connection, sentence))

    def abandon_runs(self, code):
        """Ends every run for a reason in Blender, and tells the server. What the runs made is removed."""
        sentence = str(ShapekinError(code))
        if isinstance(self.own, Accepted):
            self._cancel_on_server(self.own.run_id)
        elif isinstance(self.own, Asked):
            self._unwanted += 1
        for run_id in self.runs:
            self._send(messages.give_up(run_id=run_id, code=code, sentence=sentence))
        if self.is_busy:
            self.flush(GOODBYE_SECONDS)
        self._end_all(code, sentence)
        self._work.drop_all_showing()
        self._again = None

    def forget_outcome(self):
        if isinstance(self.own, NoRun):
            self._set_own(NoRun())

    def pump(self, budget):
        """Takes what has arrived, and works for about `budget` seconds, less when it shows a large result. Returns
        whether work is left.
        """
        event_loop.turn()
        return self._work_for(budget)

    def wait(self, timeout):
        """Waits for the next event for at most `timeout` seconds, then does all the work there is."""
        if not (self._work.has_next or self._has_events):
            event_loop.wait(timeout)
        self._work_for(float("inf"))

    def _work_for(self, budget):
        deadline = time.monotonic() + budget
        while self._has_events:
            self._handle(self._connection.events.popleft())
        self._check_resumed()
        self.tell_selection()
        self._tell_notes()
        shown_seconds = 0.0
        while time.monotonic() < deadline and self._work.has_next:
            began = time.monotonic()
            if self._work.do_next() and self.role == "window":
                shown_seconds += time.monotonic() - began
            self.changes += 1
            if shown_seconds > SHOWN_SECONDS:
                break
        return self._work.has_next

    @property
    def _has_events(self):
        return bool(self._connection and self._connection.events)

    def _tell_notes(self):
        if self.role == "window" and isinstance(self.link, Connected):
            before = self.notes.words
            for text in self.notes.news(True, self.runs):
                self._send(text)
            if self.notes.words != before:
                self.changes += 1

    def show_built(self):
        """Makes visible what was built since the last call."""
        for run in self.runs.values():
            run.scene.show_built()

    def tell_selection(self):
        """Reports which objects are selected, if somebody looks at the map and it has changed."""
        news = self.selection.news() if isinstance(self.link, Connected) else None
        if news is not None:
            self._send(messages.selected_objects(objects=news))

    def flush(self, timeout):
        if self._connection:
            self._connection.flush(timeout)

    @property
    def _connection(self):
        return getattr(self.link, "connection", None)

    def _send(self, message):
        if self._connection:
            self._connection.send(message)

    def _cancel_on_server(self, run_id):
        self._over.add(run_id)
        self._send(messages.cancel_run(run_id=run_id))

    def _set_link(self, link):
        self.link = link
        self.changes += 1

    def _set_own(self, own):
        self.own = own
        self.changes += 1

    # Events of the connection

    def _handle(self, event):
        self.changes += 1
        connection = self._connection
        if isinstance(event, Received):
            self._receive(event.message)
        elif isinstance(event, Welcomed):
            self._set_link(Connected(connection, event.max_frame_bytes))
            self.notes.start()
            for run in self.runs.values():
                run.resume_by = time.monotonic() + RESUME_SECONDS
            for run_id in tuple(self._over):  # the server has not received what was said while the socket was down
                self._cancel_on_server(run_id)
            self._ask_again()
        elif isinstance(event, Dropped):
            self._work.drop_all_work()  # the server asks again for what is missing
            self._unwanted = 0  # an answer that was lost will not come
            self._set_link(Reconnecting(connection, event.is_closed))
            self._notice_drop(event.is_closed)
        elif isinstance(event, Absent):
            self._set_link(NoServer(connection, event.sentence))
        elif isinstance(event, Lost):
            self._set_link(NoServer(connection, event.sentence))
            self._remember_task()
            self._lose_server(event.sentence)
        elif isinstance(event, Refused):
            self._set_link(RefusedLink(connection, event.sentence))
            self._lose_server(event.sentence)
        else:
            raise unknown(event)

    def _lose_server(self, sentence):
        self._end_all("session.serverLost", sentence)
        self._over.clear()

    def _notice_drop(self, is_closed):
        if isinstance(self.own, Asked):
            self._end(None, self._lost("session.serverLost"))
        elif is_closed and self._is_cancelled_elsewhere():  # the server is being closed, and cancels its runs
            self._set_own(NoRun(self._lost("session.serverClosed")))

    def _is_cancelled_elsewhere(self):
        outcome = self.own.outcome if isinstance(self.own, NoRun) else None
        return isinstance(outcome, Ended) and outcome.code == "cancelled" and not outcome.was_cancelled_here

    def _check_resumed(self):
        now = time.monotonic()
        for run in list(self.runs.values()):
            if run.resume_by and now > run.resume_by:
                self._remember_task()
                self._end(run.id, self._lost("session.serverLost"))
                self._ask_again()

    def _remember_task(self):
        """Remembers the task on a scene that was asked for here, because its server is gone."""
        run = self.runs.get(self.own.run_id) if isinstance(self.own, Accepted) else None
        if run and isinstance(run.scene, GroupedScene) and run.scene.request and not self._is_again:
            self._again = (run.scene.request, run.scene.scene_name)

    def _ask_again(self):
        if self._again and not self.is_busy:
            self.start_scene(*self._again, is_again=True)

    def _lost(self, code):
        return Ended(code, str(ShapekinError(code, address=self._connection.address)))

    # Messages of the server

    def _receive(self, message):
        run_id, kind = message.get("run_id"), message["type"]
        if run_id in self._over:
            if kind in ENDS:
                self._over.discard(run_id)
            return
        if self._unwanted and (kind in ACCEPTANCES or (kind == "error" and run_id is None)):
            self._unwanted -= 1
            if run_id:
                self._cancel_on_server(run_id)
            return
        if self.role == "window" and run_id and run_id not in self.runs and kind not in ACCEPTANCES:
            # A message of a run that was given up here when the socket broke: a window works only for what was asked
            # for in it.
            if kind not in ENDS:
                self._cancel_on_server(run_id)
            return
        if run_id in self.runs:
            self.runs[run_id].resume_by = None
        RECEIVERS[kind](self, message)

    def _receive_error(self, message):
        ended = Ended(message["code"], message["message"])
        if message["run_id"] in self.runs:
            self._end(message["run_id"], ended)
        elif isinstance(self.own, Asked):
            self._end(None, ended)
        elif message["code"] in ("run.unknown", "scene.unknown"):
            self._over.clear()  # a server that was restarted does not know the runs that we would have it cancel
        elif isinstance(self.link, Connected):
            self._set_link(replace(self.link, sentence=message["message"]))

    def _receive_accepted(self, message):
        if isinstance(self.own, Asked):
            self._set_own(Accepted(message["run_id"], self.own.scene_name))
        self._run(message["run_id"]).scene.request = message["request"]

    def _receive_scene_accepted(self, message):
        if isinstance(self.own, Asked):
            self._set_own(Accepted(message["run_id"], self.own.scene_name))
        self._run(message["run_id"], GroupedScene)

    def _receive_list(self, message):
        run = self._run(message["run_id"], GroupedScene)
        self._work.add_steps(run.id, self._list(run, message["request"]))

    def _receive_read(self, message):
        run = self._run(message["run_id"], GroupedScene)
        for index in message["indices"]:
            self._work.add(run.id, lambda index=index: self._send_mesh(run, index, run.scene.read_shape))

    def _receive_groups(self, message):
        run = self._run(message["run_id"], GroupedScene)
        self._work.add(run.id, lambda: self._show_groups(run, message))

    def _receive_sorting(self, message):
        run = self._run(message["run_id"], GroupedScene)
        self._work.add(run.id, lambda: self._keep(run, run.scene.keep_sorting, message))

    def _receive_duplicates(self, message):
        run = self._run(message["run_id"], GroupedScene)
        self._work.add(run.id, lambda: self._keep(run, run.scene.keep_duplicates, message))

    def _receive_similar(self, message):
        run = self._run(message["run_id"], GroupedScene)
        self._work.add(run.id, lambda: self._keep(run, run.scene.keep_similar, message))

    def _receive_build(self, message):
        run = self._run(message["run_id"])
        run.scene.count = message["count"]
        for index, recipe in zip(message["indices"], message["recipes"]):
            run.scene.add_recipe(index, recipe)
            self._work.add(run.id, lambda index=index: self._send_mesh(run, index, run.scene.ensure_shape))

    def _receive_progress(self, message):
        run, stage = self._run(message["run_id"]), message["stage"]
        is_same = run.progress and run.progress.stage == stage
        since = run.progress.since if is_same else time.monotonic()
        run.progress = Progress(stage, message["done"], message["total"], message["seconds_left"], since)

    def _receive_colors(self, message):
        run = self._run(message["run_id"])
        self._work.add(run.id, lambda: self._color(run, message))

    def _receive_send_files(self, message):
        run = self._run(message["run_id"])
        self._work.add(run.id, lambda: self._send_files(run, message["names"]))

    def _receive_save(self, message):
        run = self._run(message["run_id"], GroupedScene)
        self._work.add(run.id, lambda: self._save(run, message["blend"], message["picture"]))

    def _receive_select(self, message):
        self.selection.select(message["objects"], self.role == "window")

    def _receive_notes(self, message):
        self.notes.take(message)

    def _receive_color_again(self, message):
        fields = (message["made_by"], message["groups"], message["palette"])
        self._send(color_again(*fields, self.role == "window"))

    def _receive_watch(self, message):
        self.selection.watch(message["seconds"])

    def _receive_done(self, message):
        run_id, files, notes = message["run_id"], tuple(message["files"]), tuple(message["notes"])
        self._end(run_id, Done(run_id, message["summary"], files, notes))

    def _receive_failed(self, message):
        self._end(message["run_id"], Ended(message["code"], message["message"]))

    def _run(self, run_id, kind=RunScene):
        """The run with this id; a new one is of this kind."""
        if run_id not in self.runs:
            scene_name = self.own.scene_name if isinstance(self.own, Accepted) and self.own.run_id == run_id else None
            self.runs[run_id] = Run(run_id, kind(run_id, self.role == "window", scene_name))
        return self.runs[run_id]

    # Work

    def _give_up(self, run_id, error):
        self._send(answer_failure(run_id, error))

    def _send_mesh(self, run, index, mesh_of):
        max_bytes = self.link.max_frame_bytes if isinstance(self.link, Connected) else None
        self._send(answer_mesh(run, index, mesh_of, max_bytes))

    def _list(self, run, request):
        for page in answer_list(run, request):
            if page:
                self._send(page)
            yield

    def _color(self, run, message):
        count = run.scene.keep_groups(message["groups"], message["palette"])
        run.scene.is_to_be_colored = message["apply"]
        self._show(run, count if message["apply"] else 0)

    def _show(self, run, count, groups=None, names=()):
        self._work.add_showing(run.scene)
        self._send(messages.colored(run_id=run.id, count=count, groups=groups, names=names))

    def _show_groups(self, run, message):
        told = run.scene.keep_groups(message)
        if self.role != "window":  # its LinkedNotes reports it, and every change, when the groups are there
            self._send(messages.scene_notes(run_id=run.id, **run.scene.notes().fields()))
        self._show(run, *told)

    def _keep(self, run, keep, message):
        """Takes a result that colors nothing."""
        keep(message)
        self._work.add_showing(run.scene)
        self._send(messages.result_kept(run_id=run.id))

    def _send_files(self, run, names):
        for frame in answer_files(run, names):
            self._send(frame)

    def _save(self, run, blend, picture):
        if self.role == "window":  # a path that a server chose must not be written on a user's computer
            raise ShapekinError("wire.badMessage", problem="save_scene is for a Blender that the server has started")
        notes = run.scene.save(blend, picture)
        self._send(messages.scene_saved(run_id=run.id, notes=notes))

    # The end of a run

    def _end(self, run_id, outcome):
        """Ends a run; run_id None = the run that was asked for and never began."""
        is_own = run_id is None or (isinstance(self.own, Accepted) and run_id == self.own.run_id)
        if run_id is not None and run_id not in self.runs and not is_own:
            return
        run = self.runs.pop(run_id, None)
        self._work.drop_work(run_id)
        if is_own:
            self._set_own(NoRun(outcome))
        if run_id is not None and (isinstance(outcome, Ended) or not self.keeps_shapes):
            self._work.drop_showing(run_id)
            if run:
                run.scene.take_away()
        if not self.runs:
            remove_scratch_scene()
        self.changes += 1

    def _end_all(self, code, sentence):
        own = [self.own.run_id] if isinstance(self.own, Accepted) else []
        for run_id in {*self.runs, *own}:
            self._end(run_id, Ended(code, sentence))
        if isinstance(self.own, Asked):
            self._end(None, Ended(code, sentence))


ACCEPTANCES = ("run_accepted", "scene_accepted")
ENDS = ("run_done", "run_failed")
RECEIVERS = {
    "error": Session._receive_error,
    "run_accepted": Session._receive_accepted,
    "build_shapes": Session._receive_build,
    "scene_accepted": Session._receive_scene_accepted,
    "list_objects": Session._receive_list,
    "read_shapes": Session._receive_read,
    "scene_groups": Session._receive_groups,
    "scene_sorting": Session._receive_sorting,
    "scene_similar": Session._receive_similar,
    "scene_duplicates": Session._receive_duplicates,
    "save_scene": Session._receive_save,
    "scene_notes": Session._receive_notes,
    "select_objects": Session._receive_select,
    "watch_selection": Session._receive_watch,
    "progress": Session._receive_progress,
    "color_shapes": Session._receive_colors,
    "color_again": Session._receive_color_again,
    "send_files": Session._receive_send_files,
    "run_done": Session._receive_done,
    "run_failed": Session._receive_failed,
}

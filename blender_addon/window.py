"""The session of a Blender window. A timer pumps it, so that the window stays usable."""

import time
import traceback

import bpy

from . import history
from .mesh_pictures import MeshPictures
from .preferences import find_start, find_target
from .server_starter import ServerStarter
from .session import Session
from .states import Connecting, Reconnecting, StartingServer

BUSY_INTERVAL = 0.02
IDLE_INTERVAL = 0.2
# Seconds between ticks while somebody looks at the map of the scene: selections should then be visible at once, there
# and here.
WATCHED_INTERVAL = 0.05
# Seconds of work in one tick. After each tick Blender draws everything again, which takes 10 ms with a graphics card
# and a second without: there the work may take a fifth of that, which is not felt and gets done several times as fast.
# Above 0.1 s a window seems to hang.
BUDGET_SECONDS = 0.02
BUDGET_SHARE = 0.2
MAX_BUDGET_SECONDS = 0.08
# Seconds between two batches of new shapes, because each batch makes Blender go through its whole scene.
SHOW_SECONDS = 0.5
SHOW_SHARE = 5

# States that a link is in only for a moment, which must not be prolonged.
PASSING = (Connecting, Reconnecting, StartingServer)

_session = None
_ticker = None
_pictures = None
_asked_for = "run"


def session():
    """The window's session; None in the background and while the add-on is disabled."""
    return _session


def icon_of(key):
    """The icon of a mesh's picture by its key; 0 = there is none, or not yet."""
    return _pictures.icon_of(key) if _pictures else 0


def ask_for(what):
    """Notes what a person started last, 'run' or a task: its progress and end are shown where it was started."""
    global _asked_for
    _asked_for = what


def was_asked_for(what):
    return _asked_for == what


def start():
    global _session, _ticker, _pictures
    _session = Session("window")
    _pictures = MeshPictures()
    _ticker = Ticker(_session, _pictures)
    history.watch(_session)
    bpy.app.timers.register(_tick, first_interval=IDLE_INTERVAL, persistent=True)


def stop():
    global _session, _pictures
    if _session:
        history.unwatch(_session)
        if bpy.app.timers.is_registered(_tick):
            bpy.app.timers.unregister(_tick)
        _ticker.starter.give_up()
        _session.abandon_runs("session.addonDisabled")
        _session.disconnect()
        _pictures.close()
        _session, _pictures = None, None


def reconnect():
    _ticker.reconnect()


def _tick():
    try:
        return _ticker.tick()
    except Exception:  # a timer that raises is removed for good, and the connection would go with it
        traceback.print_exc()
        return IDLE_INTERVAL


class Ticker:
    """Pumps a session and the pictures of its lists, and adapts the amount of work to the time that Blender takes to
    draw.
    """

    def __init__(self, session, pictures):
        self.session = session
        self.pictures = pictures
        self.starter = ServerStarter()
        self.target = None  # the target of the preferences; the session may talk to a server that was started elsewhere
        self.drawing_seconds = 0.0
        self.ended_at = time.monotonic()
        self.shown_at = 0.0
        self.has_worked = False
        self.drawn_changes = None

    def tick(self):
        """Does some work. Returns the seconds until the next tick."""
        if self.has_worked:
            self.drawing_seconds = time.monotonic() - self.ended_at
        self._follow_preferences()
        before = self.session.changes
        budget = max(BUDGET_SECONDS, min(MAX_BUDGET_SECONDS, BUDGET_SHARE * self.drawing_seconds))
        has_more = self.session.pump(budget)
        if time.monotonic() - self.shown_at > max(SHOW_SECONDS, SHOW_SHARE * self.drawing_seconds):
            self.session.show_built()
            self.shown_at = time.monotonic()
        self.pictures.follow(self.session.link)
        changes = (self.session.changes, self.pictures.changes)
        if changes != self.drawn_changes:
            self.drawn_changes = changes
            redraw_sidebars()
        self.has_worked = self.session.changes != before
        self.ended_at = time.monotonic()
        if has_more or self.session.is_busy or isinstance(self.session.link, PASSING):
            return BUSY_INTERVAL
        return WATCHED_INTERVAL if self.session.selection.is_watched else IDLE_INTERVAL

    def reconnect(self):
        self.target = find_target()
        self.starter.retry()
        self.session.connect(*self.target)

    def _follow_preferences(self):
        target = find_target()
        if target != self.target:
            self.reconnect()
        self.starter.follow(self.session, target, find_start())


def redraw_sidebars():
    for each in bpy.context.window_manager.windows:
        for area in each.screen.areas:
            if area.type == "VIEW_3D":
                for region in area.regions:
                    if region.type == "UI":
                        region.tag_redraw()

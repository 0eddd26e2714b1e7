"""The session of a Blender window: a timer pumps it, so that the window stays usable."""

import traceback

import bpy

from .preferences import find_target
from .session import Session

# Of each tick; with the drawing of the scene a tick stays below what a hand on the mouse notices.
BUDGET_SECONDS = 0.02
BUSY_INTERVAL = 0.02
IDLE_INTERVAL = 0.2

_session = None
_drawn = 0


def session():
    """The window's session; None in the background and while the add-on is disabled."""
    return _session


def start():
    global _session
    _session = Session("window")
    bpy.app.timers.register(_tick, first_interval=IDLE_INTERVAL, persistent=True)


def stop():
    global _session
    if _session:
        _session.disconnect()
        bpy.app.timers.unregister(_tick)
        _session = None


def reconnect():
    _session.connect(*find_target())


def _tick():
    try:
        return _pump()
    except Exception:  # a timer that raises is gone for good, and the connection with it
        traceback.print_exc()
        return IDLE_INTERVAL


def _pump():
    global _drawn
    address, token = find_target()
    if _session.target != (address.rstrip("/"), token):
        _session.connect(address, token)
    has_more = _session.pump(BUDGET_SECONDS)
    if _drawn != _session.changes:
        _drawn = _session.changes
        _redraw_sidebars()
    return BUSY_INTERVAL if has_more or _session.is_busy else IDLE_INTERVAL


def _redraw_sidebars():
    for each in bpy.context.window_manager.windows:
        for area in each.screen.areas:
            if area.type == "VIEW_3D":
                for region in area.regions:
                    if region.type == "UI":
                        region.tag_redraw()

"""Runs inside a Blender window under test: prepares it, then evaluates what arrives as lines on stdin.

Each line is JSON {"id", "python"}: statements, of which the last may be an expression. The answer is a line on stdout,
`@driver {"id", "value"}` or `@driver {"id", "error"}`.

Without a thread, and no test runs an operator under `temp_override`: see undo_steps.py for what that ends in.
"""

import ast
import faulthandler
import json
import os
import sys
import traceback

import bpy

options = json.loads(sys.argv[sys.argv.index("--") + 1])
received = bytearray()
draws = 0  # of the 3D view

# In key colors the test finds sidebar tabs, operator buttons and sliders on a screenshot.
TAB, BUTTON, SLIDER = (0.0, 1.0, 0.0), (1.0, 0.0, 1.0, 1.0), (0.0, 1.0, 1.0, 1.0)


def prepare():
    sys.path.append(options["root"])
    preferences = bpy.context.preferences
    preferences.view.show_splash = False
    preferences.system.viewport_aa = "OFF"  # each drawing would be followed by eight others
    theme = preferences.themes[0]
    theme.view_3d.space.tab_inactive = TAB
    theme.user_interface.wcol_tool.inner = BUTTON
    theme.user_interface.wcol_tool.show_shaded = False
    slider = theme.user_interface.wcol_numslider
    slider.inner = slider.item = SLIDER
    slider.show_shaded = False
    bpy.ops.preferences.addon_enable(module="blender_addon")
    connection = preferences.addons["blender_addon"].preferences
    connection.address, connection.token = options["address"], options["token"]
    connection.start_server = options["startServer"]
    for name, value in options["request"].items():
        if value != "":  # of fields with ticks: all of them
            setattr(bpy.context.scene.shapekin, name, value)


def sidebar():
    """(x, y, width, height) of the 3D view's sidebar in pixels of the screen, y from the top; opens it."""
    window = bpy.context.window_manager.windows[0]
    area = next(each for each in window.screen.areas if each.type == "VIEW_3D")
    area.spaces.active.show_region_ui = True
    region = next(each for each in area.regions if each.type == "UI")
    return region.x, window.height - region.y - region.height, region.width, region.height


def session():
    from blender_addon import window

    return window.session()


def link():
    return type(session().link).__name__


def outcome():
    """How the last run ended; None while one is under way."""
    return getattr(session().own, "outcome", None)


def redraw():
    """Has all areas drawn; `draws` counts when it has happened."""
    for area in bpy.context.window_manager.windows[0].screen.areas:
        area.tag_redraw()
    return draws


def count_draw():
    global draws
    draws += 1


def lines_so_far():
    """Those that have arrived whole since the last call."""
    try:
        while chunk := os.read(sys.stdin.fileno(), 1 << 16):
            received.extend(chunk)
        os._exit(0)  # the test is gone
    except BlockingIOError:
        *lines, rest = bytes(received).split(b"\n")
        received[:] = rest
        return lines


def answer(line):
    request = json.loads(line)
    try:
        tree = ast.parse(request["python"])
        scope = {"bpy": bpy, "sidebar": sidebar, "session": session, "link": link, "outcome": outcome}
        scope |= {"redraw": redraw, "draws": lambda: draws}
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "test", "exec"), scope)
        value = eval(compile(ast.Expression(last.value), "test", "eval"), scope) if last else None
        reply = json.dumps({"id": request["id"], "value": value})
    except Exception:
        reply = json.dumps({"id": request["id"], "error": traceback.format_exc()})
    print("@driver " + reply, flush=True)


def tick():
    for line in lines_so_far():
        answer(line)
    return 0.01


faulthandler.enable()  # a crash says where Python was
prepare()
os.set_blocking(sys.stdin.fileno(), False)
bpy.types.SpaceView3D.draw_handler_add(count_draw, (), "WINDOW", "POST_PIXEL")
bpy.app.timers.register(tick, persistent=True)

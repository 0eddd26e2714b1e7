"""Runs inside the Blender window of panelPictures.js: takes the pictures and ends Blender.

Argument: JSON {"root", "address", "token", "folder"}.
"""

import json
import subprocess
import sys

import bpy

options = json.loads(sys.argv[sys.argv.index("--") + 1])
sys.path += [options["root"], f"{options['root']}/test/blender"]
# Pixels of the screen: the 3D view with its sidebar, without toolbar and header.
CROP = "998x560+58+85"
# Seconds after which all that was drawn is on the screen.
REST_SECONDS = 3.0


def prepare():
    bpy.context.preferences.view.show_splash = False
    bpy.ops.preferences.addon_enable(module="blender_addon")
    connection = bpy.context.preferences.addons["blender_addon"].preferences
    connection.address, connection.token = options["address"], options["token"]
    for panel in list(bpy.types.Panel.__subclasses__()):  # Blender's own, so that the sidebar's only tab is ours
        where = getattr(panel, "bl_space_type", ""), getattr(panel, "bl_region_type", "")
        if where == ("VIEW_3D", "UI") and panel.__module__.startswith("bl_ui.") and panel.is_registered:
            bpy.utils.unregister_class(panel)


def show_scene():
    import furniture_scene

    window = bpy.context.window_manager.windows[0]
    furniture_scene.build_in(window)
    view = next(each for each in window.screen.areas if each.type == "VIEW_3D")
    view.spaces.active.show_region_ui = True


def is_connected():
    from blender_addon import states, window

    return isinstance(window.session().link, states.Connected)


def is_grouped():
    """Whether the groups are shown, each with its picture."""
    from blender_addon import states, window

    icons = [window.icon_of(each.picture) for each in bpy.context.scene.shapekin_groups.items]
    outcome = getattr(window.session().own, "outcome", None)
    return isinstance(outcome, states.Done) and bool(icons) and all(icons)


def take(name):
    subprocess.run(["import", "-window", "root", "-crop", CROP, "+repage", f"{options['folder']}/{name}.png"], check=True)


def steps():
    """A generator; each step gives the seconds until the next one."""
    yield REST_SECONDS  # the window opens
    show_scene()
    while not is_connected():
        yield 0.1
    yield REST_SECONDS
    take("group-before")
    bpy.ops.shapekin.group()
    while not is_grouped():
        yield 0.1
    yield REST_SECONDS
    take("group-after")
    bpy.ops.wm.quit_blender()


prepare()
story = steps()
bpy.app.timers.register(lambda: next(story, None), persistent=True)

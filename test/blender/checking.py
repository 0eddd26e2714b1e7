"""How a script ends that runs inside Blender, and how its checks are run."""

import os
import sys
import traceback

import bpy


def end_with(main):
    """Ends Blender: with 0, or with 1 when `main` returns True for something that failed, or raises."""
    try:
        code = int(bool(main()))
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run_checks(names, is_enabled_anew=False):
    """Every `check_one_thing` among the names of a script, in a fresh file; one that fails hides no other.

    Prints `ok one thing` or `failed one thing ...`. The last argument of the script may name the check to run alone.
    is_enabled_anew: whether the add-on is enabled before each and disabled after it, instead of once for all.
    Returns whether one failed.
    """
    failed = False
    only = sys.argv[-1] if sys.argv[-1].startswith("check_") else "check_"
    bpy.ops.wm.read_factory_settings(use_empty=True)
    if not is_enabled_anew:
        bpy.ops.preferences.addon_enable(module="blender_addon")
    for name, check in list(names.items()):
        if not name.startswith(only):
            continue
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        if is_enabled_anew:
            bpy.ops.preferences.addon_enable(module="blender_addon")
        told = name.removeprefix("check_").replace("_", " ")
        try:
            check()
            print("ok", told, flush=True)
        except Exception:
            failed = True
            print("failed", told, traceback.format_exc().replace("\n", " | "), flush=True)
        if is_enabled_anew:
            bpy.ops.preferences.addon_disable(module="blender_addon")
    if not is_enabled_anew:
        bpy.ops.preferences.addon_disable(module="blender_addon")
    return failed

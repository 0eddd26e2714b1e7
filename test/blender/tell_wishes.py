"""Says something about the selected objects of a file of mixed_scene.py, and saves it. Its argument: the path."""

import importlib
import os
import sys
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).resolve().parents[2]))
wishes = importlib.import_module("blender_addon.group_wishes")

bpy.ops.wm.open_mainfile(filepath=sys.argv[-1])
objects = bpy.data.objects
wishes.say_together([objects["table.000"], objects["vase.000"]], objects)
wishes.say_apart([objects["chair.001"]], [objects["chair.000"]])
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[-1])
for backup in Path(sys.argv[-1]).parent.glob("*.blend1"):
    backup.unlink()
sys.stdout.flush()
os._exit(0)  # the bpy package may crash on its way out

"""Installs the add-on's zip as a user does and uses it. Arguments: path of the zip, `legacy` or `extension`."""

import os
import sys
import traceback

import bpy

path, kind = sys.argv[-2:]


def install():
    """Name of the module under which the add-on runs."""
    if kind == "extension":
        bpy.ops.extensions.package_install_files(
            filepath=path, repo="user_default", enable_on_install=True, overwrite=True
        )
        return "bl_ext.user_default.shapekin"
    bpy.ops.preferences.addon_install(filepath=path, overwrite=True)
    bpy.ops.preferences.addon_enable(module="shapekin")
    return "shapekin"


def main():
    module = install()
    preferences = bpy.context.preferences.addons[module].preferences
    assert preferences.address == "http://127.0.0.1:8642"
    assert bpy.context.scene.shapekin.preset == "modifiers"
    assert not bpy.ops.shapekin.run.poll(), "nothing to run without a window and a server"
    for turn in ("disable", "enable", "disable"):
        getattr(bpy.ops.preferences, f"addon_{turn}")(module=module)
        assert hasattr(bpy.types.Scene, "shapekin") == (turn == "enable")
    print(f"installed as {module}", flush=True)


try:
    main()
    code = 0
except BaseException:
    traceback.print_exc()
    code = 1
sys.stderr.flush()
os._exit(code)

"""The message for a Blender that runs on a Python library without what the add-on needs. No bpy, no NumPy."""

import sys

from .generated.errors import ShapekinError


def foreign_python_sentence(error):
    """What an ImportError means here: a Blender installed by the system uses the library of the Python that is first
    on PATH.
    """
    reason = f"`{error.name}` can not be loaded" if error.name else str(error)
    return str(ShapekinError("blender.foreignPython", prefix=sys.prefix, reason=reason))

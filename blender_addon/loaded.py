"""Everything that the add-on registers. Its import fails where Blender's Python lacks a module."""

from . import operators, panel, preferences, window
from .generated import properties

CLASSES = (properties.RunRequest, *preferences.CLASSES, *operators.CLASSES, *panel.CLASSES)
RunRequest = properties.RunRequest
start, stop = window.start, window.stop

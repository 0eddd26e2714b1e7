"""The add-on's preferences: how to reach the server."""

import bpy

from . import settings
from .generated.properties import CONNECTION_FIELDS, Connection, draw_fields


class ShapekinPreferences(Connection, bpy.types.AddonPreferences):
    bl_idname = __package__

    def draw(self, context):
        self.layout.use_property_split = True
        draw_fields(self.layout, self, CONNECTION_FIELDS)


def find_target():
    """(address, token) by the preferences, the token else by the environment or the server's own file."""
    chosen = bpy.context.preferences.addons[__package__].preferences
    return chosen.address.strip(), chosen.token.strip() or settings.find_token()


CLASSES = (ShapekinPreferences,)

"""The add-on's preferences: how to reach the server."""

import bpy

from . import settings
from .generated.properties import CONNECTION_FIELDS, Connection, draw_fields


class ShapekinPreferences(Connection, bpy.types.AddonPreferences):
    bl_idname = __package__

    library: bpy.props.StringProperty(
        name="Library",
        description="Table of a library by `shapekin embed`, on the server's computer: Find Similar looks there, too",
        subtype="FILE_PATH",
    )

    def draw(self, context):
        self.layout.use_property_split = True
        draw_fields(self.layout, self, CONNECTION_FIELDS)
        self.layout.prop(self, "library")
        if not self.token.strip() and settings.is_this_machine(self.address) and settings.find_token():
            self.layout.label(text="The token of the server on this computer was found", icon="CHECKMARK")


def find_start():
    """(project, port) for starting a server when none answers; None = do not start one."""
    chosen = bpy.context.preferences.addons[__package__].preferences
    if not (chosen.start_server and settings.is_this_machine(chosen.address)):
        return None
    return bpy.path.abspath(chosen.project), settings.port_of(chosen.address)


def find_library():
    """Path of the table that Find Similar also searches; '' = none."""
    path = bpy.context.preferences.addons[__package__].preferences.library.strip()
    return bpy.path.abspath(path) if path else ""


def find_target():
    """(address, token) from the preferences. Where they have no token, it is that of a server on this machine."""
    chosen = bpy.context.preferences.addons[__package__].preferences
    address, token = chosen.address.strip(), chosen.token.strip()
    if not token and settings.is_this_machine(address):
        token = settings.find_token()
    return address, token


CLASSES = (ShapekinPreferences,)

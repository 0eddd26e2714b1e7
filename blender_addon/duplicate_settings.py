"""The settings and results of the panel for duplicates, stored on the scene."""

import bpy

from .generated.properties import SceneDuplicatesRequest


class DuplicateItem(bpy.types.PropertyGroup):
    """An object whose mesh is that of another one"""

    name: bpy.props.StringProperty(name="Object", description="Name of the object when it was found")
    library: bpy.props.StringProperty(name="Library", description="File that the object is linked from")
    of: bpy.props.StringProperty(name="Same As", description="Name of the object that has the same mesh")
    of_library: bpy.props.StringProperty(name="Library", description="File that the other object is linked from")
    changes: bpy.props.StringProperty(name="Changes", description="What was done to it; empty: nothing at all")
    residual: bpy.props.FloatProperty(name="Apart", description="The farthest that the two surfaces lie apart")
    share: bpy.props.FloatProperty(name="Share", description="The same as a share of the size")
    scale: bpy.props.FloatProperty(name="Size", description="Size of the other one over its own")
    triangles: bpy.props.IntVectorProperty(name="Triangles", description="Its own, and of the other one", size=2)
    is_chosen: bpy.props.BoolProperty(name="Link", description="Whether it is linked with the others", default=True)
    outcome: bpy.props.StringProperty(name="Outcome", description="Whether it was linked, or why not")


class SceneDuplicates(SceneDuplicatesRequest, bpy.types.PropertyGroup):
    """The duplicates among the scene's objects"""

    items: bpy.props.CollectionProperty(type=DuplicateItem)
    active: bpy.props.IntProperty(name="Object", description="Object in the list that is looked at")
    run_id: bpy.props.StringProperty(name="Run", description="The search that the list is of")


def duplicates_request_of(groups, duplicates):
    """The task as the plain dict that the server takes. groups: SceneGroups, which has the settings that all panels
    share.
    """
    common = {"source": groups.source, "collection": groups.collection}
    return {"task": "duplicates", **common, "tolerance": duplicates.tolerance}


CLASSES = (DuplicateItem, SceneDuplicates)

"""The settings and results of the panel for sorting, stored on the scene."""

import bpy

from .generated.fields import SCENE_REQUEST, SCENE_SORT_REQUEST
from .generated.properties import SceneSortRequest


class SortedItem(bpy.types.PropertyGroup):
    """An object and where it belongs"""

    name: bpy.props.StringProperty(name="Object", description="Name of the object when it was sorted")
    library: bpy.props.StringProperty(name="Library", description="File that the object is linked from")
    kind: bpy.props.StringProperty(name="Kind", description="Collection, or name, that it belongs to")
    nearest: bpy.props.StringProperty(name="Like", description="The sorted object that it is most like")
    percent: bpy.props.FloatProperty(name="Sure", description="How sure that is", subtype="PERCENTAGE")
    is_chosen: bpy.props.BoolProperty(name="Move", description="Whether it is moved with the others", default=True)


class SceneSorting(SceneSortRequest, bpy.types.PropertyGroup):
    """Where the rest of the scene's objects belongs"""

    sure: bpy.props.IntProperty(**{**SceneSortRequest.__annotations__["sure"].keywords, "subtype": "PERCENTAGE"})
    items: bpy.props.CollectionProperty(type=SortedItem)
    active: bpy.props.IntProperty(name="Object", description="Object in the list that is looked at")
    run_id: bpy.props.StringProperty(name="Run", description="The sorting that the list is of")
    by_names: bpy.props.BoolProperty(name="By Names", description="Whether the kinds in the list are names")


def sort_request_of(groups, sorting):
    """The task as the plain dict that the server takes. groups: SceneGroups, which has the settings that both panels
    share.
    """
    common = {name: getattr(groups, name) for name in SCENE_REQUEST if name in SCENE_SORT_REQUEST}
    return {"task": "sort", **common, **{name: getattr(sorting, name) for name in ("classes", "unsorted", "sure")}}


CLASSES = (SortedItem, SceneSorting)

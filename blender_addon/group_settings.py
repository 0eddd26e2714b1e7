"""The settings and results of the panel for groups, stored on the scene."""

import bpy

from . import shown_groups
from .generated.fields import SCENE_SIMILAR_REQUEST
from .generated.properties import SCENE_REQUEST_FIELDS, SceneRequest
from .quiet import is_quiet, quietly, set_anew
from .selecting import deselect_all, select


def live(field, update, **changes):
    """A generated property with changes, such as another range, that calls `update` when a person has changed it."""
    return field.function(**{**field.keywords, **changes}, update=update)


def _recut(settings, _context):
    if not is_quiet():
        shown_groups.show_groups(settings.id_data)


def _switch(settings, _context):
    """When the person switches to the other way to cut, it starts from the cut that is shown."""
    if settings.cut_by == "NUMBER" and len(settings.items):
        with quietly():
            settings.groups = len(settings.items)
    _recut(settings, None)


def _list_members(settings, _context):
    if not is_quiet():
        shown_groups.list_members(settings.id_data)


def _look_at_member(settings, context):
    if not is_quiet():
        _select_alone(settings.members[settings.members_active].name, context.view_layer)


def _look_at_found(settings, context):
    if not is_quiet() and not settings.found[settings.found_active].is_in_library:
        _select_alone(settings.found[settings.found_active].name, context.view_layer)


def _select_alone(name, layer):
    """Selects only the object that was clicked in a list."""
    each = layer.objects.get(name)
    if each is not None:
        deselect_all(layer)
        select(layer, [each])


def _name_of(item):
    return item.shown_name


def _rename(item, name):
    item.shown_name = name
    if not is_quiet():
        shown_groups.keep_words(item.id_data, item.slot, name=name)


def _color_of(item):
    return item.shown_color


def _repaint(item, color):
    item.shown_color = color
    if not is_quiet():
        shown_groups.keep_words(item.id_data, item.slot, color=tuple(color))


class GroupItem(bpy.types.PropertyGroup):
    """A group in the list"""

    # Name and color have no `update`: what is filled in would make Blender evaluate its whole scene, see `set_anew`.
    name: bpy.props.StringProperty(name="Name", description="What this group is called", get=_name_of, set=_rename)
    shown_name: bpy.props.StringProperty(name="Shown Name", description="What this group is called")
    color: bpy.props.FloatVectorProperty(
        name="Color",
        description="Color of this group",
        subtype="COLOR",
        size=3,
        min=0,
        max=1,
        get=_color_of,
        set=_repaint,
    )
    shown_color: bpy.props.FloatVectorProperty(name="Shown Color", description="Color of this group", size=3)
    slot: bpy.props.IntProperty(name="Slot", description="Which group it is, wherever the tree is cut")
    size: bpy.props.IntProperty(name="Objects", description="How many objects are in it")
    likeness: bpy.props.FloatProperty(name="Alike", description="How alike its objects are", subtype="PERCENTAGE")
    picture: bpy.props.StringProperty(name="Picture", description="Key of the picture of its most typical mesh")


class FoundItem(bpy.types.PropertyGroup):
    """An object that is like another"""

    name: bpy.props.StringProperty(name="Name", description="Name of the object when it was found")
    likeness: bpy.props.FloatProperty(name="Alike", description="How alike it is", subtype="PERCENTAGE")
    distance: bpy.props.FloatProperty(name="Distance", description="How far it is from the object, 0 = equal")
    is_in_library: bpy.props.BoolProperty(name="In the Library", description="Whether it is a file of the library")
    picture: bpy.props.StringProperty(name="Picture", description="Key of the picture of its mesh")


class SceneGroups(SceneRequest, bpy.types.PropertyGroup):
    """The groups of the scene's objects"""

    cut_by: bpy.props.EnumProperty(
        name="Cut By",
        description="What decides how many groups there are",
        items=(
            ("LIKENESS", "How Alike", "Objects that are as alike as this are one group"),
            ("NUMBER", "Number", "So many groups"),
        ),
        update=_switch,
    )
    similar: live(SceneRequest.__annotations__["similar"], _recut, subtype="PERCENTAGE")
    groups: live(SceneRequest.__annotations__["groups"], _recut, min=1, default=8, description="How many groups")
    items: bpy.props.CollectionProperty(type=GroupItem)
    active: bpy.props.IntProperty(
        name="Group", description="Group in the list that the buttons below are about", update=_list_members
    )
    members: bpy.props.CollectionProperty(type=FoundItem)
    members_active: bpy.props.IntProperty(
        name="Member", description="Object of the group; a click selects it", update=_look_at_member
    )
    is_shown: bpy.props.BoolProperty(name="Shown", description="Whether objects have the colors of their groups")

    find_by: bpy.props.EnumProperty(
        name="Find By",
        description="What decides how many objects are found",
        items=(
            ("LIKENESS", "How Alike", "All that are at least so alike"),
            ("NUMBER", "Number", "The so many that are most alike"),
        ),
    )
    find_percent: bpy.props.IntProperty(
        name="How Alike",
        description="How alike an object has to be to be found",
        subtype="PERCENTAGE",
        min=0,
        max=100,
        default=80,
    )
    find_count: bpy.props.IntProperty(
        name="Objects", description="How many objects to find", min=1, soft_max=100, default=10
    )
    found: bpy.props.CollectionProperty(type=FoundItem)
    found_active: bpy.props.IntProperty(
        name="Found", description="Object in the list; a click selects it", update=_look_at_found
    )


def request_of(settings):
    """The task as the plain dict that the server takes."""
    request = {name: getattr(settings, name) for name in SCENE_REQUEST_FIELDS}
    return {"task": "group", **request, "groups": settings.groups if settings.cut_by == "NUMBER" else 0}


def similar_request_of(settings, given, library):
    """The task that finds what is like an object, as the plain dict that the server takes."""
    common = {name: getattr(settings, name) for name in SCENE_REQUEST_FIELDS if name in SCENE_SIMILAR_REQUEST}
    by_number = settings.find_by == "NUMBER"
    return {
        "task": "similar",
        **common,
        "to": f"{given.library.filepath}/{given.name}" if given.library else given.name,
        "count": settings.find_count if by_number else 0,
        "alike": 0 if by_number else settings.find_percent,
        "library": library,
    }


def follow_request(settings, request):
    """Sets the settings to those of the request, without cutting again."""
    with quietly():
        set_anew(
            settings,
            **{name: request[name] for name in SCENE_REQUEST_FIELDS if name != "groups"},
            cut_by="NUMBER" if request["groups"] else "LIKENESS",
            groups=request["groups"] or settings.groups,
        )


CLASSES = (GroupItem, FoundItem, SceneGroups)

"""A key that tells, without reading meshes, that objects of a scene surely have the same mesh."""

from math import floor, inf, log10

import bpy

# Modifiers that depend only on the mesh and their settings, where these name no other object.
OWN_SETTINGS_DECIDE = {
    "ARRAY",
    "BEVEL",
    "BUILD",
    "CAST",
    "DECIMATE",
    "DISPLACE",
    "EDGE_SPLIT",
    "LAPLACIANSMOOTH",
    "MASK",
    "MIRROR",
    "REMESH",
    "SCREW",
    "SIMPLE_DEFORM",
    "SKIN",
    "SMOOTH",
    "SOLIDIFY",
    "SUBSURF",
    "TRIANGULATE",
    "WAVE",
    "WEIGHTED_NORMAL",
    "WELD",
    "WIREFRAME",
}
# Settings of a modifier that only concern its display in the interface, or are measured.
SAY_NOTHING = {
    "rna_type",
    "name",
    "is_active",
    "show_expanded",
    "show_in_editmode",
    "show_on_cage",
    "show_render",
    "show_viewport",
    "use_apply_on_spline",
    "execution_time",
    "persistent_uid",
    "use_pin_to_last",
    "is_override_data",
    "face_count",
}
# Digits, from the largest number on, in which two matrices must agree: float32 of a turned copy differs in the
# seventh.
MATRIX_DIGITS = 5
# Where one digit more begins, as a power of ten. It is not at 1 or 0.1, because these are common scales, where
# rounding would decide.
DIGIT_SHIFT = 0.05


def sharing_key(original, shape):
    """Objects with equal keys surely have the same mesh. Whatever could make an object differ from others with its
    data changes its key.
    """
    own = (shape.name, shape.library)
    if shape.instanced or original.type != "MESH" or original.mode == "EDIT":
        return own
    if original.data.shape_keys or original.particle_systems or original.soft_body or original.field:
        return own
    modifiers = [_modifier_key(each) for each in original.modifiers if each.show_viewport]
    if None in modifiers:
        return own
    return (original.data.name_full, _rounded(shape.matrix), tuple(modifiers))


def _rounded(matrix):
    """The numbers of a matrix, row by row, rounded relative to the largest, so that a scale of 0.001 (millimeters) is
    treated like any other.
    """
    numbers = [value for row in matrix for value in row]
    largest = max(map(abs, numbers))
    if not 0 < largest < inf:
        return tuple(numbers)
    decimals = MATRIX_DIGITS - floor(log10(largest) + DIGIT_SHIFT)
    return tuple(round(value, decimals) + 0.0 for value in numbers)  # + 0.0: no minus zero


def _modifier_key(modifier):
    """Everything that decides what a modifier does; None when something outside its own settings decides, too."""
    if modifier.type not in OWN_SETTINGS_DECIDE:
        return None
    key = [modifier.type]
    for setting in modifier.bl_rna.properties:
        if setting.identifier in SAY_NOTHING:
            continue
        value = getattr(modifier, setting.identifier)
        if setting.type == "POINTER":
            if isinstance(value, bpy.types.ID):
                return None
        elif setting.type != "COLLECTION":
            is_many = getattr(setting, "is_array", False) or isinstance(value, set)
            key.append(tuple(sorted(value)) if isinstance(value, set) else tuple(value) if is_many else value)
    if getattr(modifier, "vertex_group", "") or getattr(modifier, "profile_type", "") == "CUSTOM":
        return None
    return tuple(key)

"""Marks groups as assets. In the Asset Browser each group has a catalog with its name."""

import bpy

from .asset_catalogs import catalog_path, ensure_catalogs, find_library_folder
from .colored import keeps_properties
from .kept_grouping import find_members, kept_grouping

# Most assets that get a preview. Blender makes previews one by one in the background, and is busy for minutes with
# this many.
MOST_PREVIEWS = 200


def mark_assets(scene, groups, names):
    """Marks objects of groups as assets, one for each different mesh, in catalogs with these names.

    groups: ShownGroups of the scene. Objects of libraries are not changed. Returns how many are assets now.
    """
    kept = kept_grouping(scene)
    row_of = {each: kept.tree.rows[number] for each, number in find_members(scene, kept)}
    libraries = [each.path for each in bpy.context.preferences.filepaths.asset_libraries]
    folder = find_library_folder(bpy.data.filepath, libraries)
    paths = [catalog_path(name) for name in names]
    catalogs = ensure_catalogs(folder, paths)
    marked = []
    for group, path in zip(groups, paths):
        seen = set()
        for each in group.objects:
            own = {row_of[each]} if each.modifiers else {row_of[each], each.data}  # linked copies of another size, too
            if keeps_properties(each) and not own & seen:
                seen |= own
                if each.asset_data is None:
                    each.asset_mark()
                    marked.append(each)
                each.asset_data.catalog_id = catalogs[path]
    if not bpy.app.background and len(marked) <= MOST_PREVIEWS:
        for each in marked:
            each.asset_generate_preview()
    return sum(1 for group in groups for each in group.objects if each.asset_data)

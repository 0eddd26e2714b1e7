"""Opens .blend files and tells of their assets. Arguments: the files, then the JSON file to write."""

import json
import sys

import bpy

FIRST = sys.argv.index("--") + 1 if "--" in sys.argv else 1
*files, out = sys.argv[FIRST:]


def tell(each):
    mesh = each.data
    mesh.calc_loop_triangles()
    points = [vertex.co for vertex in mesh.vertices]
    area = sum(
        (points[b] - points[a]).cross(points[c] - points[a]).length / 2
        for a, b, c in (triangle.vertices for triangle in mesh.loop_triangles)
    )
    data = each.asset_data
    pixels = list(each.preview.image_pixels_float) if each.preview else []
    return {
        "name": each.name,
        "catalog": data.catalog_id,
        "description": data.description,
        "tags": sorted(tag.name for tag in data.tags),
        "triangles": len(mesh.loop_triangles),
        "area": area,
        "box": [pick(point[axis] for point in points) for pick in (min, max) for axis in range(3)],
        "collection": each.users_collection[0].name,
        "picture": list(each.preview.image_size) if each.preview else None,
        "seen": sum(alpha > 0.5 for alpha in pixels[3::4]) / max(1, len(pixels) / 4),
    }


found = {}
for path in files:
    bpy.ops.wm.open_mainfile(filepath=path)
    found[path] = [tell(each) for each in bpy.data.objects if each.asset_data]
with open(out, "w", encoding="utf-8") as file:
    json.dump(found, file)
sys.stdout.flush()

"""Times trimesh with embreex on the chords of a mesh: reads float64/uint32 files, prints {hits, processor seconds}."""

import json
import sys
import time

import numpy as np
import trimesh
from trimesh.ray.ray_pyembree import RayMeshIntersector

folder = sys.argv[1]
vertices = np.fromfile(f"{folder}/vertices.f64").reshape(-1, 3)
triangles = np.fromfile(f"{folder}/triangles.u32", dtype=np.uint32).reshape(-1, 3)
starts = np.fromfile(f"{folder}/starts.f64").reshape(-1, 3)
ends = np.fromfile(f"{folder}/ends.f64").reshape(-1, 3)
mesh = trimesh.Trimesh(vertices, triangles, process=False)

times = []
for _ in range(3):
    start = time.process_time()
    rays = RayMeshIntersector(mesh)
    first = rays.intersects_first(starts, ends - starts)
    last = rays.intersects_first(ends, starts - ends)
    times.append(time.process_time() - start)
print(json.dumps({"hits": int((first >= 0).sum()), "reverse": int((last >= 0).sum()), "seconds": min(times)}))

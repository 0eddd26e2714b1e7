"""Times trees of rows in a file by SciPy or fastcluster: prints seconds and peak memory; heights go to a file."""

import json
import pathlib
import resource
import sys
import time

import fastcluster
import numpy
import scipy.cluster.hierarchy
from scipy.spatial.distance import pdist

peer, method, metric, path, dimension, heights_path = sys.argv[1:]
rows = numpy.fromfile(path, dtype=numpy.float32).reshape(-1, int(dimension)).astype(numpy.float64)
linkage = {"scipy": scipy.cluster.hierarchy.linkage, "fastcluster": fastcluster.linkage}[peer]
best = float("inf")
for _ in range(3 if len(rows) <= 4000 else 1):
    start = time.perf_counter()
    tree = linkage(numpy.maximum(pdist(rows, metric), 0), method)
    best = min(best, time.perf_counter() - start)
pathlib.Path(heights_path).write_bytes(tree[:, 2].astype(numpy.float64).tobytes())
print(json.dumps({"seconds": best, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))

"""Makes fixtures.json: metrics by scikit-learn and, written out, MAP@R as pytorch-metric-learning defines it.

pip install numpy scikit-learn; python test/metrics/makeFixtures.py > test/metrics/fixtures.json
"""

import json

import numpy as np
import sklearn
from sklearn import metrics

random = np.random.default_rng(12)
cases = []
for rows, classes, groups, noise in [(40, 5, 5, 0.3), (33, 4, 7, 1.0), (25, 3, 2, 3.0), (12, 6, 12, 0.5)]:
    labels = random.integers(0, classes, rows)
    values = random.normal(size=(classes, 8))[labels] + noise * random.normal(size=(rows, 8))
    values = (values / np.linalg.norm(values, axis=1, keepdims=True)).astype(np.float32)
    found = np.where(random.random(rows) < 0.7, labels % groups, random.integers(0, groups, rows))
    cosines = values @ values.T
    np.fill_diagonal(cosines, -2)
    ranked = labels[np.argsort(-cosines, axis=1, kind="stable")]
    first, share, average = [], [], []
    for own, order in zip(labels, ranked):
        relevant = np.sum(labels == own) - 1
        if relevant == 0:
            continue
        hits = order[:relevant] == own
        first.append(hits[0])
        share.append(hits.mean())
        average.append(np.sum(hits * np.cumsum(hits) / np.arange(1, relevant + 1)) / relevant)
    cases.append(
        {
            "dimension": 8,
            "values": values.ravel().astype(float).round(7).tolist(),
            "labels": labels.tolist(),
            "found": found.tolist(),
            "ari": metrics.adjusted_rand_score(labels, found),
            "nmi": metrics.normalized_mutual_info_score(labels, found),
            "ami": metrics.adjusted_mutual_info_score(labels, found),
            "silhouette": float(metrics.silhouette_score(values, labels, metric="cosine")),
            "confusion": metrics.confusion_matrix(labels, found).tolist(),
            "precisionAt1": float(np.mean(first)),
            "rPrecision": float(np.mean(share)),
            "map": float(np.mean(average)),
        }
    )
print(json.dumps({"sklearn": sklearn.__version__, "cases": cases}))

"""Makes evaluation.json: what `shapekin evaluate` tells, by scikit-learn's and SciPy's own functions.

pip install numpy scipy scikit-learn; python test/metrics/make_evaluation.py > test/metrics/evaluation.json
"""

import json

import numpy as np
import scipy
import sklearn
from scipy.stats import bootstrap
from sklearn import metrics
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

# Sizes of the classes; the last one holds a row that is alone in its class.
SIZES = [3, 17, 6, 11, 2, 9, 14, 4, 8, 5, 12, 1]
# Draws behind an interval: so many that its ends hardly depend on them.
DRAWS = 100_000
RECALLS = np.arange(1, 21) / 20

random = np.random.default_rng(21)
labels = np.repeat(np.arange(len(SIZES)), SIZES)
values = random.normal(size=(len(SIZES), 6))[labels] + 1.1 * random.normal(size=(len(labels), 6))
values = values.round(6)
distances = metrics.pairwise.cosine_distances(values)
asked = np.flatnonzero(np.array(SIZES)[labels] > 1)

nearest_class = cross_val_predict(
    KNeighborsClassifier(1, metric="cosine", algorithm="brute"), values, labels, cv=LeaveOneOut()
)
curves, average = [], []
for row in asked:
    others = np.arange(len(labels)) != row
    hits, nearness = labels[others] == labels[row], -distances[row, others]
    precision, recall, _ = metrics.precision_recall_curve(hits, nearness)
    curves.append([precision[recall >= asked_for - 1e-9].max() for asked_for in RECALLS])
    average.append(metrics.average_precision_score(hits, nearness))


def interval(figures):
    """95 % of the means over all rows, when classes are drawn with replacement."""
    sums, counts = (np.bincount(labels[asked], weights) for weights in (figures, None))
    drawn = bootstrap(
        (sums, counts),
        lambda total, count, axis: total.sum(axis) / count.sum(axis),
        paired=True,
        method="percentile",
        n_resamples=DRAWS,
        batch=1000,
        rng=random,
    ).confidence_interval
    return {"mean": float(np.mean(figures)), "low": float(drawn.low), "high": float(drawn.high)}


print(
    json.dumps(
        {
            "sklearn": sklearn.__version__,
            "scipy": scipy.__version__,
            "values": values.tolist(),
            "classes": [f"c{label:02}" for label in labels],
            "precision": np.mean(curves, axis=0).tolist(),
            "confusion": metrics.confusion_matrix(labels[asked], nearest_class[asked]).tolist(),
            "intervals": {
                "nearest": interval(nearest_class[asked] == labels[asked]),
                "map": interval(np.array(average)),
            },
        }
    )
)

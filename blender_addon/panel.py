"""The sidebar tab."""

CLASSES = ()

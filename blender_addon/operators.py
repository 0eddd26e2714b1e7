"""What the buttons do. Each operator only translates."""

CLASSES = ()

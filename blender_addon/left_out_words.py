"""What was left out of a grouping, in words: thousands of objects may share a few reasons. No bpy."""

# Names that follow a reason; the table of the groups has all of them.
MOST_NAMES = 20


def left_out_words(left_out):
    """A sentence for the first object of each reason, followed by the names of the others that it holds for.

    left_out: (name, sentence that says why and what to do) of each object.
    """
    alike = {}
    for name, sentence in left_out:
        alike.setdefault(sentence.replace(name, "", 1), []).append((name, sentence))
    words = []
    for (_, sentence), *others in alike.values():
        names = [name for name, _ in others]
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        words.append(f"{sentence} So it is with {', '.join(names[:MOST_NAMES])}{more}." if names else sentence)
    return words

"""Names and colors that a person gave to groups, kept with the scene by slot: see ShownGroup."""

import json

from .generated.keys import GROUP_WORDS

# What can be given to a group.
WORDS = ("name", "color")
# In a group's words: {word: slot of the group that it was given to}, of those that were handed on.
GIVEN_TO = "given_to"


def read_words(scene):
    """{slot: what a person gave to the group, `name` or `color`}, what was handed on to it among them."""
    return {int(slot): words for slot, words in json.loads(scene.get(GROUP_WORDS, "{}")).items()}


def words_of(scene, shown):
    """As read_words, while the groups of the slots `shown` are: a word goes back to a group that stands alone again."""
    return {slot: _words_while(words, shown) for slot, words in read_words(scene).items()}


def write_words(scene, words):
    scene[GROUP_WORDS] = json.dumps({str(slot): own for slot, own in words.items()})


def forget_words(scene):
    """Of an older grouping that has nothing in common with the one to come."""
    if GROUP_WORDS in scene:
        del scene[GROUP_WORDS]


def give_words(words, slot, **given):
    """Notes in read_words what a person gives to a group; an empty name is given back."""
    own = words.setdefault(slot, {})
    own.update(given)
    for word in given:
        own.get(GIVEN_TO, {}).pop(word, None)


def hand_on(words, slots, into):
    """Hands on to a group, in read_words, what it has not from those that went into it, the most important first."""
    own = words.setdefault(into, {})
    for slot in slots:
        for word in WORDS:
            given = words.get(slot, {}).get(word)
            if given and not own.get(word):
                own[word] = given
                own.setdefault(GIVEN_TO, {})[word] = slot


def _words_while(words, shown):
    given_to = words.get(GIVEN_TO, {})
    return {word: words[word] for word in WORDS if word in words and given_to.get(word) not in shown}

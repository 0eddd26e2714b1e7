"""Names and colors that a person gave to groups, kept with the scene by slot: see ShownGroup."""

import json

from .generated.keys import GROUP_WORDS

# What a person can give to a group.
WORDS = ("name", "color")
# Key in a group's words: {word: slot of the group that it was first given to}, for words that were handed on.
GIVEN_TO = "given_to"


def read_words(scene):
    """{slot: `name` and `color` of the group, if a person gave them or they were handed on to it}."""
    return {int(slot): words for slot, words in json.loads(scene.get(GROUP_WORDS, "{}")).items()}


def words_of(scene, shown):
    """read_words with the groups `shown` (slots): a word goes back to its first group if that is shown again."""
    return {slot: _words_while(words, shown) for slot, words in read_words(scene).items()}


def write_words(scene, words):
    scene[GROUP_WORDS] = json.dumps({str(slot): own for slot, own in words.items()})


def forget_words(scene):
    """For a new grouping that has nothing in common with the old one."""
    if GROUP_WORDS in scene:
        del scene[GROUP_WORDS]


def give_words(words, slot, **given):
    """Notes in `words` what a person gives to a group; with an empty name the group has its own name again."""
    own = words.setdefault(slot, {})
    own.update(given)
    for word in given:
        own.get(GIVEN_TO, {}).pop(word, None)


def hand_on(words, slots, into):
    """Gives a group, in `words`, what it lacks from the groups merged into it: `slots`, most important first."""
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

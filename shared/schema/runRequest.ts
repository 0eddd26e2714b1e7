import { z } from 'zod'
import { choice, integer, several } from './field.js'
import { BASE_WORDS, MODIFIER_WORDS } from './recipeWords.js'
import { MAX_SEED } from './seed.js'

/** Number of shapes in the student experiment. */
export const STUDY_SHAPES = 401

/** The request for a run: the panel's fields, the options of `shapekin run`, the body of `POST /api/runs`. */
export const RunRequest = z.strictObject({
  // The preset `seed` stands beside the field `seed`, because other tools rely on both names. The preset has the
  // shapes that the study began with.
  preset: choice({
    of: {
      modifiers: 'Five primitives, each with one to three modifiers',
      families:
        'Twenty kinds of things, each with one to three modifiers: hard to learn, of 401 shapes bare numbers tell more than the network',
      seed: 'Five primitives, only moved, turned and scaled: the student experiment',
    },
    default: 'modifiers',
    label: 'Preset',
    help: 'Which shapes to make',
  }),
  count: integer({ min: 20, max: 20_000, default: STUDY_SHAPES, label: 'Count', help: 'How many shapes to make' }),
  seed: integer({
    min: 0,
    max: MAX_SEED,
    default: 0,
    label: 'Seed',
    help: 'Same seed, same shapes; 0 is a seed too',
  }),
  groups: integer({ min: 2, max: 64, default: 5, label: 'Groups', help: 'How many groups to find' }),
  fit: choice({
    of: {
      test: 'Shapes the network has not seen make the tree, as in the student experiment; the others join the nearest group',
      all: 'All shapes make the tree',
    },
    default: 'test',
    label: 'Tree of',
    help: 'Which shapes the groups are made from',
  }),
  // A run that failed must not look like one that succeeded. So colors are held back where a check speaks against
  // them, unless the user asks for them nevertheless.
  colors: choice({
    of: {
      checked: 'Groups of the trained network, shown only when no check speaks against them',
      learned: 'Groups of the trained network, shown whatever the checks say',
      raw: 'Groups of the plain histograms, without the network',
    },
    default: 'checked',
    label: 'Colors',
    help: 'Which groups to show in color',
  }),
  bases: several({
    of: BASE_WORDS,
    label: 'Things',
    help: 'Which kinds of things to make, two at least; empty = all of the preset',
  }),
  modifiers: several({
    of: MODIFIER_WORDS,
    label: 'Modifiers',
    help: 'By which modifiers they differ; empty = all of the preset',
  }),
})
export type RunRequest = z.infer<typeof RunRequest>
export type Preset = RunRequest['preset']

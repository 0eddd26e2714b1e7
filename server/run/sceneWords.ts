import { assertNever } from '../../shared/assertNever.js'
import { counted } from '../../shared/counted.js'
import type {
  DuplicatesReport,
  GroupReport,
  SceneReport,
  SimilarReport,
  SortReport,
} from '../../shared/schema/sceneReport.js'

interface Words {
  /** The result in one line. */
  readonly summary: string
  /** What to know before the result is trusted. */
  readonly notes: string[]
}

/** The result of a task in words. */
export function sceneWords(report: SceneReport): Words {
  switch (report.task) {
    case 'group':
      return groupWords(report)
    case 'sort':
      return sortWords(report)
    case 'duplicates':
      return duplicatesWords(report)
    case 'similar':
      return similarWords(report)
    default:
      return assertNever(report)
  }
}

/** `112 objects in 10 groups by form and looks; 3 left out.` */
const groupWords = ({ sizes, leftOut, compared, hints, health, wishes }: GroupReport): Words => ({
  summary: `${counted(sumOf(sizes), 'object')} in ${counted(sizes.length, 'group')} by ${listed(compared)}${andLeftOut(leftOut)}`,
  notes: [
    ...(wishes ? ['What was said about single objects ("not of this group", "belong together") is respected.'] : []),
    ...hints,
    ...health.map(({ text }) => text),
  ],
})

/** `57 objects sorted like 6 kinds by form and looks; about 52 of them are right; 3 left out.` */
const sortWords = ({ placed, kinds, expected, confidence, leftOut, compared, hints }: SortReport): Words => ({
  summary:
    `${counted(placed, 'object')} sorted like ${counted(Object.keys(kinds).length, 'kind')} by ${listed(compared)}` +
    (confidence === 'chance' ? `; about ${Math.round(expected)} of them are right` : '') +
    andLeftOut(leftOut),
  notes: [
    ...hints,
    ...(confidence === 'chance'
      ? []
      : [
          'There is one kind only: the percentages say how well an object fits in with its members, not how sure it is.',
        ]),
  ],
})

/** `12 of 112 objects are duplicates of another one, within 1 % of their size; 30 share their mesh already; 3 left out.` */
const duplicatesWords = ({ objects, duplicates, shared, tolerance, leftOut, hints }: DuplicatesReport): Words => ({
  summary:
    `${duplicates} of ${counted(objects, 'object')} are duplicates of another one, within ${tolerance} % of their size` +
    (shared > 0 ? `; ${shared} share their mesh already` : '') +
    andLeftOut(leftOut),
  notes: [...hints],
})

/** `10 objects and 3 shapes of the library are like Chair by form and looks, Chair.001 the most (98 % alike).` */
const similarWords = ({ to, nearest, library, compared, hints }: SimilarReport): Words => {
  const here = nearest.filter(({ from }) => from === 'scene').length
  const there = nearest.length - here
  const likest = nearest.length > 0 ? `, ${nearest[0].id} the most (${nearest[0].likeness.toFixed(0)} % alike)` : ''
  return {
    summary:
      counted(here, 'object') +
      (library === '' ? '' : ` and ${counted(there, 'shape')} of the library`) +
      ` found that are like ${to} by ${listed(compared)}${likest}.`,
    notes: [...hints],
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)

const andLeftOut = (leftOut: readonly unknown[]): string => (leftOut.length > 0 ? `; ${leftOut.length} left out.` : '.')

const listed = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ')

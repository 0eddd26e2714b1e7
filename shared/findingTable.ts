/** One row for each reason not to trust groups. `{name}` is filled in. */
interface FindingRow {
  /** `stop`: ask before coloring; `warn`: show it with the result. */
  readonly level: 'stop' | 'warn'
  /**
   * What it means and what to do, for people who do not know the method and who may use any of the ways in (panel,
   * page, command line).
   */
  readonly sentence: string
}

const table = <Code extends string>(rows: Record<Code, FindingRow>): Record<Code, FindingRow> => rows

/** The only place where the sentence of a check is written. */
export const FINDINGS = table({
  tooFew: {
    level: 'stop',
    sentence: 'Too few shapes to find families among, {count}. Take at least {least}.',
  },
  oneClass: {
    level: 'stop',
    sentence: 'All shapes are marked "{class}", so nothing shows how families differ.',
  },
  loneClass: {
    level: 'warn',
    sentence: 'Only one shape each is marked {classes}: what is typical of them can not be learned.',
  },
  allEqual: {
    level: 'stop',
    sentence: 'All {count} shapes are the same: there are no families to find among them.',
  },
  duplicates: {
    level: 'warn',
    sentence: 'Some shapes are exact copies of others, {count} in all: a shape that is there twice counts twice.',
  },
  constantInputs: {
    level: 'stop',
    sentence:
      '{constant} of the {dimension} numbers that describe a shape are the same for all shapes: they look alike to the program.',
  },
  collapse: {
    level: 'stop',
    sentence:
      'To the network all shapes are nearly the same (mean likeness {likeness} of 1): either they are, or it learned nothing that tells them apart.',
  },
  lowRank: {
    level: 'stop',
    sentence: 'The network tells shapes apart along a single line ({rank} directions), too few for these groups.',
  },
  oneBigGroup: {
    level: 'stop',
    sentence: 'One group holds {percent} % of the shapes: the others are stragglers, not families.',
  },
  blurredGroups: {
    level: 'warn',
    sentence: 'The groups overlap (silhouette {silhouette}; from {least} on they can be told apart).',
  },
  unstableGroups: {
    level: 'warn',
    sentence: 'Training again with another seed gives other groups (agreement {agreement} of 1): do not rely on them.',
  },
  fewTestShapes: {
    level: 'warn',
    sentence:
      'Only {count} shapes were there to judge by: figures of so few, ARI above all, say little. Take more shapes.',
  },
  rawIsBetter: {
    level: 'stop',
    sentence:
      'The plain histograms sort the test shapes better ({raw}) than the trained network ({learned}): group by them instead, with Colors set to raw.',
  },
})

export type FindingCode = keyof typeof FINDINGS

/** Added to findings that kept the groups from being shown. */
export const COLORS_HELD =
  'So no object was colored. Color by Group in Blender shows the groups all the same, and so does a run with Colors set to learned.'

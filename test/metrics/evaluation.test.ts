import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { SpaceReport } from '../../server/library/judgeSpace.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

interface Known {
  values: number[][]
  classes: string[]
  precision: number[]
  confusion: number[][]
  intervals: Record<'nearest' | 'map', { mean: number; low: number; high: number }>
}
const known = JSON.parse(readFileSync(new URL('evaluation.json', import.meta.url), 'utf8')) as Known

/**
 * How far an end of an interval may be off, as a share of its width. The product draws 2,000 times; one standard
 * deviation of an end is then about 0.02 of the width.
 */
const DRAWN = 0.08
/** Milliseconds for runs of the command on a busy machine. */
const RUNS = 120_000

it(
  "evaluate tells scikit-learn's curve and confusion and SciPy's intervals, whatever the seed",
  async () => {
    const table = join(temporaryFolder(), 'rows.tsv')
    const head = ['id', 'class', ...known.values[0].map((_, k) => `e${k}`)]
    const rows = known.values.map((row, i) => [`row${i}`, known.classes[i], ...row])
    writeFileSync(table, [head, ...rows].map((cells) => cells.join('\t')).join('\n') + '\n')
    for (const seed of ['1', '2']) {
      const { code, stdout, stderr } = await runCli(['evaluate', table, '--seed', seed, '--json'])
      expect(code, stderr).toBe(0)
      const [space] = (JSON.parse(stdout) as { spaces: SpaceReport[] }).spaces
      space.precision.forEach((value, k) => expect(value, `recall ${k}`).toBeCloseTo(known.precision[k], 9))
      expect(space.confusion.counts).toEqual(known.confusion)
      for (const name of ['nearest', 'map'] as const) {
        const [told, { mean, low, high }] = [space.figures[name], known.intervals[name]]
        expect(told.mean, name).toBeCloseTo(mean, 9)
        for (const [end, value] of [
          ['low', low],
          ['high', high],
        ] as const)
          expect(Math.abs(told[end] - value) / (high - low), `${name}, ${end}, seed ${seed}`).toBeLessThan(DRAWN)
      }
    }
  },
  RUNS,
)

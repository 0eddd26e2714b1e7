import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChordType, Intervals } from '../../server/descriptor/chords/chordHistograms.js'

/** One of the 40 meshes of `reference` with what the study's service published for it. */
export interface PublishedCase {
  readonly name: string
  readonly meshFile: string
  histogram(type: ChordType, intervals: Intervals): Float64Array
}

/** Reads `histograms.tsv` of the reference folder. */
export function publishedCases(folder: string): PublishedCase[] {
  const cases = new Map<string, Map<string, Float64Array>>()
  const [, ...lines] = readFileSync(join(folder, 'histograms.tsv'), 'utf8').trimEnd().split('\n')
  for (const line of lines) {
    const [name, , , , type, intervals, values] = line.split('\t')
    if (!cases.has(name)) cases.set(name, new Map())
    cases.get(name)?.set(`${type} ${intervals}`, Float64Array.from(values.split(' '), Number))
  }
  return [...cases].map(([name, histograms]) => ({
    name,
    meshFile: join(folder, 'meshes', `${name}.stl`),
    histogram(type, intervals) {
      const values = histograms.get(`${type} ${intervals}`)
      if (!values) throw new Error(`${name} has no ${type} at ${intervals} intervals`)
      return values
    },
  }))
}

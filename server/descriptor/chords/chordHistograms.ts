import { ShapekinError } from '../../../shared/errors.js'
import type { CheckedMesh } from '../../mesh/checkMesh.js'
import { FINEST_INTERVALS, type ChordCounts } from './chordCounts.js'
import { loadChordKernel } from './chordKernel.js'
import { chordViews } from './chordViews.js'
import { convexHull } from './convexHull.js'
import { countChords } from './countChords.js'
import { loadNativeKernel } from './native/loadNativeKernel.js'
import { normalizeMesh, type Center, type NormalizedMesh } from './normalizeMesh.js'
import { WasmChordCounter } from './wasmChordCounter.js'
import { MOST_POINTS, SPHERE_POINTS } from '../../../shared/schema/describeOptions.js'

export const CHORD_TYPES = ['strict_outer', 'strict_outer_absolute', 'missed', 'concentric_sphere'] as const
export type ChordType = (typeof CHORD_TYPES)[number]

export const INTERVALS = [8, 16, 32, 64, 128] as const
export type Intervals = (typeof INTERVALS)[number]

/** Intervals of each of the four histograms in the study's 128 numbers. */
const STUDY_INTERVALS = 32

export interface ChordOptions {
  readonly center: Center
  /** `hull` measures the mesh's convex hull instead. Default `model`. */
  readonly source?: 'model' | 'hull'
  /** Lattice points on the outer sphere; fewer are faster and less exact. Default SPHERE_POINTS. */
  readonly points?: number
}

export interface ChordHistograms {
  /** Share of the chords that meet the mesh, 0..1. */
  readonly hitFraction: number
  /** Hitting chords that cross the surface an odd number of times; 0 on a closed mesh. */
  readonly oddParityChords: number
  readonly counts: ChordCounts
  /** (intervals) float32 over 0..1; sums to 1, `strict_outer_absolute` to the hit fraction; all 0 without an entry. */
  histogram(type: ChordType, intervals: Intervals): Float32Array
}

/**
 * Where the chords between points of a sphere around the mesh first and last meet it.
 *
 * @throws ShapekinError `mesh.noExtent`; `mesh.flatHull` for the hull of a flat mesh; `input.invalid` for points out of range
 * @see    docs/descriptors.md for the definition
 */
export function chordHistograms(mesh: CheckedMesh, options: ChordOptions): ChordHistograms {
  const source = options.source === 'hull' ? convexHull(mesh) : mesh
  const counts = countOnSphere(options.points ?? SPHERE_POINTS, normalizeMesh(source, options.center))
  return {
    hitFraction: counts.hits / counts.chords,
    oddParityChords: counts.oddParity,
    counts,
    histogram: (type, intervals) => histogram(counts, type, intervals),
  }
}

/** @returns (128) float32, the study's numbers: the four histograms at 32 intervals, in the order of CHORD_TYPES */
export function studyNumbers(histograms: ChordHistograms): Float32Array {
  const numbers = new Float32Array(CHORD_TYPES.length * STUDY_INTERVALS)
  CHORD_TYPES.forEach((type, i) => numbers.set(histograms.histogram(type, STUDY_INTERVALS), i * STUDY_INTERVALS))
  return numbers
}

function histogram(counts: ChordCounts, type: ChordType, intervals: Intervals): Float32Array {
  const { hits, chords } = counts
  switch (type) {
    case 'strict_outer':
      return shares(counts.outer, intervals, 2 * hits)
    case 'strict_outer_absolute':
      return shares(counts.outer, intervals, 2 * chords)
    case 'missed':
      return shares(counts.missed, intervals, chords - hits)
    case 'concentric_sphere':
      return shares(counts.concentric, intervals, 2 * hits)
  }
}

function shares(counts: Uint32Array, intervals: number, total: number): Float32Array {
  const merged = new Float64Array(intervals)
  const width = FINEST_INTERVALS / intervals
  for (let i = 0; i < counts.length; i++) merged[Math.floor(i / width)] += counts[i]
  return Float32Array.from(merged, (count) => (total > 0 ? count / total : 0))
}

interface ChordCounter {
  readonly points: number
  readonly count: (mesh: NormalizedMesh) => ChordCounts
  /** Bytes that meshes have needed in a memory which can not shrink. */
  readonly spareBytes: () => number
}

let latest: ChordCounter | undefined

/**
 * What half a million loose triangles take. For a mesh of that size, making a new layout is a small part of the time.
 */
const MOST_SPARE_BYTES = 256 * 2 ** 20

/**
 * Counts with the layout that the previous mesh used. A layout takes a quarter of a second to make and some 40 MB to
 * keep, so only that of one number of points is kept. A layout whose memory grew large is dropped, or a thread would
 * hold half a gigabyte for good.
 */
function countOnSphere(points: number, mesh: NormalizedMesh): ChordCounts {
  const counter = latest?.points === points ? latest : makeCounter(points)
  const counts = counter.count(mesh)
  latest = counter.spareBytes() > MOST_SPARE_BYTES ? undefined : counter
  return counts
}

function makeCounter(points: number): ChordCounter {
  if (!(Number.isInteger(points) && points >= 2 && points <= MOST_POINTS))
    throw new ShapekinError('input.invalid', {
      field: 'points',
      problem: `${points} is not within 2 to ${MOST_POINTS}`,
    })
  const code = loadChordKernel()
  if (code) {
    const counter = new WasmChordCounter(code, points, loadNativeKernel())
    return { points, count: (mesh) => counter.countChords(mesh), spareBytes: () => counter.spareBytes }
  }
  const views = chordViews(points)
  return { points, count: (mesh) => countChords(mesh, views), spareBytes: () => 0 }
}

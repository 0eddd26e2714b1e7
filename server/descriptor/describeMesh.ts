import type { Mesh } from '../mesh/mesh.js'
import { chordHistograms, studyNumbers } from './chords/chordHistograms.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { shapeDescriptor } from './shape/shapeDescriptor.js'

/** A mesh in numbers. */
export interface Description {
  /** `chords`: 128; `shape`: shapeLength(up). */
  readonly values: Float32Array
  /** Share of the chords that meet the mesh, 0..1; `chords` only. */
  readonly hitFraction?: number | undefined
  /** Hitting chords with an odd number of crossings; `chords` only. */
  readonly oddParityChords?: number | undefined
  /** Share of the hitting chords that these are, 0..1: above 0 the mesh has holes or crossing faces, it leaks; `chords` only. */
  readonly leakFraction?: number | undefined
  /** Time of the descriptor itself, without reading and waiting. */
  readonly seconds: number
}

/**
 * Describes one mesh, in this thread.
 *
 * @throws ShapekinError as chordHistograms and shapeDescriptor
 */
export function describeMesh(mesh: Mesh, options: DescribeOptions): Description {
  const start = performance.now()
  const description = options.descriptor === 'chords' ? describeByChords(mesh, options) : describeByShape(mesh, options)
  return { ...description, seconds: (performance.now() - start) / 1000 }
}

function describeByChords(mesh: Mesh, { center, source, points }: DescribeOptions) {
  const histograms = chordHistograms(mesh, { center, source, points })
  const { hitFraction, oddParityChords, counts } = histograms
  const leakFraction = counts.hits > 0 ? oddParityChords / counts.hits : 0
  return { values: studyNumbers(histograms), hitFraction, oddParityChords, leakFraction }
}

const describeByShape = (mesh: Mesh, { up }: DescribeOptions) => ({ values: shapeDescriptor(mesh, up) })

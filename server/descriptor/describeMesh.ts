import type { CheckedMesh } from '../mesh/checkMesh.js'
import type { Repair } from '../mesh/repairs.js'
import { chordHistograms, studyNumbers } from './chords/chordHistograms.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { shapeDescriptor } from './shape/shapeDescriptor.js'

/** A mesh described in numbers. */
export interface Description {
  /** `chords`: 128; `shape`: shapeLength(up). */
  readonly values: Float32Array
  /** Share of the chords that meet the mesh, 0..1; `chords` only. */
  readonly hitFraction?: number | undefined
  /** Hitting chords with an odd number of crossings; `chords` only. */
  readonly oddParityChords?: number | undefined
  /**
   * Share of the hitting chords that have odd parity, 0..1. Above 0 the mesh leaks: it has holes or crossing faces.
   * `chords` only.
   */
  readonly leakFraction?: number | undefined
  /** What was repaired or left out before the mesh was described. */
  readonly repairs: readonly Repair[]
  /** Seconds that the descriptor itself took, without reading and waiting. */
  readonly seconds: number
}

/**
 * Describes one mesh, in this thread.
 *
 * @throws ShapekinError as chordHistograms and shapeDescriptor
 */
export function describeMesh(mesh: CheckedMesh, options: DescribeOptions): Description {
  const start = performance.now()
  const description = options.descriptor === 'chords' ? describeByChords(mesh, options) : describeByShape(mesh, options)
  return { ...description, repairs: mesh.repairs, seconds: (performance.now() - start) / 1000 }
}

function describeByChords(mesh: CheckedMesh, { center, source, points }: DescribeOptions) {
  const histograms = chordHistograms(mesh, { center, source, points })
  const { hitFraction, oddParityChords, counts } = histograms
  const leakFraction = counts.hits > 0 ? oddParityChords / counts.hits : 0
  return { values: studyNumbers(histograms), hitFraction, oddParityChords, leakFraction }
}

const describeByShape = (mesh: CheckedMesh, { up }: DescribeOptions) => ({ values: shapeDescriptor(mesh, up) })

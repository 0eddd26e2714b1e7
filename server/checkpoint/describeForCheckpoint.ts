import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { namesWithoutUp } from '../mesh/formats.js'
import { nameDescriptor } from '../table/compareDescriptors.js'
import type { Checkpoint } from './checkpoint.js'

/** What only the owner of a mesh file knows. */
export interface GivenAxes {
  /** Axis that points up in the file; auto = it is found out for each, and which of them it is decides no number. */
  readonly up?: string | undefined
  /** For a checkpoint whose table did not say. */
  readonly center?: string | undefined
}

export interface CheckpointInput {
  readonly options: DescribeOptions
  /** The checkpoint needs to know what is up, and nobody said. */
  readonly isUpAssumed: boolean
}

/** What most formats keep to. */
const USUAL_UP = 'y'

/**
 * How to describe a mesh for a checkpoint. It knows by itself whether it needs to know what is up; which axis that is in
 * the file is the file's affair: y and z give the same numbers for the same shape.
 *
 * @throws ShapekinError `input.invalid`
 */
export function describeForCheckpoint({ expects }: Checkpoint, given: GivenAxes): CheckpointInput {
  switch (expects.kind) {
    case 'chords': {
      const { kind: descriptor, version: _, ...options } = expects
      return { options: parse(DescribeOptions, { descriptor, ...options }), isUpAssumed: false }
    }
    case 'shape': {
      if (expects.up === 'none')
        return { options: parse(DescribeOptions, { descriptor: 'shape', up: 'none' }), isUpAssumed: false }
      if (given.up === 'none')
        throw new ShapekinError('input.invalid', {
          field: 'up',
          problem: 'this checkpoint needs to know what is up, y or z; checkpoints/pretrained-any-up does not',
        })
      const up = given.up === 'auto' ? USUAL_UP : (given.up ?? USUAL_UP)
      const options = parse(DescribeOptions, { descriptor: 'shape', up })
      return { options, isUpAssumed: given.up === undefined }
    }
    case 'foreign': // the study's histograms are what others have
      return { options: parse(DescribeOptions, { center: given.center }), isUpAssumed: false }
    case 'embedding':
      throw new ShapekinError('input.invalid', {
        field: 'checkpoint',
        problem: `it was trained on ${nameDescriptor(expects)}, not on meshes`,
      })
  }
}

/** A line for the user where the usual axis was taken for files whose format keeps to none. */
export function assumedUpLines({ isUpAssumed }: CheckpointInput, files: readonly string[]): string[] {
  const names = isUpAssumed ? namesWithoutUp(files) : []
  if (names.length === 0) return []
  return [
    `note      ${USUAL_UP} was taken to point up; ${names.join(', ')} files do not say: --up z where it is z, checkpoints/pretrained-any-up where unknown`,
  ]
}

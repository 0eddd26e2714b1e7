import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { namesWithoutUp } from '../mesh/formats.js'
import { nameDescriptor } from '../table/compareDescriptors.js'
import type { Checkpoint } from './checkpoint.js'

/** What only the owner of a mesh file can know. */
export interface GivenAxes {
  /** Axis that points up in the file. auto = it is found for each file. */
  readonly up?: string | undefined
  /** Center to describe around, where the checkpoint's table did not say it. */
  readonly center?: string | undefined
}

export interface CheckpointInput {
  readonly options: DescribeOptions
  /** True when the checkpoint needs the up axis and none was given. */
  readonly isUpAssumed: boolean
}

/** Up axis of most formats. */
const USUAL_UP = 'y'

/**
 * How to describe a mesh for a checkpoint. The checkpoint decides whether the up axis counts; the file decides which
 * axis that is: a shape with y up and the same shape with z up get the same numbers.
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
    case 'foreign': // others have the study's histograms, so these are the default
      return { options: parse(DescribeOptions, { center: given.center }), isUpAssumed: false }
    case 'embedding':
      throw new ShapekinError('input.invalid', {
        field: 'checkpoint',
        problem: `it was trained on ${nameDescriptor(expects)}, not on meshes`,
      })
  }
}

/** Lines that tell the user that USUAL_UP was assumed for files whose format does not say which axis is up. */
export function assumedUpLines({ isUpAssumed }: CheckpointInput, files: readonly string[]): string[] {
  const names = isUpAssumed ? namesWithoutUp(files) : []
  if (names.length === 0) return []
  return [
    `note      ${USUAL_UP} was taken to point up; ${names.join(', ')} files do not say: --up z where it is z, checkpoints/pretrained-any-up where unknown`,
  ]
}

import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { DescribeOptions } from '../descriptor/describeOptions.js'
import { shapeLength } from '../descriptor/shape/shapeDescriptor.js'
import type { Checkpoint } from './checkpoint.js'

/** What only the owner of a mesh file knows. */
export interface GivenAxes {
  /** Axis that points up in the file. */
  readonly up?: string | undefined
  /** For a checkpoint whose table did not say. */
  readonly center?: string | undefined
}

export interface CheckpointInput {
  readonly options: DescribeOptions
  /** Said to the user when something had to be taken for granted. */
  readonly note?: string
}

/** OBJ is written y up by convention; an STL file has none. */
const USUAL_UP = 'y'

/**
 * How to describe a mesh for a checkpoint. It knows by itself whether it needs to know what is up; which axis that is in
 * the file is the file's affair: y and z give the same numbers for the same shape.
 *
 * @throws ShapekinError `input.invalid`
 */
export function describeForCheckpoint(
  { descriptor, describe, network }: Checkpoint,
  given: GivenAxes,
): CheckpointInput {
  const known = { ...describe, descriptor, center: describe?.center ?? given.center }
  if (descriptor !== 'shape' || network[0].inputs === shapeLength('none'))
    return { options: parse(DescribeOptions, { ...known, up: 'none' }) }
  if (given.up === 'none')
    throw new ShapekinError('input.invalid', {
      field: 'up',
      problem: 'this checkpoint needs to know what is up: y or z',
    })
  const options = parse(DescribeOptions, { ...known, up: given.up ?? USUAL_UP })
  if (given.up !== undefined) return { options }
  return {
    options,
    note: `${USUAL_UP} is taken to point up, as OBJ files have it; STL files do not say: --up z where it is z, checkpoints/pretrained-any-up where unknown`,
  }
}

import { z } from 'zod'
import { choice, integer } from './field.js'

/** Number of lattice points in the published definition. */
export const SPHERE_POINTS = 2000
/** The number of chords grows with the square: 4,000 points make 7.3 million, for which a worker keeps 300 MB. */
export const MOST_POINTS = 2 * SPHERE_POINTS

/** With fewer points the lattice says little about a mesh. */
const FEWEST_POINTS = 50

/** How meshes are described. Tables that were made with different options can not be compared. */
export const DescribeOptions = z.object({
  descriptor: choice({
    of: { chords: "The study's 128 numbers", shape: 'Richer, for real meshes' },
    default: 'chords',
    label: 'Descriptor',
    help: "chords: the study's 128 numbers; shape: richer, for real meshes",
  }),
  center: choice({
    of: { box: 'As published', sphere: 'Turning the mesh hardly changes the numbers' },
    default: 'box',
    label: 'Center',
    help: 'for chords: box, as published, or sphere, which does not change when the mesh is turned',
  }),
  source: choice({
    of: { model: 'The mesh', hull: 'Its convex hull, which overlooks dents and holes' },
    default: 'model',
    label: 'Source',
    help: 'for chords: model, or hull, its convex hull, which overlooks dents and holes',
  }),
  up: choice({
    of: { none: 'Not known, or not the same in all meshes', y: 'y', z: 'z' },
    default: 'none',
    label: 'Up',
    help: 'of shape: the axis that points up in every mesh',
  }),
  points: integer({
    min: FEWEST_POINTS,
    max: MOST_POINTS,
    default: SPHERE_POINTS,
    label: 'Points',
    help: 'for chords: on the outer sphere; fewer are faster and rougher',
  }),
})
export type DescribeOptions = z.infer<typeof DescribeOptions>

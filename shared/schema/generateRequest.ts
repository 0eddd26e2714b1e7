import type { z } from 'zod'
import { integer } from './field.js'
import { RunRequest, STUDY_SHAPES } from './runRequest.js'

/**
 * Which shapes to draw. The fields are those of a run, but the count may be as small or as large as wanted, because
 * nothing is learned from the shapes.
 */
export const GenerateRequest = RunRequest.pick({ preset: true, seed: true, bases: true, modifiers: true }).extend({
  count: integer({ min: 1, max: 100_000, default: STUDY_SHAPES, label: 'Count', help: 'How many shapes to make' }),
})
export type GenerateRequest = z.infer<typeof GenerateRequest>

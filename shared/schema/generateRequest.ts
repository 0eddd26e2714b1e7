import type { z } from 'zod'
import { integer } from './field.js'
import { RunRequest, STUDY_SHAPES } from './runRequest.js'

/** Which shapes to draw: as a run's, but as few or many as wanted, since nothing is learned from them. */
export const GenerateRequest = RunRequest.pick({ preset: true, seed: true, bases: true, modifiers: true }).extend({
  count: integer({ min: 1, max: 100_000, default: STUDY_SHAPES, label: 'Count', help: 'How many shapes to make' }),
})
export type GenerateRequest = z.infer<typeof GenerateRequest>

import type { z } from 'zod'
import { Problem } from '../../shared/schema/problem.js'

/** What answers are made of in the description of the API. */

export const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
})
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})
/** What any route may answer. */
export const refusals = { '403': problem('Foreign Host or Origin'), '500': problem('Something unexpected failed') }
/** What any route may answer that wants the token. */
export const guarded = {
  '400': problem('Not understood'),
  '401': problem('Token missing or wrong'),
  '413': problem('The body is too long'),
  ...refusals,
}

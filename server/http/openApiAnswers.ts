import type { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { Problem } from '../../shared/schema/problem.js'

/** An answer with a JSON body, for the API's description. */
export const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
})

/** A request body in JSON that is required. */
export const jsonBody = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } })

/** A failure, for the API's description. */
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})

/** Refusals that any route may answer with. */
export const refusals = {
  '403': problem('Foreign Host or Origin'),
  '431': problem('Address and headers are too long'),
  '500': problem('Something unexpected failed'),
}

/** Refusals that any route may answer with that needs the token. */
export const guarded = {
  '400': problem('Not understood'),
  '401': problem('Token missing or wrong'),
  '413': problem('The body is too long'),
  '429': problem('Too many wrong tokens came from this address'),
  ...refusals,
}

/**
 * Adds an ETag to every answer that can be read, except streams, figures of the moment and what is made for one answer
 * only.
 */
export const withETags = (paths: ZodOpenApiPathsObject, without: readonly string[]): ZodOpenApiPathsObject =>
  Object.fromEntries(
    Object.entries(paths).map(([path, { get, ...others }]) => {
      if (get === undefined) return [path, others]
      if (without.includes(path)) return [path, { get, ...others }]
      const description = 'Not changed since it had the ETag that `If-None-Match` names'
      return [path, { get: { ...get, responses: { ...get.responses, '304': { description } } }, ...others }]
    }),
  )

import { z } from 'zod'
import { ERRORS, type ErrorCode } from '../errorTable.js'

/** Body of a refusal, `application/problem+json` (RFC 9457). */
export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string().meta({ description: 'What went wrong and what to do' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong and what to do; `code` is one of docs/errors.md' })
export type Problem = z.infer<typeof Problem>

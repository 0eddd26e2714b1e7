import type { z } from 'zod'
import { ShapekinError } from './errors.js'

/**
 * A value of outside as the schema wants it, defaults filled in.
 * @throws ShapekinError `input.invalid` with the field's path and what is wrong with it
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ShapekinError('input.invalid', {
    field: issue?.path.join('.') || 'body',
    problem: issue?.message ?? 'not understood',
  })
}

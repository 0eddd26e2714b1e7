import type { z } from 'zod'
import { ShapekinError } from './errors.js'

/**
 * Parses a value from outside with a schema, and fills in defaults.
 * @throws ShapekinError `input.invalid` with the field's path and what is wrong with it
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ShapekinError('input.invalid', { field: issue.path.join('.') || 'body', problem: problemOf(issue) })
}

/** What is wrong with a value, in words for somebody who does not know the schema. */
export function problemOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum} is expected`
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum} is expected`
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return 'options' in issue && issue.options ? oneOf(issue.options) : issue.message
    case 'unrecognized_keys':
      return `there is no ${issue.keys.join(', ')}`
    case 'invalid_type':
      return `${TYPES[issue.expected] ?? issue.expected} is expected`
    default:
      return issue.message
  }
}

/** A value that may be left out is among them as undefined, which nobody can write. */
const oneOf = (values: readonly z.core.util.Primitive[]): string =>
  `one of ${values.flatMap((value) => (value === undefined ? [] : String(value))).join(', ')} is expected`

const TYPES: Readonly<Record<string, string>> = { int: 'a whole number', number: 'a number', string: 'a text' }

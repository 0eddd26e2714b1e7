import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { z } from 'zod'
import { RunRequest } from '../../shared/schema/runRequest.js'

/** Reads and checks one field, so that a wrong value is told at once, with its range. */
const reader =
  (schema: z.ZodType, isNumber: boolean) =>
  (text: string): string | number => {
    const parsed = schema.safeParse(isNumber ? (text.trim() === '' ? NaN : Number(text)) : text)
    if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'not understood')
    return parsed.data as string | number
  }

/** The fields of a RunRequest as options, with their help, ranges and defaults from the schema. */
export const requestOptions = (): Option[] =>
  Object.entries(RunRequest.shape).map(([name, schema]) => {
    const { description } = schema.meta() ?? {}
    const value = schema.parse(undefined)
    const isNumber = typeof value === 'number'
    const placeholder = isNumber ? 'number' : 'name'
    return new Option(`--${name} <${placeholder}>`, description).default(value).argParser(reader(schema, isNumber))
  })

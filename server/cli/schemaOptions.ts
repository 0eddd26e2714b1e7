import { Option } from '@commander-js/extra-typings'
import type { JsonSchema } from '../../shared/codegen/jsonSchema.js'
import { numberOption, wholeNumberOption } from './valueOptions.js'

/**
 * Fields of a schema as options, with their help, ranges and defaults from it: `learningRate` is `--learning-rate`.
 * The schema then parses the given values again, which gives them their types.
 *
 * @param fields  of FIELDS
 * @param names   default all fields
 */
export const schemaOptions = (fields: Readonly<Record<string, JsonSchema>>, names = Object.keys(fields)): Option[] =>
  names.map((name) => optionOf(name, fields[name]))

function optionOf(name: string, field: JsonSchema): Option {
  const flag = `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`
  const option = bareOption(flag, field)
  return field.default === undefined ? option : option.default(field.default)
}

function bareOption(flag: string, { description = '', type, enum: names, several, ...field }: JsonSchema): Option {
  if (several)
    return new Option(`${flag} <names>`, `${description} (with commas between, of ${Object.keys(several).join(', ')})`)
  if (names) return new Option(`${flag} <name>`, description).choices(names)
  if (type === 'string') return new Option(`${flag} <text>`, description)
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum } = field
  if (type === 'integer') return wholeNumberOption(`${flag} <number>`, description, minimum, maximum)
  const range = exclusiveMinimum === undefined ? `${minimum} to ${maximum}` : `above ${exclusiveMinimum}`
  return numberOption(`${flag} <number>`, `${description} (${range})`)
}

import { Option } from '@commander-js/extra-typings'
import { jsonSchema } from '../../shared/codegen/jsonSchema.js'
import { RunRequest } from '../../shared/schema/runRequest.js'
import { wholeNumberOption } from './valueOptions.js'

/** The fields of a RunRequest as options, with their help, ranges and defaults from the schema. */
export const requestOptions = (): Option[] =>
  Object.entries(jsonSchema(RunRequest).properties ?? {}).map(([name, field]) => {
    const { description = '', enum: names, minimum = 0, maximum = 0 } = field
    const option: Option = names
      ? new Option(`--${name} <name>`, description).choices(names)
      : wholeNumberOption(`--${name} <number>`, description, minimum, maximum)
    return option.default(field.default)
  })

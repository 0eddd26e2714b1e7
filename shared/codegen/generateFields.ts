import { RunRequest } from '../schema/runRequest.js'
import { jsonSchema } from './jsonSchema.js'
import { pythonFile, pythonLiteral } from './pythonFile.js'

/** `generated/fields.py`: the request's fields as plain data, for the command line of the headless entry. */
export function generateFields(): string {
  const rows = Object.entries(jsonSchema(RunRequest).properties ?? {}).map(([name, field]) => {
    const limits = field.enum ? { choices: field.enum } : { minimum: field.minimum, maximum: field.maximum }
    return `    ${JSON.stringify(name)}: ${pythonLiteral({ help: field.description, default: field.default, ...limits })},`
  })
  return pythonFile(
    'shared/schema/runRequest.ts',
    `
RUN_REQUEST = {
${rows.join('\n')}
}
`,
  )
}

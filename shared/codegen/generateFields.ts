import type { z } from 'zod'
import { RunRequest } from '../schema/runRequest.js'
import { SceneDuplicatesRequest, SceneRequest, SceneSimilarRequest, SceneSortRequest } from '../schema/sceneRequest.js'
import { jsonSchema, type JsonSchema } from './jsonSchema.js'
import { pythonFile, pythonLiteral } from './pythonFile.js'

const limitsOf = (field: JsonSchema) => {
  if (field.enum) return { choices: field.enum }
  if (field.several) return { several: Object.keys(field.several) }
  return field.type === 'integer' ? { minimum: field.minimum, maximum: field.maximum } : { longest: field.maxLength }
}

const table = (name: string, schema: z.ZodType): string => {
  const rows = Object.entries(jsonSchema(schema).properties ?? {}).map(
    ([name, field]) =>
      `    ${JSON.stringify(name)}: ${pythonLiteral({ help: field.description, default: field.default, ...limitsOf(field) })},`,
  )
  return `${name} = {\n${rows.join('\n')}\n}`
}

/** `generated/fields.py`: the fields of requests as plain data, for the command line of headless.py. */
export function generateFields(): string {
  const tables = [
    table('RUN_REQUEST', RunRequest),
    table('SCENE_REQUEST', SceneRequest),
    table('SCENE_SORT_REQUEST', SceneSortRequest),
    table('SCENE_DUPLICATES_REQUEST', SceneDuplicatesRequest),
    table('SCENE_SIMILAR_REQUEST', SceneSimilarRequest),
  ]
  return pythonFile('shared/schema/runRequest.ts and shared/schema/sceneRequest.ts', `\n${tables.join('\n\n')}\n`)
}

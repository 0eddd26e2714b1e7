import type { z } from 'zod'
import { Connection } from '../schema/connection.js'
import { RunRequest } from '../schema/runRequest.js'
import { SceneDuplicatesRequest, SceneRequest, SceneSortRequest } from '../schema/sceneRequest.js'
import { jsonSchema, type JsonSchema } from './jsonSchema.js'
import { pythonFile, pythonLiteral } from './pythonFile.js'

const property = (field: JsonSchema): string => {
  const words = `name=${pythonLiteral(field.title)}, description=${pythonLiteral(field.description)}`
  const value = `default=${pythonLiteral(field.default)}`
  if (field.enum) {
    const items = field.enum.map((name) => [
      name,
      name.replaceAll('_', ' ').replace(/^./, (c) => c.toUpperCase()),
      field.choices?.[name] ?? '',
    ])
    return `bpy.props.EnumProperty(${words}, items=${pythonLiteral(items)}, ${value})`
  }
  if (field.type === 'integer')
    return `bpy.props.IntProperty(${words}, min=${field.minimum}, max=${field.maximum}, ${value})`
  if (field.type === 'boolean') return `bpy.props.BoolProperty(${words}, ${value})`
  const subtype = field.secret ? ', subtype="PASSWORD"' : field.folder ? ', subtype="DIR_PATH"' : ''
  return `bpy.props.StringProperty(${words}, maxlen=${field.maxLength}, ${value}${subtype})`
}

const propertiesClass = (name: string, doc: string, base: string, schema: z.ZodType): string => {
  const fields = Object.entries(jsonSchema(schema).properties ?? {})
  return `class ${name}${base}:
    """${doc}"""

${fields.map(([field, definition]) => `    ${field}: ${property(definition)}`).join('\n')}


${name.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase()}_FIELDS = (${fields.map(([field]) => `"${field}"`).join(', ')})
`
}

/** `generated/properties.py`: property groups with ranges, defaults and help, and the order of the panel's rows. */
export function generateProperties(): string {
  return pythonFile(
    'shared/schema/runRequest.ts, shared/schema/sceneRequest.ts and shared/schema/connection.ts',
    `
import bpy

${propertiesClass('RunRequest', 'What a run is asked for with', '(bpy.types.PropertyGroup)', RunRequest)}

${propertiesClass('SceneRequest', 'What the objects of a scene are grouped by; mixed into the settings of its groups', '', SceneRequest)}

${propertiesClass('SceneSortRequest', 'What the rest of a scene is sorted by; mixed into the settings of its sorting', '', SceneSortRequest.pick({ classes: true, unsorted: true, sure: true }))}

${propertiesClass('SceneDuplicatesRequest', 'What duplicates are looked for with; mixed into the settings of what was found', '', SceneDuplicatesRequest.pick({ tolerance: true }))}

${propertiesClass('Connection', 'How the add-on reaches the server; mixed into its preferences', '', Connection)}

def read_request(properties):
    """The fields of a RunRequest as the plain dict that the server takes."""
    return {name: getattr(properties, name) for name in RUN_REQUEST_FIELDS}


def draw_fields(layout, properties, fields):
    """One row a field."""
    for name in fields:
        layout.prop(properties, name)
`,
  )
}

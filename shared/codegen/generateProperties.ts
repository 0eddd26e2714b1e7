import type { z } from 'zod'
import { Connection } from '../schema/connection.js'
import { PRESET_BASES, PRESET_MODIFIERS } from '../schema/recipeWords.js'
import { RunRequest } from '../schema/runRequest.js'
import { SceneDuplicatesRequest, SceneRequest, SceneSortRequest } from '../schema/sceneRequest.js'
import { jsonSchema, type JsonSchema } from './jsonSchema.js'
import { pythonFile, pythonLiteral } from './pythonFile.js'

/** A name as Blender writes it: `UV Sphere`. */
const labelOf = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/\bUv\b/, 'UV')

const itemsOf = (names: readonly string[], help: JsonSchema['choices'] = {}): string =>
  pythonLiteral(names.map((name) => [name, labelOf(name), help[name] ?? '']))

const property = (field: JsonSchema): string => {
  const words = `name=${pythonLiteral(field.title)}, description=${pythonLiteral(field.description)}`
  const value = `default=${pythonLiteral(field.default)}`
  const several = Object.keys(field.several ?? {})
  if (field.several)
    return `bpy.props.EnumProperty(${words}, items=${itemsOf(several, field.several)}, options={"ENUM_FLAG"}, default={${several.map(pythonLiteral).join(', ')}})`
  if (field.enum) return `bpy.props.EnumProperty(${words}, items=${itemsOf(field.enum, field.choices)}, ${value})`
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

# What each preset has of the fields of which several can be ticked.
OF_PRESET = {
    "bases": ${pythonLiteral(PRESET_BASES)},
    "modifiers": ${pythonLiteral(PRESET_MODIFIERS)},
}


def chosen(properties, field):
    """What is ticked of a field, among what the preset has."""
    return [name for name in OF_PRESET[field][properties.preset] if name in getattr(properties, field)]


def read_request(properties):
    """The fields of a RunRequest as the plain dict that the server takes."""
    request = {name: getattr(properties, name) for name in RUN_REQUEST_FIELDS}
    for field, of_preset in OF_PRESET.items():
        names = chosen(properties, field)
        request[field] = "" if len(names) == len(of_preset[properties.preset]) else ",".join(names)
    return request


def draw_fields(layout, properties, fields):
    """One row a field."""
    for name in fields:
        layout.prop(properties, name)
`,
  )
}

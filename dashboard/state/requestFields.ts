import { getJson } from '../api/call.js'

/** A field of a request, from its JSON schema: everything that a form needs. */
export type RequestField = {
  readonly name: string
  readonly title: string
  readonly description: string
} & (
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number; readonly default: number }
  /** The choices, each with its meaning. */
  | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, string>>; readonly default: string }
  /** A set of names, separated by commas; '' = all. The choices, each with its meaning. */
  | { readonly kind: 'several'; readonly choices: Readonly<Record<string, string>>; readonly default: string }
  | { readonly kind: 'text'; readonly isRequired: boolean; readonly default: string }
)

interface Property {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly default?: string | number
  readonly minimum?: number
  readonly maximum?: number
  readonly choices?: Readonly<Record<string, string>>
  readonly several?: Readonly<Record<string, string>>
}

interface Fields {
  readonly properties: Readonly<Record<string, Property>>
  readonly required?: readonly string[]
}

interface Description {
  readonly components: { readonly schemas: Readonly<Record<string, Fields | { readonly oneOf: readonly Fields[] }>> }
}

/**
 * The fields of a request's schema; where it has several forms, the fields of the first.
 *
 * @param wanted names of the fields, in this order; default all
 * @throws CallError
 */
export async function readRequestFields(schema: string, wanted?: readonly string[]): Promise<RequestField[]> {
  const { components } = await getJson<Description>('/api/openapi.json')
  const described = components.schemas[schema]
  const { properties, required = [] } = 'oneOf' in described ? described.oneOf[0] : described
  return (wanted ?? Object.keys(properties)).map((name) => fieldOf(name, properties[name], required.includes(name)))
}

function fieldOf(name: string, property: Property, isRequired: boolean): RequestField {
  const { title = name, description = '', choices, several, minimum, maximum } = property
  const words = { name, title, description }
  if (choices) return { ...words, kind: 'choice', choices, default: String(property.default) }
  if (several) return { ...words, kind: 'several', choices: several, default: String(property.default) }
  if (minimum !== undefined && maximum !== undefined)
    return { ...words, kind: 'number', minimum, maximum, default: Number(property.default) }
  return { ...words, kind: 'text', isRequired, default: String(property.default ?? '') }
}

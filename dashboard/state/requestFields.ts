import type { RunRequest } from '../../shared/schema/runRequest.js'
import { getJson } from '../api/call.js'

/** A field of the request as its JSON schema tells it: all that a form has to know. */
export type RequestField = {
  readonly name: keyof RunRequest
  readonly title: string
  readonly description: string
} & (
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number; readonly default: number }
  /** Each choice with what it means. */
  | { readonly kind: 'choice'; readonly choices: Readonly<Record<string, string>>; readonly default: string }
)

interface Description {
  readonly components: {
    readonly schemas: {
      readonly RunRequest: { readonly properties: Record<string, Omit<RequestField, 'name' | 'kind'>> }
    }
  }
}

/** The fields in their order. @throws CallError */
export async function readRequestFields(): Promise<RequestField[]> {
  const { components } = await getJson<Description>('/api/openapi.json')
  return Object.entries(components.schemas.RunRequest.properties).map(
    ([name, field]) => ({ ...field, name, kind: 'choices' in field ? 'choice' : 'number' }) as RequestField,
  )
}

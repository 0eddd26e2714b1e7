import { assertNever } from '../../shared/assertNever.js'

/**
 * A field in the form that is sent between threads: a column of texts as one text, one of few different texts as these
 * and their numbers, a column of numbers as its bytes.
 */
type PackedField =
  | { readonly kind: 'texts'; readonly joined: string }
  | { readonly kind: 'repeated'; readonly joined: string; readonly indices: Int32Array }
  | { readonly kind: 'numbers'; readonly values: Int32Array | Float64Array }
  | { readonly kind: 'other'; readonly value: unknown }

export type PackedColumns = Readonly<Record<string, PackedField>>

/** Separates texts. None of ours contains it; a column in which one does is sent as it is. */
const BETWEEN = '\0'
/** A column whose texts repeat at least so often on average shares them: 100,000 equal class names are then one text. */
const REPEATED = 4

/** Packs a parsed object for another thread, so that receiving it there costs next to nothing. */
export const packColumns = (fields: Readonly<Record<string, unknown>>): PackedColumns =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, packField(field)]))

function packField(field: unknown): PackedField {
  if (!Array.isArray(field) || field.length === 0) return { kind: 'other', value: field }
  const column = field as readonly unknown[]
  if (column.every((value) => typeof value === 'number')) {
    const isWhole = column.every((value) => (value | 0) === value)
    return { kind: 'numbers', values: isWhole ? Int32Array.from(column) : Float64Array.from(column) }
  }
  if (column.every((value) => typeof value === 'string' && !value.includes(BETWEEN))) return packTexts(column)
  return { kind: 'other', value: field }
}

function packTexts(column: readonly unknown[]): PackedField {
  const different = new Map<unknown, number>()
  const indices = Int32Array.from(column, (text) => {
    const index = different.get(text) ?? different.size
    different.set(text, index)
    return index
  })
  return REPEATED * different.size <= column.length
    ? { kind: 'repeated', joined: [...different.keys()].join(BETWEEN), indices }
    : { kind: 'texts', joined: column.join(BETWEEN) }
}

/** Unpacks what packColumns packed. Between two columns the page can react to input. */
export async function unpackColumns(packed: PackedColumns): Promise<Record<string, unknown>> {
  const fields: [name: string, field: unknown][] = []
  for (const [name, field] of Object.entries(packed)) {
    fields.push([name, unpackField(field)])
    if (field.kind !== 'other') await letAnswer()
  }
  return Object.fromEntries(fields)
}

/**
 * Lets the page react to input. It uses a message, because timers of a page that is out of sight run once a second.
 */
const letAnswer = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })

function unpackField(field: PackedField): unknown {
  switch (field.kind) {
    case 'texts':
      return field.joined.split(BETWEEN)
    case 'repeated': {
      const texts = field.joined.split(BETWEEN)
      const column: string[] = []
      for (const index of field.indices) column.push(texts[index])
      return column
    }
    case 'numbers':
      return Array.from(field.values)
    case 'other':
      return field.value
    default:
      return assertNever(field)
  }
}

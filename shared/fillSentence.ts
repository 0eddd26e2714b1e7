export type SentenceValues = Readonly<Record<string, string | number>>

/** A sentence of a table with `{name}` replaced by the value; a name without a value stays as it is. */
export const fillSentence = (template: string, values: SentenceValues): string =>
  template.replace(/\{(\w+)\}/g, (hole, name: string) => (name in values ? String(values[name]) : hole))

export type SentenceValues = Readonly<Record<string, string | number>>

/**
 * Replaces each `{name}` of a sentence by its value; a name without a value stays as it is. Values may come from
 * files, so their control characters, which could control the terminal that shows the sentence, are written as `\x1B`.
 */
export const fillSentence = (template: string, values: SentenceValues): string =>
  template.replace(/\{(\w+)\}/g, (hole, name: string) => (name in values ? visible(String(values[name])) : hole))

const visible = (text: string): string =>
  text.replace(
    /(?![\n\t])\p{Cc}/gu,
    (control) => `\\x${control.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

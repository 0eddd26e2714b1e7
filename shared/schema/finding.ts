import { z } from 'zod'
import { fillSentence, type SentenceValues } from '../fillSentence.js'
import { FINDINGS, type FindingCode } from '../findingTable.js'

/** Something a person should know before colors are shown. */
export const Finding = z
  .object({
    code: z.enum(Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]]),
    level: z.enum(['stop', 'warn']).meta({ description: 'stop: ask before coloring; warn: show with the result' }),
    text: z.string().meta({ description: 'What it means, for people who do not know the method' }),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof Finding>

/** A finding from the table, with its sentence filled in. */
export const finding = (code: FindingCode, values: SentenceValues): Finding => {
  const { level, sentence } = FINDINGS[code]
  return { code, level, text: fillSentence(sentence, values) }
}

import type { DescribedFiles } from '../library/describePaths.js'
import { voteLines } from '../library/voteLines.js'
import { unreadSentence } from '../mesh/formats.js'

type Files = Pick<DescribedFiles, 'refused' | 'passedOver' | 'unread'> & Partial<Pick<DescribedFiles, 'votes'>>

/** A line for each file that gave no numbers, and for those that were not looked at: of formats that are not read, of macOS. */
export const fileLines = ({ refused, passedOver, unread, votes = [] }: Files): string[] => [
  ...refused.map(({ id, message }) => `refused   ${id}: ${message}`),
  ...(unread.size > 0 ? [`unread    ${unreadSentence(unread)}`] : []),
  ...(passedOver > 0 ? [`passed    over ${passedOver} that macOS leaves beside the real files (._*, __MACOSX)`] : []),
  ...voteLines(votes),
]

/**
 * Whether something could not be looked at: what was asked for is then not done as a whole, and the command fails at its end.
 * A file whose content is no mesh is a finding, no failure.
 */
export const isIncomplete = ({ refused }: Pick<Files, 'refused'>): boolean =>
  refused.some(({ code }) => code.startsWith('input.'))

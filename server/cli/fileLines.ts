import type { DescribedFiles } from '../library/describePaths.js'
import { voteLines } from '../library/voteLines.js'
import { unreadSentence } from '../mesh/formats.js'

type Files = Pick<DescribedFiles, 'refused' | 'passedOver' | 'unread'> & Partial<Pick<DescribedFiles, 'votes'>>

/**
 * A line for each file that gave no numbers, and lines that count those that were not read: of unsupported formats, or
 * left by macOS.
 */
export const fileLines = ({ refused, passedOver, unread, votes = [] }: Files): string[] => [
  ...refused.map(({ id, message }) => `refused   ${id}: ${message}`),
  ...(unread.size > 0 ? [`unread    ${unreadSentence(unread)}`] : []),
  ...(passedOver > 0 ? [`passed    over ${passedOver} that macOS leaves beside the real files (._*, __MACOSX)`] : []),
  ...voteLines(votes),
]

/**
 * Whether a file could not be read. What was asked for is then incomplete, and the command fails at its end. A file
 * that was read but holds no mesh is a finding, not a failure.
 */
export const isIncomplete = ({ refused }: Pick<Files, 'refused'>): boolean =>
  refused.some(({ code }) => code.startsWith('input.'))

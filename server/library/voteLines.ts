import { FORMATS } from '../mesh/formats.js'
import type { UpVote } from './voteUp.js'

/** A line for each format that was voted on. */
export const voteLines = (votes: readonly UpVote[]): string[] =>
  votes.map(({ format, up, votes: own, against, certainty, isSure }) => {
    const said = `${own} of ${own + against} ${FORMATS[format].name} meshes say so`
    return !isSure
      ? `up        y was taken in ${FORMATS[format].name} files, but only ${said}: give --up y or z`
      : `up        ${up} in ${FORMATS[format].name} files: ${said}, ${(100 * certainty).toFixed(1)} % sure`
  })

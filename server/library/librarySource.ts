import type { SplitChoice } from '../../shared/schema/splitChoice.js'
import { isImported } from '../mesh/formats.js'
import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { fileSource } from './fileSource.js'
import type { FoundFiles } from './findMeshFiles.js'
import { importFiles } from './imports/importFiles.js'
import { splitSource } from './splitSource.js'

/**
 * The shapes of files that were found: first of those that are read here, then of those that a Blender imports, which is
 * started where there are any.
 *
 * @param split auto: the shapes of a file that holds several one by one
 * @returns its `count` grows as files turn out to hold several
 */
export function librarySource(
  { files, refused }: Pick<FoundFiles, 'files' | 'refused'>,
  split: SplitChoice,
  signal: AbortSignal,
): MeshSource {
  const whole = fileSource({ files: files.filter(({ id }) => !isImported(id)), refused })
  const read = split === 'auto' ? splitSource(whole, signal) : whole
  const imported = files.filter(({ id }) => isImported(id))
  let more = 0
  return {
    get count() {
      return read.count + imported.length + more
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<SourcedShape, void> {
      let index = 0
      for await (const sourced of read) yield { ...sourced, index: index++ }
      let at = 0
      for await (const parts of importFiles(imported, { split, signal })) {
        const { id, class: label } = imported[at++]
        more += parts.length - 1
        for (const { name, shape } of parts)
          yield { index: index++, id: name === '' ? id : `${id}#${name}`, class: label, shape }
      }
    },
  }
}

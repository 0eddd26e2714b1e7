import type { MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { Splitter } from './splitter.js'

/**
 * The shapes of a source of files, those of a file that holds several one by one: `car.obj#wheel`. A file with one shape keeps
 * its id.
 *
 * @returns its `count` grows as files turn out to hold several
 */
export function splitSource(source: MeshSource, signal: AbortSignal): MeshSource {
  let more = 0
  return {
    get count() {
      return source.count + more
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<SourcedShape, void> {
      const splitter = new Splitter()
      let index = 0
      try {
        for await (const sourced of source) {
          const { id, shape } = sourced
          const parts = 'refused' in shape ? [{ name: '', shape }] : await splitter.partsOf(shape, signal)
          more += parts.length - 1
          for (const part of parts)
            yield { ...sourced, id: part.name === '' ? id : `${id}#${part.name}`, shape: part.shape, index: index++ }
        }
      } finally {
        await splitter.close()
      }
    },
  }
}

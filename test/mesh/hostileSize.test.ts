import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import type { MeshFormat } from '../../server/mesh/formats.js'
import { compiledUrl } from '../../server/system/projectRoot.js'

const BYTES = 10_000_000
/** Each takes 0.01 to 0.5 s on an idle machine; the loaders alone would take minutes. Milliseconds. */
const TIME_LIMIT = 20_000

/** Parses in a thread that is ended at the time limit; gives the number of triangles or the code of the refusal. */
function parseInTime(text: string, format: MeshFormat): Promise<number | string> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     import(workerData.module).then(({ parseMesh }) => {
       try {
         parentPort.postMessage(parseMesh(Buffer.from(workerData.text), workerData.format).triangles.length / 3)
       } catch (error) {
         parentPort.postMessage(error.code ?? String(error))
       }
     })`,
    { eval: true, execArgv: [], workerData: { module: compiledUrl('server/mesh/parseMesh.js').href, text, format } },
  )
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('too slow'), TIME_LIMIT)
    worker.once('message', resolve).once('error', reject)
    worker.once('exit', () => clearTimeout(timer))
  }).finally(() => worker.terminate()) as Promise<number | string>
}

const fill = (piece: string): string => piece.repeat(Math.ceil(BYTES / piece.length))
const facet = (gap = '') =>
  `facet normal 0 0 1 outer loop vertex 0 0 0 vertex 1 0 0 vertex${gap} 0 1 0 endloop endfacet\n`
const triangle = 'v 0 0 0\nv 1 0 0\nv 0 1 0\n'
const crossing = Array.from({ length: 250 }, (_, i) => `v ${(i * 7919) % 997} ${(i * 104729) % 991} 0\n`).join('')
const crossingFace = `f ${Array.from({ length: 250 }, (_, i) => i + 1).join(' ')}\n`

describe('10 MB of hostile text', () => {
  it.each<[string, string, MeshFormat, number | string]>([
    ['solid without end', fill('solid a\n'), 'stl', 'mesh.syntax'],
    ['solid and endsolid', fill('solid\nendsolid\n'), 'stl', 'mesh.empty'],
    ['facets without end', `solid\n${fill('facet normal 0 0 0\n')}`, 'stl', 'mesh.syntax'],
    ['blanks', fill(' '), 'stl', 'mesh.empty'],
    ['digits', fill('1'), 'stl', 'mesh.syntax'],
    ['blanks between two words', `solid\n${facet(fill(' '))}endsolid`, 'stl', 1],
    ['a name full of facets', `solid ${fill('facet vertex 1 2 3 endsolid ')}\n${facet()}endsolid`, 'stl', 1],
    ['blanks', fill(' '), 'obj', 'mesh.empty'],
    ['digits', `v ${fill('1')}`, 'obj', 'mesh.syntax'],
    ['groups', `${triangle}${fill('o a\n')}f 1 2 3\n`, 'obj', 1],
    ['unknown lines', `${triangle}${fill('xyz 1\n')}f 1 2 3\n`, 'obj', 1],
    ['vertices', `${fill('v 1 2 3\n')}`, 'obj', 'mesh.empty'],
    ['joined lines', fill('\\\n'), 'obj', 'mesh.empty'],
    ['one face', `${triangle}f${fill(' 1 2 3')}\n`, 'obj', 'mesh.tooLarge'],
    ['outlines that cross themselves', crossing + crossingFace.repeat(6000), 'obj', 'mesh.tooConcave'],
  ])('%s: ends in time', async (_, text, format, expected) => {
    expect(await parseInTime(text, format)).toBe(expected)
  })
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import { findBlender } from '../../server/blender/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { Access } from '../../server/http/access.js'
import { openWebSockets } from '../../server/http/openWebSockets.js'
import { readStl } from '../../server/mesh/readStl.js'
import { newRunId } from '../../server/run/newRunId.js'
import { Blenders } from '../../server/session/blenders.js'
import type { BlenderLink } from '../../server/session/blenderLink.js'
import { withBlender } from '../../server/session/withBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import type { BenchOptions } from './benchOptions.js'

const TOKEN = 'bench'

interface Measured {
  readonly what: string
  readonly triangles?: number
  readonly count: number
  readonly seconds: number
}

/**
 * Meshes from real Blender to the server: read, sent and acknowledged, against the student's way: Blender's STL operator, a
 * file, read by the server. Milliseconds a shape, the best of three; also linked copies, coloring, and making shapes by
 * recipes against `bpy.ops`.
 */
export async function run({ json, compare }: BenchOptions): Promise<void> {
  const install = await findBlender()
  if (install === undefined) throw new Error('There is no Blender here.')
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-bridge-'))
  const measured: Measured[] = []
  const log = pino({ level: 'silent' })
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const blenders: Blenders = new Blenders((link, message) => {
    if (message.type === 'start_scene')
      void timeScene(blenders, link, message.request).then((row) => measured.push(row), console.error)
  })
  const sockets = openWebSockets(http, new Access(TOKEN, ['127.0.0.1'], () => performance.now()), blenders, '0', log)
  const blender = startHeadlessBlender(install, {
    script: join(PROJECT_ROOT, 'test/bench/bridge_bench.py'),
    args: [`http://127.0.0.1:${(http.address() as AddressInfo).port}`, folder],
    env: { SHAPEKIN_TOKEN: TOKEN },
    seconds: 600,
    onLog: (line) => {
      if (!line.startsWith('@bench ')) return
      const row = JSON.parse(line.slice(7)) as Measured & { blender?: string }
      if (row.blender !== undefined) console.error(`Blender ${row.blender}`)
      else measured.push(row.what === 'export' ? { ...row, seconds: row.seconds + readFiles(folder) } : row)
    },
  })
  await blender.ended
  sockets.close()
  http.close()
  rmSync(folder, { recursive: true, force: true })
  const lines = summarize(measured, compare)
  console.log(json ? JSON.stringify(lines) : lines.map(({ text }) => text).join('\n'))
}

/** Everything a scene holds, as a grouping asks for it: the last mesh is here when the last is acknowledged. */
async function timeScene(blenders: Blenders, link: BlenderLink, request: SceneTask): Promise<Measured> {
  const runId = newRunId()
  const source = { blenders, start: () => Promise.reject(new Error('no other Blender')) }
  let row: Measured | undefined
  await withBlender(source, { runId, signal: new AbortController().signal, given: link }, async (blender) => {
    blender.acceptScene()
    const began = performance.now()
    const listing = await blender.listObjects({ ...request, collection: '' })
    let count = 0
    for await (const { shape } of blender.readShapes(listing)) {
      if ('refused' in shape) throw new Error(shape.refused.message)
      count++
    }
    const seconds = (performance.now() - began) / 1000
    row =
      request.collection === 'copies'
        ? { what: 'copies', count: listing.objects.length, seconds }
        : { what: 'bridge', triangles: Number(request.collection), count, seconds }
    return { summary: '', files: [], notes: [] }
  })
  if (row === undefined) throw new Error('nothing was measured')
  return row
}

/** Seconds to read every STL file of a folder, which is empty afterwards. */
function readFiles(folder: string): number {
  const began = performance.now()
  for (const name of readdirSync(folder)) readStl(readFileSync(join(folder, name)))
  const seconds = (performance.now() - began) / 1000
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  return seconds
}

function summarize(
  measured: readonly Measured[],
  record: BenchOptions['compare'],
): { text: string; [name: string]: unknown }[] {
  const best = (what: string, triangles?: number): Measured => {
    const rows = measured.filter((row) => row.what === what && row.triangles === triangles)
    const [first] = rows.toSorted((a, b) => a.seconds - b.seconds)
    if (first === undefined) throw new Error(`${what} was not measured`)
    return first
  }
  const each = ({ seconds, count }: Measured) => (1000 * seconds) / count
  const compare = (words: string, ours: Measured, theirs: Measured) => {
    const ratio = each(theirs) / each(ours)
    record(words, "the student's way", each(ours) / 1000, each(theirs) / 1000)
    const text = `${words}: ${each(ours).toFixed(2)} ms a shape, the student's way ${each(theirs).toFixed(2)} ms: ${ratio.toFixed(1)}x`
    return { text, ours: each(ours), theirs: each(theirs), ratio }
  }
  const sizes = [...new Set(measured.flatMap(({ triangles }) => triangles ?? []))]
  const [copies, color] = [best('copies'), best('color')]
  return [
    ...sizes.map((triangles) =>
      compare(`${triangles} triangles, read, sent, acknowledged`, best('bridge', triangles), best('export', triangles)),
    ),
    compare('made by recipe and read', best('recipes'), best('operators')),
    { text: `${copies.count} linked copies: ${copies.seconds.toFixed(2)} s`, seconds: copies.seconds },
    { text: `${color.count} objects colored: ${(1000 * color.seconds).toFixed(0)} ms`, seconds: color.seconds },
  ]
}

import { onTestFinished } from 'vitest'
import { startShapekin, type Shapekin } from '../../server/main.js'
import type { AtEnd } from './oncePerFile.js'
import { temporaryFolder } from './temporaryFolder.js'

interface ServerManner {
  readonly atEnd?: AtEnd
  readonly home?: string
  readonly port?: number
}

/** The real server on a free port with a home of its own; closed after the test. */
export async function startServer({
  atEnd = onTestFinished,
  home = temporaryFolder(atEnd),
  port = 0,
}: ServerManner = {}): Promise<Shapekin> {
  const shapekin = await startShapekin({ home, port, host: '127.0.0.1', allowedHosts: [], logLevel: 'debug' })
  atEnd(() => shapekin.close())
  return shapekin
}

/** The API as a client with the token calls it. */
export const callApi = (
  shapekin: Shapekin,
  path: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
) =>
  fetch(shapekin.address + path, {
    method: options.method ?? 'GET',
    headers: { authorization: `Bearer ${shapekin.home.token}`, 'content-type': 'application/json', ...options.headers },
    ...(options.body === undefined
      ? {}
      : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
  })

import type { Problem } from '../../shared/schema/problem.js'
import { authorization } from './token.js'

/** The server's own error message. `status` 0 = the server does not answer. */
export class CallError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message)
  }
}

/** Calls the API. @throws CallError */
export async function call(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = { ...authorization(), ...(options.headers as Record<string, string> | undefined) }
  const response = await fetch(path, { ...options, headers }).catch((cause: unknown) => {
    if (options.signal?.aborted) throw cause
    throw new CallError('The server does not answer. Start it with `npm start`.', 0)
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
  throw new CallError(problem.detail ?? `The server answered ${response.status}.`, response.status)
}

export const getJson = async <T>(path: string): Promise<T> => (await call(path)).json() as Promise<T>

/** Calls the API with a JSON body. @throws CallError */
export const send = (path: string, body: unknown, method = 'POST'): Promise<Response> =>
  call(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

export const postJson = async <T>(path: string, body: unknown, method = 'POST'): Promise<T> =>
  (await send(path, body, method)).json() as Promise<T>

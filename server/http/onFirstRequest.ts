import type { RequestListener } from 'node:http'

/** A listener that is loaded when the first request comes. If it can not be loaded, the connection is closed. */
export function onFirstRequest(load: () => Promise<RequestListener>): RequestListener {
  let loaded: Promise<RequestListener> | undefined
  return (request, response) => {
    loaded ??= load()
    loaded.then(
      (listener) => listener(request, response),
      (cause: unknown) => request.destroy(cause instanceof Error ? cause : new Error(String(cause))),
    )
  }
}

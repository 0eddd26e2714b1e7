import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { ERRORS } from '../../shared/errorTable.js'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { Problem } from '../../shared/schema/problem.js'

/** What express, body-parser and send say about a failed request; `type` is from body-parser. */
interface ClientError {
  readonly status?: number
  readonly type?: string
  readonly limit?: number
  readonly message?: string
}

/** Turns an error of express into one of the error table, where its status says that the client is to blame. */
function fromExpress(cause: unknown, request: Request): unknown {
  const { status = 500, type, limit = 0, message = '' } = cause as ClientError
  if (cause instanceof ShapekinError || status < 400 || status >= 500) return cause
  if (status === 413) return new ShapekinError('http.bodyTooLong', { limit }, { cause })
  if (status === 416) return new ShapekinError('http.noRange', { range: request.headers.range ?? '' }, { cause })
  if (status === 404) return noRouteTo(request)
  return new ShapekinError(type === undefined ? 'http.badRequest' : 'http.body', { problem: message }, { cause })
}

/** A failure in the form in which HTTP clients get it. */
export function problemOf(cause: unknown): Problem {
  const { code, message } = toShapekinError(cause)
  return { type: 'about:blank', title: code, status: ERRORS[code].status, code, detail: message }
}

/** Sends every failure as a Problem with a `code` of the error table. */
export const sendProblem: ErrorRequestHandler = (cause, request, response, next) => {
  if (response.headersSent) return next(cause)
  const problem = problemOf(fromExpress(cause, request))
  if (cause instanceof ShapekinError && cause.code === 'session.tooManyFailures')
    response.set('Retry-After', String(cause.values.seconds))
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

export const noRoute: RequestHandler = (request) => {
  throw noRouteTo(request)
}

const noRouteTo = ({ method, path }: Request) => new ShapekinError('http.noRoute', { method, path })

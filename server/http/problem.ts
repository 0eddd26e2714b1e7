import type { ErrorRequestHandler, RequestHandler } from 'express'
import { ERRORS } from '../../shared/errorTable.js'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'

/** Errors of express and body-parser carry a status of their own. */
const fromExpress = (cause: unknown): unknown => {
  const { status, type, message } = cause as { status?: number; type?: string; message?: string }
  return type !== undefined && status !== undefined && status < 500
    ? new ShapekinError('http.body', { problem: message ?? type }, { cause })
    : cause
}

/** Every failure leaves as `application/problem+json` (RFC 9457) with a `code` of the error table. */
export const sendProblem: ErrorRequestHandler = (cause, _request, response, next) => {
  if (response.headersSent) return next(cause)
  const error = toShapekinError(fromExpress(cause))
  const { status } = ERRORS[error.code]
  response.status(status).type('application/problem+json')
  response.send(
    JSON.stringify({ type: 'about:blank', title: error.code, status, code: error.code, detail: error.message }),
  )
}

export const noRoute: RequestHandler = (request) => {
  throw new ShapekinError('http.noRoute', { method: request.method, path: request.path })
}

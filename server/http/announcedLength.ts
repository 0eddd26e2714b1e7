import type { RequestHandler } from 'express'
import { ShapekinError } from '../../shared/errors.js'

/**
 * Refuses a body by the length that its request announces. body-parser knows the limit, too, but answers only after
 * the whole body was sent. Here the answer comes at once, and what is sent nevertheless is thrown away.
 *
 * @param limitOf the most bytes that a request may have
 */
export const announcedLength =
  (limitOf: (path: string) => number): RequestHandler =>
  ({ headers, baseUrl, path }, _response, next) => {
    const limit = limitOf(baseUrl + path)
    if (Number(headers['content-length'] ?? 0) > limit) throw new ShapekinError('http.bodyTooLong', { limit })
    next()
  }

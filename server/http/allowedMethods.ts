import type { RequestHandler } from 'express'
import { ShapekinError } from '../../shared/errors.js'
import type { DescribedRoutes } from './describedRoutes.js'

/** Refuses methods that an address does not take, and names those that it takes in `Allow` (RFC 9110, 15.5.6). */
export const allowedMethods =
  (routes: DescribedRoutes): RequestHandler =>
  ({ method, baseUrl, path }, response, next) => {
    const whole = baseUrl + path
    const route = routes.find(whole)
    if (route === undefined || route.methods.includes(method)) return next()
    const allowed = route.methods.join(', ')
    response.set('Allow', allowed)
    throw new ShapekinError('http.method', { method, path: whole, allowed })
  }

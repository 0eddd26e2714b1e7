import { join } from 'node:path'
import express, { Router, type RequestHandler } from 'express'
import { PROJECT_ROOT } from '../system/projectRoot.js'

/** Allows nothing from other servers, no script in the page, no style in a tag, and no frame around it. */
export const contentPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

/** Built by `npm run build`. */
const PAGE = join(PROJECT_ROOT, 'dist/dashboard')
const INDEX = join(PAGE, 'index.html')

/**
 * Serves the page and what it loads. The page's views have addresses of their own, all of which get the same page.
 */
export function servePage(): Router {
  const router = Router()
  // Vite names the files that it builds after their content.
  router.use('/assets', express.static(join(PAGE, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  router.use(express.static(PAGE, { cacheControl: false }))
  router.get(/^\/(runs|scenes|library)(\/|$)/, (_request, response) => response.sendFile(INDEX))
  return router
}

/** Answers a browser that looks for a page where there is none with the page, which says so. Programs do not ask for HTML. */
export const noPage: RequestHandler = (request, response, next) => {
  const isBrowser = request.method === 'GET' && request.accepts(['json', 'html']) === 'html'
  if (!isBrowser || /^\/api(\/|$)/.test(request.path)) return next()
  response.status(404).sendFile(INDEX)
}

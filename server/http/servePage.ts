import { join } from 'node:path'
import express, { Router } from 'express'
import { PROJECT_ROOT } from '../system/projectRoot.js'

/** Nothing but what this server has: no script in the page, no style in a tag, no frame around it. */
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

/** The page and what it loads. Its views have addresses of their own, all of which are the one page. */
export function servePage(): Router {
  const router = Router()
  // Vite names what it builds by its content.
  router.use('/assets', express.static(join(PAGE, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  router.use(express.static(PAGE, { cacheControl: false }))
  router.get(/^\/(runs|scenes|library)(\/|$)/, (_request, response) => response.sendFile(join(PAGE, 'index.html')))
  return router
}

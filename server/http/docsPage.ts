import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Router } from 'express'

/** Swagger UI comes from the installed packages: nothing is fetched from elsewhere. */
const FILES = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' } as const

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Shapekin: REST</title>
    <link rel="icon" href="/icon.svg" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <main id="docs"><p>The same as text: <a href="/api/openapi.json">openapi.json</a></p></main>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, displayRequestDuration: true })
`

/**
 * `/api/docs`: a page to read the description of the API, and to try it with the token. It needs no token, as the
 * description needs none.
 */
export function docsPage(): Router {
  const packages = createRequire(import.meta.url)
  const router = Router()
  router.use((_request, response, next) => {
    // Swagger UI's style sheet has icons as data URLs.
    const policy = String(response.getHeader('Content-Security-Policy')).replace('img-src', 'img-src data:')
    response.setHeader('Content-Security-Policy', policy)
    next()
  })
  router.get('/', (_request, response) => void response.type('html').send(PAGE))
  router.get('/start.js', (_request, response) => void response.type('text/javascript').send(START))
  for (const [name, type] of Object.entries(FILES))
    router.get(`/${name}`, (_request, response) => {
      response.type(type).send(readFileSync(packages.resolve(`swagger-ui-dist/${name}`)))
    })
  return router
}

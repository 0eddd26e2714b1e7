import type { ZodOpenApiPathsObject } from 'zod-openapi'

/** Headings of the API's description, in this order; a route is listed under the first one that fits it. */
const HEADINGS = [
  { name: 'Runs', way: '/api/runs', description: 'Experiments: shapes that are made, learned from and grouped' },
  { name: 'Scenes', way: '/api/scenes', description: 'Objects of a .blend, or of the scene that a Blender has open' },
  {
    name: 'Library',
    way: '/api/library',
    description: 'Folders of mesh files, described once and asked again and again',
  },
  { name: 'Shapes', way: '/api/shapes', description: 'The shapes of the library, one by one' },
  { name: 'Blender', way: '/api/selection', description: 'What is selected in the windows that are connected' },
  { name: 'Checkpoints', way: '/api/checkpoints', description: 'Trained networks' },
  { name: 'Pictures and meshes', way: /^\/api\/(thumbnails|meshes)/, description: 'Of what was shown, by their keys' },
  { name: 'Server', way: '/api', description: 'Whether it lives, what happens, figures, this description' },
] as const

/** The headings in the form of an OpenAPI document. */
export const headings = () => HEADINGS.map(({ name, description }) => ({ name, description }))

/** Puts every route under its heading. */
export const withHeadings = (paths: ZodOpenApiPathsObject): ZodOpenApiPathsObject =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [method, { tags: [headingOf(path)], ...operation }]),
      ),
    ]),
  )

const headingOf = (path: string): string =>
  HEADINGS.find(({ way }) => (typeof way === 'string' ? path.startsWith(way) : way.test(path)))?.name ?? ''

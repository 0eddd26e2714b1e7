/** The part of the API's description that holds its addresses. */
interface Described {
  readonly paths?: Readonly<Record<string, object>>
}

/** A part of an address that is filled in; a file's name may contain `/`. */
const PART = /\{\w+\}/g
const wayOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(PART, '[^/]+').replace(/\/files\/\[\^\/\]\+$/, '/files/.+')}/?$`)

/** Finds the route of the API for a requested address. The API's description is the only list of routes. */
export class DescribedRoutes {
  private readonly routes: readonly { template: string; way: RegExp; methods: readonly string[] }[]

  constructor({ paths = {} }: Described) {
    this.routes = Object.entries(paths).map(([template, operations]) => {
      const methods = Object.keys(operations).map((method) => method.toUpperCase())
      return { template, way: wayOf(template), methods: methods.includes('GET') ? [...methods, 'HEAD'] : methods }
    })
  }

  /** `/api/runs/{id}` with the methods that it takes; undefined for an address that is not described. */
  find(path: string): { readonly template: string; readonly methods: readonly string[] } | undefined {
    return this.routes.find(({ way }) => way.test(path))
  }
}

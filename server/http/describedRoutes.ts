/** A description of the API, as far as its addresses go. */
interface Described {
  readonly paths?: Readonly<Record<string, object>>
}

/** A part of an address that is filled in; a file's name may hold `/`. */
const PART = /\{\w+\}/g
const wayOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(PART, '[^/]+').replace(/\/files\/\[\^\/\]\+$/, '/files/.+')}/?$`)

/** Finds the routes of the API by the addresses that are asked for: the description is the only list of them. */
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

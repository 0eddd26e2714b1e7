import { request, type IncomingHttpHeaders } from 'node:http'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { Shapekin } from '../../server/main.js'

interface Asked {
  readonly method?: string
  /** A route as openapi.json has it. */
  readonly route: string
  readonly id?: string
  readonly name?: string
  readonly key?: string
  readonly number?: string
  readonly group?: string
  readonly other?: string
  readonly body?: string
  readonly query?: string
  readonly headers?: Record<string, string>
}

/** A client that holds every answer against the description that the server publishes. */
export class ApiClient {
  /** `get /api/runs 200` */
  readonly seen = new Set<string>()
  private constructor(
    private readonly shapekin: Shapekin,
    readonly document: { paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>> },
    private readonly ajv: Ajv2020,
  ) {}

  static async of(shapekin: Shapekin): Promise<ApiClient> {
    const document = (await (await fetch(`${shapekin.address}/api/openapi.json`)).json()) as ApiClient['document']
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
    ajv.addSchema({ $id: 'api', ...document })
    return new ApiClient(shapekin, document, ajv)
  }

  /** All answers that the routes are described with, as `seen` has them. */
  described(isAsked: (route: string) => boolean): string[] {
    return Object.entries(this.document.paths)
      .filter(([route]) => isAsked(route))
      .flatMap(([route, methods]) =>
        Object.entries(methods).flatMap(([method, { responses }]) =>
          Object.keys(responses).map((status) => `${method} ${route} ${status}`),
        ),
      )
  }

  async ask({
    method = 'get',
    route,
    id = '',
    name = '',
    key = '',
    number = '',
    group = '',
    other = '',
    body = '',
    headers = {},
    query = '',
  }: Asked) {
    const path =
      route
        .replace('{id}', id)
        .replace('{name}', name)
        .replace('{key}', key)
        .replace('{number}', number)
        .replace('{group}', group)
        .replace('{other}', other) + query
    const answer = await this.send(method, path, body, headers)
    const { etag } = answer.headers
    if (etag !== undefined && method === 'get' && answer.status === 200) {
      const again = await this.send(method, path, body, { ...headers, 'if-none-match': etag })
      if (again.status === 304) this.seen.add(`${method} ${route} 304`)
      else expect(again.headers.etag, `${route} has not changed`).not.toBe(etag)
    }
    const told = `${method} ${route} ${answer.status}`
    const described = this.document.paths[route][method].responses[answer.status]
    expect(described, `${told} is described`).toBeDefined()
    this.seen.add(told)
    if (described.content === undefined) return answer.text
    const type = answer.headers['content-type']?.split(';')[0] ?? 'none'
    expect(Object.keys(described.content), told).toContain(type)
    if (type !== 'application/json' && type !== 'application/problem+json') return answer.text
    const parts = ['paths', route, method, 'responses', answer.status, 'content', type, 'schema']
    const validate = this.ajv.getSchema(`api#/${parts.map((part) => String(part).replaceAll('/', '~1')).join('/')}`)
    const value = JSON.parse(answer.text) as unknown
    expect([validate?.(value), validate?.errors ?? []], told).toEqual([true, []])
    return value
  }

  /** fetch() gives GET no body. */
  private send(method: string, path: string, body: string, headers: Record<string, string>) {
    type Answer = { status: number; headers: IncomingHttpHeaders; text: string }
    return new Promise<Answer>((resolve, reject) => {
      const authorization = `Bearer ${this.shapekin.home.token}`
      const all = { authorization, 'content-type': 'application/json', 'content-length': body.length, ...headers }
      request(
        this.shapekin.address + path,
        { method: method.toUpperCase(), headers: all, agent: false },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk)
            if (response.headers['content-type'] === 'text/event-stream') response.destroy() // it has no end
          })
          response.on('close', () => {
            const text = Buffer.concat(chunks).toString()
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
          })
        },
      )
        .on('error', reject)
        .end(body)
    })
  }
}

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { DEFAULT_PORT } from '../../shared/protocol.js'

interface Service {
  readonly build: { readonly context: string; readonly dockerfile: string }
  readonly profiles?: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly volumes: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test: readonly string[] }
}

const read = (path: string): string => readFileSync(join(PROJECT_ROOT, path), 'utf8')
const composition = parse(read('docker-compose.yml')) as {
  readonly services: Readonly<Record<'server' | 'blender' | 'worker', Service> & { redis: Omit<Service, 'build'> }>
  readonly volumes: Readonly<Record<string, null>>
}
const { redis: _, worker, ...own } = composition.services
/** Those with an image of their own. */
const services = Object.entries<Service>(own)

/** The instructions of a Dockerfile in order, continued lines joined. */
const instructions = (dockerfile: string): { name: string; rest: string }[] =>
  read(dockerfile)
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => ({ name: line.slice(0, line.indexOf(' ')), rest: line.slice(line.indexOf(' ') + 1) }))

const namesIn = (profile: string | undefined): string[] =>
  Object.entries(composition.services).flatMap(([name, { profiles }]) => (profiles?.[0] === profile ? [name] : []))

describe('docker-compose.yml', () => {
  it('starts a server and a headless Blender', () => {
    expect(namesIn(undefined)).toEqual(['server', 'blender'])
  })

  it('has workers and their Redis in a profile, as many of them as asked', () => {
    expect(namesIn('workers')).toEqual(['redis', 'worker'])
    const { server } = composition.services
    expect(worker.build).toEqual(server.build)
    expect(worker.ports).toBeUndefined() // two of them could not have one
    expect(worker.entrypoint?.slice(0, 2)).toEqual(['node', 'scripts/shapekin.js'])
    const [, redis] = /`SHAPEKIN_REDIS=(\S+) docker compose --profile workers/.exec(read('docker-compose.yml')) ?? []
    expect(worker.environment).toEqual({ SHAPEKIN_REDIS: redis, SHAPEKIN_STORE: '/store' })
    expect(server.environment).toMatchObject({ SHAPEKIN_REDIS: '${SHAPEKIN_REDIS:-}', SHAPEKIN_STORE: '/store' })
    for (const { volumes } of [server, worker]) expect(volumes).toContain('store:/store')
  })

  it.each(services)('builds %s from a Dockerfile of ours', (_name, { build }) => {
    expect(existsSync(join(PROJECT_ROOT, build.context, build.dockerfile))).toBe(true)
  })

  it('is reached at the usual address from this machine only', () => {
    expect(composition.services.server.ports).toEqual([`127.0.0.1:${DEFAULT_PORT}:${DEFAULT_PORT}`])
  })

  it('lets Blender find the server by the name that the server allows, once it is healthy', () => {
    const { server, blender } = composition.services
    expect(blender.command).toEqual(['--server', `http://server:${DEFAULT_PORT}`])
    expect(server.environment?.['SHAPEKIN_ALLOWED_HOSTS']).toBe('server')
    expect(blender.depends_on).toEqual({ server: { condition: 'service_healthy' } })
    expect(existsSync(join(PROJECT_ROOT, server.healthcheck?.test.at(-1) ?? ''))).toBe(true)
  })

  it('shares the home folder with the token; only the server may write it', () => {
    const [volume] = Object.keys(composition.volumes)
    const home = (service: Service) =>
      instructions(service.build.dockerfile)
        .find(({ name }) => name === 'ENV')
        ?.rest.replace('SHAPEKIN_HOME=', '')
    const { server, blender } = composition.services
    expect(server.volumes).toEqual([`${volume}:${home(server)}`, 'store:/store'])
    expect(blender.volumes).toEqual([`${volume}:${home(blender)}:ro`])
  })

  it('is accepted by docker compose', (test) => {
    const tool = [['docker', 'compose'], ['docker-compose']].find(
      ([program, ...args]) => spawnSync(program, [...args, 'version']).status === 0,
    )
    if (!tool) return test.skip('no docker compose here')
    const [program, ...args] = tool
    const result = spawnSync(program, [...args, '-f', 'docker-compose.yml', 'config', '--quiet'], { cwd: PROJECT_ROOT })
    expect(result.stderr.toString()).toBe('')
    expect(result.status).toBe(0)
  })
})

describe.each(services)('the Dockerfile of %s', (name, { build }) => {
  const steps = instructions(build.dockerfile)

  it('installs by the set-up script that everybody uses, and by nothing else', () => {
    const runs = steps.filter((step) => step.name === 'RUN').map(({ rest }) => rest)
    expect(runs.length).toBeGreaterThan(0)
    for (const run of runs)
      expect(run).toMatch(/^node scripts\/setup\.js( (packages|build|tensorflow|kernel|views|blender))+$/)
  })

  it('sets up what its service needs', () => {
    const done = steps.filter((step) => step.name === 'RUN').flatMap(({ rest }) => rest.split(' ').slice(2))
    expect(done).toEqual([
      'packages',
      'build',
      ...(name === 'server' ? ['tensorflow', 'kernel', 'views'] : ['blender']),
    ])
  })

  it('starts a file that exists', () => {
    const entry = JSON.parse(steps.at(-1)?.rest ?? '[]') as string[]
    const files = entry.filter((part) => /\.(js|py)$/.test(part))
    expect(files.length).toBe(1)
    for (const file of files) expect(existsSync(join(PROJECT_ROOT, file))).toBe(true)
  })
})

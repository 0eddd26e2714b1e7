import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether there is a redis-server on this machine: `npm test` installs Debian's. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** A real redis-server on a free port, which writes down each change at once. */
export class RedisServer {
  private process: ChildProcess | undefined
  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(mkdtempSync(join(tmpdir(), 'shapekin-redis-')), await freePort())
    await server.startAgain()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** With what it has written down. */
  async startAgain(): Promise<void> {
    const always = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder]
    this.process = spawn('redis-server', [...place, ...always])
    const { stdout } = this.process
    for await (const chunk of stdout as AsyncIterable<Buffer>) if (/Ready to accept/.test(chunk.toString())) break
    stdout?.resume()
  }

  async kill(): Promise<void> {
    if (this.process?.exitCode === null && this.process.kill('SIGKILL')) await once(this.process, 'exit')
  }

  /** What it has written down, once it is killed. */
  forget(): void {
    rmSync(join(this.folder, 'appendonlydir'), { recursive: true, force: true })
  }

  async close(): Promise<void> {
    await this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A wire to a port that can be cut: connections end, and none comes through until it is mended. */
export class Wire {
  private readonly sockets = new Set<Socket>()
  private isCut = false
  private readonly server
  private constructor(private readonly to: number) {
    this.server = createServer((near) => {
      if (this.isCut) return near.destroy()
      const far = connect(this.to, '127.0.0.1')
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ]) {
        this.sockets.add(socket)
        socket.on('error', () => undefined)
        socket.once('close', () => {
          this.sockets.delete(socket)
          other.destroy()
        })
        socket.pipe(other)
      }
    })
  }

  static async open(to: number): Promise<Wire> {
    const wire = new Wire(to)
    wire.server.listen(0, '127.0.0.1')
    await once(wire.server, 'listening')
    return wire
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  cut(): void {
    this.isCut = true
    for (const socket of this.sockets) socket.destroy()
  }

  mend(): void {
    this.isCut = false
  }

  close(): void {
    this.cut()
    this.server.close()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

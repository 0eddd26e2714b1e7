import { delimiter, join, resolve } from 'node:path'
import { DEFAULT_PORT } from '../shared/protocol.js'
import { PROJECT_ROOT } from './system/projectRoot.js'

/**
 * Settings of the server that come from the environment. Each command that needs them reads them when it starts, and
 * passes them on. The variables for the search for Blender and for libraries (`SHAPEKIN_BLENDER`, `SHAPEKIN_CACHE`) are
 * read in `server/blender/`.
 */
export interface Config {
  /** Folder of everything that is kept. `SHAPEKIN_HOME`, default `.shapekin` in the project root. */
  readonly home: string
  /** Address to listen on; other than loopback only in containers. `SHAPEKIN_HOST`, default 127.0.0.1. */
  readonly host: string
  /** 0 = any free port. */
  readonly port: number
  /**
   * Names by which clients may call the server besides those of loopback. `SHAPEKIN_ALLOWED_HOSTS`, comma separated.
   */
  readonly allowedHosts: readonly string[]
  /**
   * Folders that a request may name: `.blend` files below them, and folders of meshes. `SHAPEKIN_ALLOWED_FOLDERS`,
   * separated as in PATH, default any.
   */
  readonly allowedFolders?: readonly string[] | undefined
  /**
   * Where work on meshes is shared with workers; default: this server does all of it. `redis` is the address of the
   * Redis (`SHAPEKIN_REDIS`). `store` is the folder or bucket that passes meshes and results, the same for all
   * (`SHAPEKIN_STORE`, default `store` in `home`); see S3Account.
   */
  readonly queue?: { readonly redis: string; readonly store: string } | undefined
  /** Lowest level that is logged, by pino's names. `SHAPEKIN_LOG_LEVEL`, default info. */
  readonly logLevel: string
}

export function readConfig(env: NodeJS.ProcessEnv, port: number = DEFAULT_PORT): Config {
  const home = resolve(env.SHAPEKIN_HOME || join(PROJECT_ROOT, '.shapekin'))
  const redis = env.SHAPEKIN_REDIS
  return {
    home,
    host: env.SHAPEKIN_HOST || '127.0.0.1',
    port,
    allowedHosts: (env.SHAPEKIN_ALLOWED_HOSTS ?? '').split(',').filter(Boolean),
    allowedFolders: env.SHAPEKIN_ALLOWED_FOLDERS?.split(delimiter).filter(Boolean),
    queue: redis ? { redis, store: env.SHAPEKIN_STORE || join(home, 'store') } : undefined,
    logLevel: env.SHAPEKIN_LOG_LEVEL || 'info',
  }
}

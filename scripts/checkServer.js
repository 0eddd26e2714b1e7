import { DEFAULT_PORT } from './generated/startOptions.js'

/** Ends with 0 when the server of this machine answers; the containers' health check. */
const answer = await fetch(`http://127.0.0.1:${DEFAULT_PORT}/api/health`).catch(() => undefined)
process.exitCode = answer?.ok ? 0 : 1

import { DEFAULT_PORT } from '../../shared/protocol.js'
import { wholeNumberOption } from './valueOptions.js'

/** `--port`, where the server listens. */
export const portOption = () =>
  wholeNumberOption('--port <number>', 'to listen on; 0 = any free one', 0, 65535).default(DEFAULT_PORT)

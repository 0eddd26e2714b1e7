import { z } from 'zod'
import { DEFAULT_PORT } from '../protocol.js'
import { line } from './field.js'

/** How the add-on reaches the server: its preferences in Blender. */
export const Connection = z.strictObject({
  address: line({
    default: `http://127.0.0.1:${DEFAULT_PORT}`,
    label: 'Server',
    help: 'Address that `npm start` prints',
  }),
  token: line({
    default: '',
    secret: true,
    label: 'Token',
    help: 'The text in the file `token` of the server; empty = read it from the folder SHAPEKIN_HOME',
  }),
})
export type Connection = z.infer<typeof Connection>

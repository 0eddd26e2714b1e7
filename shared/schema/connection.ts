import { z } from 'zod'
import { DEFAULT_PORT } from '../protocol.js'
import { line, toggle } from './field.js'

/** How the add-on reaches the server; these are its preferences in Blender. */
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
  start_server: toggle({
    default: true,
    label: 'Start the Server',
    help: 'Start the server by itself when none answers on this computer; it ends a minute after the last Blender has left',
  }),
  project: line({
    default: '',
    folder: true,
    label: 'Folder of Shapekin',
    help: 'Where the server is started from: the folder that holds package.json; empty = found by itself',
  }),
})
export type Connection = z.infer<typeof Connection>

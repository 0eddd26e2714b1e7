import { z } from 'zod'
import { choice } from './field.js'

/** Which axis points up in mesh files, as a person states it. */
export const UpChoice = z.object({
  up: choice({
    of: {
      none: 'Not known, or not the same in all meshes',
      y: 'y',
      z: 'z',
      auto: 'Where a format does not say it, the meshes vote',
    },
    default: 'y',
    label: 'Up',
    help: 'auto = by the rule of each format, and where there is none the meshes vote',
  }),
})
export type UpChoice = z.infer<typeof UpChoice>['up']

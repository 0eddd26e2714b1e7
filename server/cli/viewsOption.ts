import { ViewsChoice } from '../../shared/schema/viewsChoice.js'
import { nameOption } from './valueOptions.js'

const field = ViewsChoice.shape.views

/** `--views auto|on|off`, of commands that are given mesh files. */
export const viewsOption = nameOption('--views <when>', field.description ?? '', field).default(field.parse(undefined))

import { FIELDS } from './generated/fields.js'
import { nameOption } from './valueOptions.js'

const field = FIELDS.ViewsChoice.views

/** `--views auto|on|off`, of commands that are given mesh files. */
export const viewsOption = nameOption('--views <when>', field.description, field).default(field.default)

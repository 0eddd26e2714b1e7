import { FIELDS } from './generated/fields.js'
import { nameOption } from './valueOptions.js'

const field = FIELDS.SplitChoice.split

/** `--split auto|none`, of commands that are given mesh files. */
export const splitOption = nameOption('--split <how>', field.description, field).default(field.default)

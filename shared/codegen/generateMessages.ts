import { ClientMessage, ServerMessage } from '../schema/messages.js'
import { jsonSchema, type JsonSchema } from './jsonSchema.js'
import { pythonFile } from './pythonFile.js'

const fieldsOf = (variant: JsonSchema) => Object.keys(variant.properties ?? {}).filter((name) => name !== 'type')
const typeOf = (variant: JsonSchema) => variant.properties?.type?.const ?? ''

/**
 * One function for each client message: it takes keyword arguments and returns JSON text. A missing field is a
 * TypeError at once.
 */
const builder = (variant: JsonSchema): string => {
  const fields = fieldsOf(variant)
  const body = ['"type": ' + JSON.stringify(typeOf(variant)), ...fields.map((name) => `"${name}": ${name}`)].join(', ')
  return `def ${typeOf(variant)}(*, ${fields.join(', ')}):
    return json.dumps({${body}})
`
}

/** `generated/messages.py`: functions that build the messages Blender sends, and the fields of those it receives. */
export function generateMessages(): string {
  const said = jsonSchema(ClientMessage).oneOf ?? []
  const heard = jsonSchema(ServerMessage).oneOf ?? []
  const rows = heard.map(
    (variant) =>
      `    "${typeOf(variant)}": (${fieldsOf(variant)
        .map((name) => `"${name}"`)
        .join(', ')},),`,
  )
  return pythonFile(
    'shared/schema/messages.ts',
    `
import json

from .errors import ShapekinError

SERVER_MESSAGES = {
${rows.join('\n')}
}


def read_message(text):
    """A message of the server as a dict; ShapekinError wire.badMessage if its type or a field is unknown here."""
    message = json.loads(text)
    fields = SERVER_MESSAGES.get(message.get("type"))
    if fields is None:
        raise ShapekinError("wire.badType", found=message.get("type"))
    missing = [name for name in fields if name not in message]
    if missing:
        raise ShapekinError("wire.badMessage", problem=f"{message['type']} lacks {', '.join(missing)}")
    return message


${said.map(builder).join('\n\n')}`,
  )
}

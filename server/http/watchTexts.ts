import type { Duplex } from 'node:stream'

/**
 * Watches what a client sends on a WebSocket for a text that is too long, which the header of its frame already tells.
 * From then on everything that the socket sends is thrown away. The library ws has one limit for texts and binary
 * frames, and a JSON text as large as a frame may be would block the event loop for seconds.
 *
 * @param limit    bytes of a text, over all of its fragments
 * @param tooLong  called with the number of bytes that were announced
 */
export function watchTexts(socket: Duplex, limit: number, tooLong: (bytes: number) => void): void {
  const texts = new TextLengths()
  const watch = (chunk: Buffer) => {
    const bytes = texts.longest(chunk)
    if (bytes <= limit) return
    socket.removeAllListeners('data')
    socket.resume()
    tooLong(bytes)
  }
  socket.prependListener('data', watch)
}

/** Opcodes of RFC 6455, 5.2; those from 8 on are of control frames, which may stand between the fragments of a text. */
const [CONTINUATION, TEXT, CONTROL] = [0, 1, 8]

/** Follows the frames of a client by their headers alone. */
export class TextLengths {
  /** The header that is being read: two bytes, up to eight of length, four of mask. */
  private readonly header = Buffer.alloc(14)
  private filled = 0
  /** Bytes of content that are left before the next header. */
  private content = 0
  /** Bytes so far of the text that is being received; undefined in a message of another kind. */
  private text: number | undefined

  /** Takes the next bytes of the socket. @returns bytes of the longest text that they announce or continue */
  longest(chunk: Buffer): number {
    let longest = 0
    for (let at = 0; at < chunk.length;) {
      if (this.content > 0) {
        const skipped = Math.min(this.content, chunk.length - at)
        this.content -= skipped
        at += skipped
        continue
      }
      this.header[this.filled++] = chunk[at++]
      if (this.filled < 2 || this.filled < this.headerBytes()) continue
      this.begin(this.header[0] & 15, this.contentBytes())
      this.filled = 0
      longest = Math.max(longest, this.text ?? 0)
    }
    return longest
  }

  private begin(opcode: number, bytes: number): void {
    this.content = bytes
    if (opcode >= CONTROL) return
    if (opcode === TEXT) this.text = bytes
    else if (opcode !== CONTINUATION) this.text = undefined
    else if (this.text !== undefined) this.text += bytes
  }

  private headerBytes(): number {
    const [, second] = this.header
    const length = second & 127
    return 2 + (length === 127 ? 8 : length === 126 ? 2 : 0) + (second & 128 ? 4 : 0)
  }

  private contentBytes(): number {
    const length = this.header[1] & 127
    if (length === 127) return Number(this.header.readBigUInt64BE(2))
    return length === 126 ? this.header.readUInt16BE(2) : length
  }
}

import { crc32, deflateRawSync } from 'node:zlib'

/** A file of an archive, and what its list of contents is to say otherwise than it is. */
export interface ZipFileOf {
  readonly name: string
  readonly content: string | Uint8Array
  /** 8 = deflate (default), 0 = as it is; any other is only said. */
  readonly method?: number
  readonly flags?: number
  /** Of Unix, in the upper half of the attributes: 0o120777 = a link. */
  readonly mode?: number
  readonly sizeSaid?: number
  readonly crcSaid?: number
}

/** A zip archive, written by hand so that it can be wrong in any way. */
export function zipOf(files: readonly ZipFileOf[]): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, content, method = 8, flags = 0x800, mode = 0o100644, ...said } of files) {
    const plain = Buffer.from(content as string)
    const packed = method === 0 ? plain : deflateRawSync(plain)
    const named = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(said.crcSaid ?? crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(said.sizeSaid ?? plain.length, 18)
    common.writeUInt16LE(named.length, 22)
    const rest = Buffer.alloc(14) // lengths of the comment, disk and attributes, offset
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(at, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, named, packed])
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, rest, named]))
    parts.push(local)
    at += local.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

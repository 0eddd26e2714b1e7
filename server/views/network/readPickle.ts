/** A value in a pickle that holds only data. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | { readonly name: string }
  | object

/** What the reader may make of the names and calls in a pickle. Everything else is refused. */
export interface PickleMeanings {
  /** The result of calling `name`, "module attribute". @throws when the call is not one of those expected */
  call(name: string, values: readonly PickleValue[]): PickleValue
  /** The value for a reference to something outside the pickle. */
  refer(values: readonly PickleValue[]): PickleValue
}

/** A class or function that a pickle names; it is never looked up, and never run. */
class Name {
  constructor(readonly name: string) {}
}

/**
 * Reads one pickle of protocol 2 as data. Unlike Python's own reader it runs nothing: names stay names, and it knows
 * only the instructions that PyTorch writes for tables of numbers.
 *
 * @param start byte at which the pickle begins
 * @returns its value and the byte after it
 * @throws Error on any other instruction, and where the bytes end early
 * @see    CPython's Lib/pickletools.py, the description of every instruction
 */
export function readPickle(
  bytes: Uint8Array,
  start: number,
  meanings: PickleMeanings,
): { value: PickleValue; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const stack: PickleValue[] = []
  const marks: number[] = []
  const memo = new Map<number, PickleValue>()
  let at = start

  const take = (count: number): number => (at += count) - count
  const text = (length: number): string => {
    const from = take(length)
    if (at > bytes.length) throw new RangeError('the pickle ends inside a text')
    return new TextDecoder().decode(bytes.subarray(from, at))
  }
  const line = (): string => {
    const end = bytes.indexOf(NEWLINE, at)
    if (end < 0) throw new RangeError('the pickle ends inside a name')
    const word = text(end - at)
    at++
    return word
  }
  const pop = (): PickleValue => {
    const value = stack.pop()
    if (value === undefined || stack.length < (marks.at(-1) ?? 0)) throw new Error('the pickle takes more than it gave')
    return value
  }
  const popToMark = (): PickleValue[] => {
    const mark = marks.pop()
    if (mark === undefined) throw new Error('the pickle takes more than it gave')
    return stack.splice(mark)
  }
  const recall = (key: number): PickleValue => {
    const value = memo.get(key)
    if (value === undefined) throw new Error('the pickle recalls what it never kept')
    return value
  }
  const keep = (key: number): void => {
    const value = pop()
    memo.set(key, value)
    stack.push(value)
  }
  const setItems = (items: readonly PickleValue[]): void => {
    const table = stack.at(-1)
    if (!(table instanceof Map) || items.length % 2 !== 0) throw new Error('the pickle fills what is no table')
    for (let i = 0; i < items.length; i += 2) table.set(items[i], items[i + 1])
  }
  const list = (value: PickleValue): PickleValue[] => {
    if (!Array.isArray(value)) throw new Error('the pickle calls with what is no list')
    return value
  }

  for (;;) {
    const instruction = String.fromCharCode(view.getUint8(take(1)))
    switch (instruction) {
      case '\x80': {
        const protocol = view.getUint8(take(1))
        if (protocol !== 2) throw new Error(`the pickle is of protocol ${protocol}`)
        break
      }
      case '.':
        return { value: pop(), end: at }
      case '(':
        marks.push(stack.length)
        break
      case 'N':
        stack.push(null)
        break
      case '\x88':
      case '\x89':
        stack.push(instruction === '\x88')
        break
      case 'K':
        stack.push(view.getUint8(take(1)))
        break
      case 'M':
        stack.push(view.getUint16(take(2), true))
        break
      case 'J':
        stack.push(view.getInt32(take(4), true))
        break
      case '\x8a': {
        let number = 0n
        for (let length = view.getUint8(take(1)), k = 0; k < length; k++)
          number |= BigInt(view.getUint8(take(1))) << BigInt(8 * k)
        stack.push(number)
        break
      }
      case 'X':
        stack.push(text(view.getUint32(take(4), true)))
        break
      case 'c':
        stack.push(new Name(`${line()} ${line()}`))
        break
      case '}':
        stack.push(new Map<PickleValue, PickleValue>())
        break
      case ']':
      case ')':
        stack.push([])
        break
      case 't':
        stack.push(popToMark())
        break
      case '\x85':
      case '\x86':
      case '\x87': {
        const values = Array.from({ length: instruction.charCodeAt(0) - 0x84 }, pop)
        stack.push(values.reverse())
        break
      }
      case 's': {
        const value = pop()
        setItems([pop(), value])
        break
      }
      case 'u':
        setItems(popToMark())
        break
      case 'e': {
        const items = popToMark()
        list(stack.at(-1) ?? null).push(...items)
        break
      }
      case 'q':
        keep(view.getUint8(take(1)))
        break
      case 'r':
        keep(view.getUint32(take(4), true))
        break
      case 'h':
        stack.push(recall(view.getUint8(take(1))))
        break
      case 'j':
        stack.push(recall(view.getUint32(take(4), true)))
        break
      case 'Q':
        stack.push(meanings.refer(list(pop())))
        break
      case 'R': {
        const values = list(pop())
        const called = pop()
        if (!(called instanceof Name)) throw new Error('the pickle calls what is no name')
        stack.push(meanings.call(called.name, values))
        break
      }
      case 'b':
        pop() // Attributes of an object; those of a table are only notes about versions.
        break
      default:
        throw new Error(
          `the pickle has instruction 0x${instruction.charCodeAt(0).toString(16)} at byte ${at - 1}, which tables of numbers do not need`,
        )
    }
  }
}

const NEWLINE = 10

/** Red, green and blue of `#rrggbb` or `#rgb`, 0 ... 255. */
export function channels(color: string): [number, number, number] {
  const digits = color.trim().slice(1)
  const value = parseInt(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/**
 * Splits a closed surface into parts that share no edge. Where two parts share a vertex, each could be moved away from
 * the other.
 *
 * @param partners (3T) as edgePartners
 * @returns for each part, the first corners of its triangles, ascending; T in all
 */
export function surfaceParts(partners: Uint32Array): Uint32Array[] {
  const isFound = new Uint8Array(partners.length / 3)
  const parts: Uint32Array[] = []
  const found = new Uint32Array(isFound.length)
  for (let first = 0; first < isFound.length; first++) {
    if (isFound[first]) continue
    isFound[first] = 1
    found[0] = 3 * first
    let count = 1
    for (let k = 0; k < count; k++)
      for (let edge = found[k]; edge < found[k] + 3; edge++) {
        const neighbor = Math.floor(partners[edge] / 3)
        if (isFound[neighbor]) continue
        isFound[neighbor] = 1
        found[count++] = 3 * neighbor
      }
    parts.push(found.slice(0, count).sort())
  }
  return parts
}

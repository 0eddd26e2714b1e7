import type { Mesh } from './mesh.js'

/**
 * The size of a mesh, which does not depend on how it is turned or triangulated: the root-mean-square distance of its
 * surface from the surface's center, an exact integral over the triangles. A sphere of radius r has size r, a cube of
 * side s has 0.645 s.
 *
 * @param mesh finite, with area
 * @returns in the mesh's unit, above 0
 * @see surfaceFrame, which also gives the principal axes
 */
export function meshSize({ positions, triangles }: Mesh): number {
  const [ox, oy, oz] = positions // a point near the surface, to avoid cancellation
  let area = 0
  let [mx, my, mz, squares] = [0, 0, 0, 0]
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]]
    const [ax, ay, az] = [positions[a] - ox, positions[a + 1] - oy, positions[a + 2] - oz]
    const [bx, by, bz] = [positions[b] - ox, positions[b + 1] - oy, positions[b + 2] - oz]
    const [cx, cy, cz] = [positions[c] - ox, positions[c + 1] - oy, positions[c + 2] - oz]
    const [ux, uy, uz, vx, vy, vz] = [bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az]
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const share = Math.sqrt(nx * nx + ny * ny + nz * nz) / 2
    const [sx, sy, sz] = [ax + bx + cx, ay + by + cy, az + bz + cz]
    const corners = ax * ax + ay * ay + az * az + bx * bx + by * by + bz * bz + cx * cx + cy * cy + cz * cz
    area += share
    mx += share * sx
    my += share * sy
    mz += share * sz
    squares += share * (corners + sx * sx + sy * sy + sz * sz)
  }
  return Math.sqrt(squares / (12 * area) - (mx * mx + my * my + mz * mz) / (9 * area * area))
}

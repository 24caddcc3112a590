/** Turns the differences of a PNG row back into values, in place. `above` is the finished row before. */
export function unfilterRow(filter: number, row: Uint8Array, above: Uint8Array, channels: number): void {
  if (filter === 0) return
  for (let index = 0; index < row.length; index += 1) {
    const left = index < channels ? 0 : (row[index - channels] ?? 0)
    const up = above[index] ?? 0
    const corner = index < channels ? 0 : (above[index - channels] ?? 0)
    row[index] = (row[index] ?? 0) + predict(filter, left, up, corner)
  }
}

function predict(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    default:
      return paeth(left, up, corner)
  }
}

/** The neighbour that is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

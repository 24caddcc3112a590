import type { GenerationRequest, Warning } from '@jointo/providers'
import type { StoredFile } from '../schema.ts'

/** A result of another size than was asked for is kept and told: what it is worth is not for us to judge. */
export function sizeWarnings({ input }: GenerationRequest, files: readonly StoredFile[]): Warning[] {
  const { size } = input
  if (size === undefined) return []
  const other = files.find(
    ({ width, height }) => width !== null && height !== null && size !== `${width}x${height}`,
  )
  if (other === undefined) return []
  const message = `The result has ${other.width}x${other.height} pixels, ${size} were asked for.`
  return [{ code: 'size_differs', message, param: 'input.size' }]
}

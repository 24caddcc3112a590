const OLD_SIZES = ['auto', '1024x1024', '1536x1024', '1024x1536']
const MAX_SIDE = 3_840
const MAX_PIXELS = 3_840 * 2_160

/** What is wrong with a size, of models whose sizes are known; third parties found them out by trying. */
export function sizeProblem(model: string, size: string): string | undefined {
  if (model.startsWith('gpt-image-1')) {
    return OLD_SIZES.includes(size) ? undefined : `${model} knows ${OLD_SIZES.join(', ')}`
  }
  if (!model.startsWith('gpt-image-2') || size === 'auto') return undefined
  const [width, height] = /^(\d+)x(\d+)$/.exec(size)?.slice(1).map(Number) ?? []
  if (width === undefined || height === undefined) return 'must be auto, or sides such as 1024x1024'
  if (width % 16 !== 0 || height % 16 !== 0) return 'both sides must be multiples of 16'
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  if (long > short * 3) return 'one side may be three times as long as the other at most'
  return long > MAX_SIDE || long * short > MAX_PIXELS ? 'may be 3840x2160 at most' : undefined
}

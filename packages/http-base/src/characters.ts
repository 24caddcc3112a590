/**
 * Characters as people count them, nearly: code points, so an emoji is one and not two.
 *
 * @example `countCharacters('a😀') // 2`
 */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** For schemas: not more than so many. */
export const hasCharacters =
  (most: number) =>
  (text: string): boolean =>
    // A character has one unit or two: most texts need no counting.
    text.length <= most || (text.length <= most * 2 && countCharacters(text) <= most)

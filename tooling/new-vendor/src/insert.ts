/** A place in a list that a file already has. */
export interface Spot {
  /** Where the list begins and ends; default the whole file. Both stay as they are. */
  from?: RegExp
  to?: RegExp
  /** One entry of the list; its first group is what the list is sorted by. */
  entry: RegExp
  /** `after_last` for lists in an order of their own. Default `sorted`. */
  order?: 'sorted' | 'after_last'
  /** Between two entries. Default a line break. */
  joint?: string
  /** Whether the list may be empty. Default false: no entry means that the file has changed beyond recognition. */
  mayBeEmpty?: boolean
}

/** The text with one more entry; undefined when the list is not found. */
export function insert(text: string, spot: Spot, key: string, addition: string): string | undefined {
  const found = findList(text, spot)
  if (!found) return undefined
  const { start, end } = found
  const { joint = '\n', order = 'sorted', mayBeEmpty = false } = spot
  const entries = [...text.slice(start, end).matchAll(everywhere(spot.entry))]
  const last = entries.at(-1)
  if (!last) {
    const isEmpty = mayBeEmpty && text.slice(start, end).trim() === ''
    return isEmpty ? splice(text, start, addition) : undefined
  }
  const next = order === 'sorted' ? entries.find(([, other = '']) => other.toLowerCase() > key) : undefined
  return next
    ? splice(text, start + next.index, addition + joint)
    : splice(text, start + last.index + last[0].length, joint + addition)
}

function findList(text: string, { from, to }: Spot): { start: number; end: number } | undefined {
  const opening = from?.exec(text)
  if (opening === null) return undefined
  const start = opening === undefined ? 0 : opening.index + opening[0].length
  const closing = to?.exec(text.slice(start))
  if (closing === null) return undefined
  return { start, end: closing === undefined ? text.length : start + closing.index }
}

function everywhere(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, 'gm')
}

function splice(text: string, index: number, addition: string): string {
  return text.slice(0, index) + addition + text.slice(index)
}

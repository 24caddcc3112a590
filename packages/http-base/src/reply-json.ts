import { parseJson, type ParsedJson } from './reply-body.ts'
import type { Reply } from './requests.ts'

const parsed = new WeakMap<Buffer, ParsedJson>()

/** What an answer says, parsed once however many look at it. Nobody may change it. */
export function jsonOf({ bytes }: Pick<Reply, 'bytes'>): ParsedJson {
  const known = parsed.get(bytes)
  if (known !== undefined) return known
  const json = parseJson(bytes)
  parsed.set(bytes, json)
  return json
}

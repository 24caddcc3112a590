import { z } from 'zod'
import type { ChatRequest } from '../spec/chat.ts'

const stopSchema = z.union([z.string().transform((one) => [one]), z.array(z.string())])

/** The text up to the first of the words at which `stop` lets it end, without that word. */
export function endBeforeStop(request: ChatRequest, text: string): string {
  const stops = stopSchema.safeParse(request['stop']).data ?? []
  const ends = stops.map((stop) => (stop === '' ? -1 : text.indexOf(stop))).filter((at) => at >= 0)
  return text.slice(0, Math.min(text.length, ...ends))
}

import { InvalidResponseError, type StreamReply } from '@jointo/http-base'
import { buffer } from 'node:stream/consumers'
import type { z } from 'zod'
import { parseJson } from './parse-json.ts'

/** JSON from an address outside the gateway's own hosts. */
export async function readJson<T>(
  { stream, status, requestId }: StreamReply,
  schema: z.ZodType<T>,
): Promise<T> {
  const parsed = schema.safeParse(parseJson((await buffer(stream)).toString('utf8')))
  if (parsed.success) return parsed.data
  throw new InvalidResponseError('the answer is not understood', {
    method: 'GET',
    route: '(polling address)',
    attempt: 1,
    phase: 'replied',
    disposition: 'ambiguous',
    status,
    requestId,
  })
}

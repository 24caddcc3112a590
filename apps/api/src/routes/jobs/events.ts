import { createRoute, z } from '@hono/zod-openapi'
import type { JobEvent } from '@jointo/ai-service'
import { errorResponses } from '../../errors/error-responses.ts'
import { noQuery } from '../../http/no-query.ts'
import { eventStream } from '../../http/event-stream.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { jobPath } from './schema.ts'

/** How soon an `EventSource` comes back after the server has restarted, in milliseconds. */
const RECONNECT_MS = 1_000

export const followJob = operation(
  createRoute({
    method: 'get',
    path: '/v1/jobs/{id}/events',
    operationId: 'followJob',
    tags: ['Jobs'],
    summary: 'Follow a job live',
    description:
      'Server-sent events: those that were, then those that come, numbered without gaps, each with a full snapshot. Ends after the last, and when the key is revoked or expires (`key.ended`). Send `Last-Event-ID` to go on where a stream broke off.',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      query: noQuery,
      params: jobPath,
      headers: z.object({
        'last-event-id': z
          .string()
          .regex(/^\d{1,9}$/, 'must be the id of an event of this job')
          .optional()
          .openapi({ description: 'The last `id` that was seen.' }),
      }),
    },
    responses: {
      200: {
        description: '`id` is the number, `event` the type, `data` the snapshot.',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      204: { description: 'The job has ended and its last event was seen: nothing will come.' },
      ...errorResponses(400, 401, 404, 429),
    },
  }),
  async (c) => {
    const { service, principal, settings, limits, draining } = c.var
    const after = Number(c.req.valid('header')['last-event-id'] ?? 0)
    const { id } = c.req.valid('param')
    const leaving = new AbortController()
    const signal = AbortSignal.any([c.req.raw.signal, draining, leaving.signal])
    const events = await service.jobs.events(principal, id, { after, signal })
    // Whatever else is answered, an `EventSource` would come again.
    if (events === undefined) return c.body(null, 204)
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
    const giveBack = limits.openStream(principal.accountId)
    const over = new AbortController()
    const release = (): void => {
      // The signal lives as long as the process where nobody hangs up.
      signal.removeEventListener('abort', release)
      giveBack()
      over.abort()
    }
    signal.addEventListener('abort', release)
    // Whoever left during the look before is not told of again, and nobody reads his stream to its end.
    if (signal.aborted) release()
    const keyEnded = service.apiKeys.watch(principal.apiKeyId, over.signal)
    keyEnded.addEventListener('abort', () => leaving.abort(), { once: true })
    return eventStream(frames(events, { draining, keyEnded, release }), {
      keepAliveMs: settings.keepAliveMs,
      onCancel: () => leaving.abort(),
    })
  },
)

interface Ending {
  draining: AbortSignal
  keyEnded: AbortSignal
  release: () => void
}

async function* frames(
  events: AsyncIterable<JobEvent>,
  { draining, keyEnded, release }: Ending,
): AsyncGenerator<string> {
  try {
    for await (const { sequence, type, data } of events) {
      yield `id: ${sequence}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`
    }
    if (draining.aborted) yield `retry: ${RECONNECT_MS}\nevent: server.closing\ndata: {}\n\n`
    if (keyEnded.aborted) yield `event: key.ended\ndata: {}\n\n`
  } finally {
    release()
  }
}

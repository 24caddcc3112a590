import { createRoute, z } from '@hono/zod-openapi'
import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { invalidRequest } from '../../errors/api-error.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { wholeNumber } from '../jobs/schema.ts'
import { presentVideo } from './present.ts'
import { videoPageSchema } from './schema.ts'

/** How far back an `after` is looked for. */
const MAX_PAGES = 20

export const listVideos = operation(
  createRoute({
    method: 'get',
    path: '/v1/videos',
    operationId: 'listVideos',
    tags: ['OpenAI'],
    summary: 'List videos, newest first',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      query: z.object({
        limit: wholeNumber(1, 100, 'Videos per page. Default 20.'),
        after: z.string().max(200).optional().openapi({ description: 'The last video of the page before.' }),
        order: z.literal('desc', 'only desc is offered').optional(),
      }),
    },
    responses: {
      200: { description: 'A page', content: { 'application/json': { schema: videoPageSchema } } },
      ...errorResponses(400, 401),
    },
  }),
  async (c) => {
    const { limit = 20, after } = c.req.valid('query')
    // One more than asked for tells whether there are more.
    const jobs = after === undefined ? await newest(c, limit + 1) : await olderThan(c, after, limit + 1)
    const data = jobs.slice(0, limit).map(presentVideo)
    return c.json(
      {
        object: 'list' as const,
        data,
        first_id: data[0]?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
        has_more: jobs.length > limit,
      },
      200,
    )
  },
)

async function newest(c: AppContext, count: number): Promise<Job[]> {
  const jobs: Job[] = []
  for await (const job of videos(c)) {
    jobs.push(job)
    if (jobs.length === count) break
  }
  return jobs
}

/** OpenAI pages by the id of the last item, the service by cursors of its own: so the item is looked for. */
async function olderThan(c: AppContext, id: string, count: number): Promise<Job[]> {
  const jobs: Job[] = []
  let found = false
  for await (const job of videos(c)) {
    if (found) jobs.push(job)
    else found = job.id === id
    if (jobs.length === count) break
  }
  if (!found) throw invalidRequest('after', 'is not the id of a video in this list')
  return jobs
}

async function* videos(c: AppContext): AsyncGenerator<Job> {
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { data, next_cursor } = await c.var.service.jobs.list(c.var.principal, {
      kind: 'video',
      limit: 100,
      cursor,
    })
    yield* data
    if (next_cursor === null) return
    cursor = next_cursor
  }
}

import { createRoute, z } from '@hono/zod-openapi'
import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { errorResponses } from '../../errors/error-responses.ts'
import { waitSignal } from '../../http/request-signal.ts'
import { requireApiKey } from '../../middleware/require-api-key.ts'
import { operation } from '../../operation.ts'
import { presentJob } from './present.ts'
import { jobPath, jobSchema, wholeNumber } from './schema.ts'

export const getJob = operation(
  createRoute({
    method: 'get',
    path: '/v1/jobs/{id}',
    operationId: 'getJob',
    tags: ['Jobs'],
    summary: 'Get a job, or wait for its end',
    security: [{ apiKey: [] }],
    middleware: [requireApiKey],
    request: {
      params: jobPath,
      query: z.strictObject({
        wait: wholeNumber(
          0,
          60,
          'Answer when the job has ended, at the latest after so many seconds. Default 0.',
        ),
      }),
    },
    responses: {
      200: { description: 'The job', content: { 'application/json': { schema: jobSchema } } },
      ...errorResponses(400, 401, 404),
    },
  }),
  async (c) => {
    const { service, principal, settings } = c.var
    const { id } = c.req.valid('param')
    const { wait = 0 } = c.req.valid('query')
    const job = wait === 0 ? await service.jobs.get(principal, id) : await longPoll(c, id, wait * 1000)
    return c.json(presentJob(job, settings.publicUrl), 200)
  },
)

async function longPoll(c: AppContext, id: string, timeoutMs: number): Promise<Job> {
  const { service, principal } = c.var
  const over = new AbortController()
  const keyEnded = service.apiKeys.watch(principal.apiKeyId, over.signal)
  const signal = AbortSignal.any([waitSignal(c), keyEnded])
  try {
    const job = await service.jobs.wait(principal, id, { timeoutMs, signal })
    keyEnded.throwIfAborted()
    return job
  } catch (error) {
    if (!signal.aborted || keyEnded.aborted) throw error
    return await service.jobs.get(principal, id)
  } finally {
    over.abort()
  }
}

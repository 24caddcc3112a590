import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { SettingsError, type Runtime } from '@jointo/ai-service'
import type { Metrics } from '@jointo/ai-service/prometheus'
import { Hono } from 'hono'

/** Alive, ready, how much there is in hand, and metrics. For the inside of a network: nobody has to show a key here. */
export function createHealthApp(
  { service, runner }: Pick<Runtime, 'service' | 'runner'>,
  metrics?: Pick<Metrics, 'text' | 'contentType'>,
): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    c.header('x-request-id', `req_${randomUUID().replaceAll('-', '')}`)
    await next()
  })
  app.get('/healthz', (c) => c.json({ status: 'ok', ...runner.status() }))
  app.get('/readyz', async (c) => {
    if (!runner.status().running)
      return c.json({ status: 'unavailable', reason: 'The worker takes no jobs.' }, 503)
    try {
      await service.ready()
      return c.json({ status: 'ok' })
    } catch (error) {
      const isOurs = error instanceof Error && error.name === 'ServiceError'
      return c.json({ status: 'unavailable', reason: isOurs ? error.message : 'The check failed.' }, 503)
    }
  })
  if (metrics !== undefined)
    app.get('/metrics', async (c) =>
      c.text(await metrics.text(), 200, { 'content-type': metrics.contentType }),
    )
  app.notFound((c) => c.json({ status: 'not_found' }, 404))
  return app
}

export interface HealthServer {
  port: number
  close(): Promise<void>
}

/**
 * @param host default: every address of this machine
 * @throws SettingsError when the port is taken, or the host is another machine's
 */
export async function startHealthServer(app: Hono, port: number, host?: string): Promise<HealthServer> {
  const server = createAdaptorServer({ fetch: app.fetch })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'EADDRINUSE') {
      throw new SettingsError([`WORKER_PORT ${port} is in use: set it to a free one, or to nothing`])
    }
    if (
      error instanceof Error &&
      /EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN/.test(String(Reflect.get(error, 'code')))
    ) {
      throw new SettingsError([
        `HOST "${host}" is not an address of this machine: set it to 127.0.0.1 or 0.0.0.0`,
      ])
    }
    throw error
  }
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

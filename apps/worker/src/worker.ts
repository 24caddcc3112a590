import type { Logger, Runtime } from '@jointo/ai-service'
import type { Metrics } from '@jointo/ai-service/prometheus'
import { createHealthApp, startHealthServer } from './health.ts'
import type { WorkerSettings } from './settings.ts'

export interface RunningWorker {
  /** Where health is answered; undefined when that is off. */
  port: number | undefined
  /** Takes no more jobs, brings those in hand to a good place, gives everything back. */
  close(): Promise<void>
}

/** Drives jobs until it is closed. */
export async function startWorker(
  runtime: Runtime,
  settings: Pick<WorkerSettings, 'port' | 'drainMs'> & Partial<Pick<WorkerSettings, 'host'>>,
  logger: Logger,
  metrics?: Metrics,
): Promise<RunningWorker> {
  const { runner } = runtime
  const health =
    settings.port === undefined
      ? undefined
      : await startHealthServer(createHealthApp(runtime, metrics), settings.port, settings.host)
  await runner.start()
  return {
    port: health?.port,
    async close() {
      const drained = await runner.stop({ timeoutMs: settings.drainMs })
      // What is left is taken over by another worker when its lease ends.
      if (!drained) logger.warn({ ...runner.status() }, 'ended with jobs in hand')
      await health?.close()
      await runtime.close()
    },
  }
}

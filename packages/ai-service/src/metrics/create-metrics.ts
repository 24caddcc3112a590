import type { RequestRecord } from '@jointo/http-base'
import { createPrometheusObserver } from '@jointo/http-base/prometheus'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Runtime } from '../runtime/create-runtime.ts'
import { deploymentGauges } from './deployment-gauges.ts'
import { processGauges } from './process-gauges.ts'

export interface Metrics {
  /** For metrics of your own. */
  registry: Registry
  contentType: string
  /** For `createRuntime`: every call to a vendor, once it is over. */
  onVendorCall: (record: RequestRecord) => void
  /** From now on also what this runtime's database and pool say. */
  watch: (runtime: Pick<Runtime, 'figures' | 'pool' | 'runner'>) => void
  /** In Prometheus' text format. A database that is away is one of the things it tells, within two seconds. */
  text: () => Promise<string>
}

export interface MetricsOptions {
  /** Event loop, memory, garbage collection, file descriptors of this process. Its observers stay until the process ends. Default false. */
  process?: boolean
}

/**
 * Everything that is worth watching, as a prom-client registry.
 *
 * @example
 * const metrics = createMetrics({ process: true })
 * const runtime = await createRuntime(settings, { onVendorCall: metrics.onVendorCall })
 * metrics.watch(runtime)
 * console.log(await metrics.text())
 */
export function createMetrics(options: MetricsOptions = {}): Metrics {
  const registry = new Registry()
  if (options.process === true) collectDefaultMetrics({ register: registry })
  const refreshers: (() => Promise<void>)[] = []
  return {
    registry,
    contentType: registry.contentType,
    onVendorCall: createPrometheusObserver(registry),
    watch(runtime) {
      processGauges(registry, runtime)
      refreshers.push(deploymentGauges(registry, runtime))
    },
    async text() {
      await Promise.all(refreshers.map((refresh) => refresh()))
      return registry.metrics()
    },
  }
}

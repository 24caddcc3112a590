export { createMetrics, type Metrics, type MetricsOptions } from './metrics/create-metrics.ts'

export { startWorker, type RunningWorker } from './worker.ts'
export { createHealthApp, startHealthServer, type HealthServer } from './health.ts'
export { readWorkerSettings, type WorkerSettings } from './settings.ts'

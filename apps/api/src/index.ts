export { createApp } from './app.ts'
export type { AppDependencies, AppEnv } from './env.ts'
export { startServer, type RunningServer } from './server.ts'
export { readApiSettings, type ApiSettings, type ProcessSettings } from './settings.ts'

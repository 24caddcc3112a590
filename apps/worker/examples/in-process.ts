import { createRuntime, readServiceSettings, silentLogger } from '@jointo/ai-service'
import { startWorker } from '@jointo/worker'

const runtime = await createRuntime(readServiceSettings(process.env))
const worker = await startWorker(runtime, { port: 0, drainMs: 5_000 }, silentLogger)
const health = await fetch(`http://127.0.0.1:${worker.port}/healthz`)
console.log(await health.json())
await worker.close()

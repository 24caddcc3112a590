import { createRuntime, readServiceSettings } from '../../src/index.ts'

/** Where an API stands: orders one job and ends, for tests that kill it half way. */
const { service, close } = await createRuntime(readServiceSettings(process.env), { worker: false })
const order = JSON.parse(process.env['ORDER'] ?? '{}')
const { job, replayed } = await service.jobs.create(order.principal, order.input, { idempotencyKey: 'order' })
console.log(JSON.stringify({ id: job.id, replayed }))
await close()

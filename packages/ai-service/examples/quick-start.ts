import { createRuntime, readServiceSettings } from '@jointo/ai-service'

const { service, runner, close } = await createRuntime(readServiceSettings(process.env))
await runner.start()

const account = await service.accounts.create({ name: 'my first customer' })
await service.credits.grant(account.id, { amount: '100', reason: 'welcome' })
const customer = { accountId: account.id }

const input = { prompt: 'a red kite over the sea' }
const { job } = await service.jobs.create(customer, { model: 'mock/image', kind: 'image', input })
const { status, output, credits } = await service.jobs.wait(customer, job.id, { timeoutMs: 30_000 })
console.log(status, output[0]?.media_type, credits.charged)

await runner.stop({ timeoutMs: 10_000 })
await close()

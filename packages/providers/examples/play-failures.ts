import { isProviderError, MockProvider } from '@jointo/providers'

let now = 0
const provider = new MockProvider({ taskMs: 60_000, now: () => now }) // time moves when the test says so

/** Stands for your product: what a customer is told of a video after some minutes. */
async function tellCustomer(prompt: string, minutes: number): Promise<string> {
  const request = { model: 'video', kind: 'video', input: { prompt, duration_seconds: 1 } } as const
  try {
    const started = await provider.start(request)
    if (started.state !== 'pending') return 'made at once'
    now += minutes * 60_000
    const handle = { ...request, vendorTaskId: started.vendorTaskId }
    const status = await provider.status(handle)
    if (status.state === 'failed') return status.failure.message
    if (status.state !== 'completed') return 'not ready yet'
    const { mediaType } = await provider.openOutput(handle, status.outputs[0] ?? {})
    return `here is your ${mediaType}`
  } catch (error) {
    if (!isProviderError(error)) throw error
    return error.disposition === 'ambiguous' ? 'nobody knows, and it is not sent again' : error.message
  }
}

console.log(await tellCustomer('a kite', 1))
for (const scenario of ['slow', 'stuck', 'refuse', 'fail', 'throttled', 'lost_reply', 'expired_link', 'huge'])
  console.log(`${scenario}: ${await tellCustomer(`a kite [[${scenario}]]`, 1)}`)
console.log(`stuck for a year: ${await tellCustomer('a kite [[stuck]]', 525_600)}`)
console.log(`the lost task is there: ${provider.lostTasks.length}`)

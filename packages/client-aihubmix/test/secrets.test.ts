import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { once } from 'node:events'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { AIHubMixClient } from '../src/index.ts'

const apiKey = 'sk-inference1234567890'
const manageKey = 'manage+1234567890'
let sim: VendorSim
let client: AIHubMixClient
let elsewhere: Server
const seenElsewhere: IncomingHttpHeaders[] = []

beforeAll(async () => {
  sim = await startAIHubMixSim({ taskSeconds: 0 })
  client = new AIHubMixClient({ apiKey, manageKey, baseUrl: sim.baseUrl })
  elsewhere = createServer((request, response) => {
    seenElsewhere.push(request.headers)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ status: 'Ready', result: { sample: 'https://example.com/a.png' } }))
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
})
beforeEach(() => sim.reset())
afterAll(async () => {
  client.close()
  elsewhere.close()
  await sim.close()
})

it('looks at a foreign polling address without the key', async () => {
  const address = elsewhere.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const done = await client.predictions.getPrediction(`http://127.0.0.1:${port}/v1/tasks/1`)
  expect(done).toMatchObject({ status: 'completed', images: [{ url: 'https://example.com/a.png' }] })
  expect(seenElsewhere).toHaveLength(1)
  expect(JSON.stringify(seenElsewhere)).not.toMatch(/1234567890/)
})

it.each<[string, () => Promise<unknown>, string]>([
  ['the Manage Key', () => client.account.getAccount(), manageKey],
  ['the inference key', () => client.listModels(), apiKey],
  [
    'the inference key of another protocol',
    () => client.gemini.generateContent({ model: 'gemini-2.5-pro', contents: [{ parts: [{ text: 'hi' }] }] }),
    apiKey,
  ],
])('blots out %s where the vendor echoes it', async (_name, call, secret) => {
  for (const body of [
    { success: false, message: `invalid access token ${secret}` },
    { error: { code: secret, message: `bad key ${secret}` } },
    { detail: [`bad key ${secret}`] },
    `bad key ${secret}`,
  ]) {
    sim.faults.next({ status: 401, body })
    const error = await call().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'http_status', status: 401 })
    expect(inspect(error, { depth: 10 })).not.toContain(secret)
  }
})

it('reads an error whose body is nested without end', async () => {
  const body = '['.repeat(30_000) + ']'.repeat(30_000)
  sim.faults.next({ status: 429, body, headers: { 'content-type': 'application/json' } }, { times: 10 })
  await expect(client.listModels({ maxAttempts: 1 })).rejects.toMatchObject({
    code: 'http_status',
    disposition: 'throttled',
  })
})

it('shows no key when it is printed', () => {
  expect(inspect(client, { depth: 10, showHidden: true })).not.toMatch(/1234567890/)
  expect(JSON.stringify(client)).not.toMatch(/1234567890/)
})

it('wants a Manage Key for the account, before anything is sent', async () => {
  const without = new AIHubMixClient({ apiKey, baseUrl: sim.baseUrl })
  await expect(without.account.getAccount()).rejects.toMatchObject({
    code: 'invalid_options',
    message: expect.stringMatching(/manageKey.*AIHUBMIX_TOKEN/),
  })
  expect(sim.requests).toHaveLength(0)
  without.close()
})

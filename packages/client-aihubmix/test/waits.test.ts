import type { RequestRecord } from '@jointo/http-base'
import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { AIHubMixClient } from '../src/index.ts'

const apiKey = 'plain-0123456789'
const manageKey = 'manage+1234567890'
const soon = { pollIntervalMs: 1 }
const records: RequestRecord[] = []
let sim: VendorSim
let client: AIHubMixClient

beforeAll(async () => {
  sim = await startAIHubMixSim({ taskSeconds: 0 })
})
beforeEach(() => {
  sim.reset()
  records.length = 0
  const retry = { baseDelayMs: 1, budget: 100 }
  const onRequest = (record: RequestRecord): void => void records.push(record)
  client = new AIHubMixClient({ apiKey, manageKey, baseUrl: sim.baseUrl, retry, onRequest })
  return () => client.close()
})
afterAll(() => sim.close())

const startVideo = async (): Promise<string> =>
  (await client.generateVideo({ model: 'wan2.6-t2v', prompt: 'a kite' })).id
const polled = async (): Promise<string> => {
  const address = `${client.baseUrl}/v1/tasks/t-1`
  const body = { output: [{ polling_url: address, taskId: 't-1' }] }
  sim.faults.next({ status: 200, body }, { method: 'POST' })
  const made = await client.predictions.createPrediction({
    vendor: 'bfl',
    model: 'flux-2-pro',
    input: { prompt: 'a' },
  })
  return made.pollingUrl ?? ''
}

it('puts up with five looks in a row that fail, or can not be read', async () => {
  const id = await startVideo()
  sim.faults.next('invalid_json', { method: 'GET', times: 2 })
  sim.faults.next({ status: 503 }, { method: 'GET', times: 9 })
  expect(await client.waitForVideoCompletion(id, soon)).toMatchObject({ status: 'completed' })
  const before = sim.requests.length
  sim.faults.next({ status: 503 }, { method: 'GET', times: 99 })
  await expect(client.waitForVideoCompletion(id, soon)).rejects.toMatchObject({ status: 503 })
  expect(sim.requests.length - before).toBe(6 * 3)
})

const dirty = {
  code: `${apiKey} ${'c'.repeat(500)}`,
  message: `no\n\u001b[31m ${apiKey} ${manageKey} ${'x'.repeat(100_000)}`,
}

it.each<[string, () => Promise<unknown>]>([
  ['video_failed', async () => client.waitForVideoCompletion(await startVideo(), soon)],
  ['task_failed', () => client.native.waitForVideo('t', soon)],
  ['task_failed', () => client.native.generateImage({ model: 'm', prompt: 'a' })],
  ['prediction_failed', async () => client.predictions.waitForPrediction(await polled(), soon)],
])('tells %s in clean words', async (code, call) => {
  const body = { id: 't', object: 'video', status: 'failed', error: dirty }
  sim.faults.next({ status: 200, body }, code === 'task_failed' ? {} : { method: 'GET' })
  const error = await call().catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code, vendorCode: expect.stringMatching(/^.{1,100}$/) })
  const shown = inspect(error, { depth: 10, maxStringLength: Infinity })
  expect(shown).not.toContain(apiKey)
  expect(shown).not.toContain(manageKey)
  expect(shown.length).toBeLessThan(6_000)
  expect(String(error)).not.toMatch(/\p{Cc}/u)
})

it('has one label for all polling addresses', async () => {
  const address = await polled()
  sim.faults.next({ status: 200, body: { status: 'Ready', result: { sample: 'https://example.com/a.png' } } })
  await client.predictions.getPrediction(address)
  expect(records.at(-1)).toMatchObject({ route: '/v1/tasks/t-1', routeTemplate: '(polling address)' })
})

it('reads a chat answer whose content is a list of parts', async () => {
  const parts = [{ type: 'text', text: 'Good ' }, { type: 'image' }, { type: 'text', text: 'morning' }]
  const body = { choices: [{ message: { role: 'assistant', content: parts }, finish_reason: 'stop' }] }
  sim.faults.next({ status: 200, body })
  const reply = await client.chatCompletion({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
  expect(reply.choices[0]?.message).toMatchObject({ content: 'Good morning', content_parts: parts })
})

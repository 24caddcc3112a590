import Anthropic, { AuthenticationError, BadRequestError, NotFoundError } from '@anthropic-ai/sdk'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startAIHubMixSim, type VendorSim } from '../src/index.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startAIHubMixSim()
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

const client = (apiKey = 'good-key'): Anthropic => new Anthropic({ apiKey, baseURL: sim.url, maxRetries: 0 })
const request = (content: string, model = 'claude-sonnet-5'): Anthropic.MessageCreateParamsNonStreaming => ({
  model,
  max_tokens: 100,
  messages: [{ role: 'user', content }],
})

test('a message', async () => {
  const message = await client().messages.create(request('hi'))
  expect(message).toMatchObject({
    type: 'message',
    content: [{ type: 'text', text: 'You said: hi' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 3 },
  })
  expect(sim.accepted).toMatchObject([{ route: 'POST /v1/messages', model: 'claude-sonnet-5' }])
})

test('a streamed message', async () => {
  const message = await client().messages.stream(request('good morning')).finalMessage()
  expect(message).toMatchObject({ content: [{ text: 'You said: good morning' }], stop_reason: 'end_turn' })
})

test('a stream that breaks down tells so inside', async () => {
  const reading = client().messages.stream(request('[[fail]]')).finalMessage()
  await expect(reading).rejects.toThrow(/Overloaded/)
})

test('errors come out as the classes the SDK has for them', async () => {
  await expect(client('wrong-key').messages.create(request('hi'))).rejects.toThrow(AuthenticationError)
  await expect(client().messages.create(request('hi', 'claude-99'))).rejects.toThrow(NotFoundError)
  await expect(client().messages.create({ ...request('hi'), max_tokens: 0 })).rejects.toThrow(BadRequestError)
  await expect(client().messages.create(request('[[refuse]]'))).rejects.toThrow(/content policy/)
  expect(sim.accepted).toHaveLength(0)
})

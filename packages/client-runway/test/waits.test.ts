import { startRunwaySim, type Fault, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eachItem, RunwayClient, TaskFailedError, type Page, type PageParams } from '../src/index.ts'

const apiKey = `key_${'a1'.repeat(64)}`
let sim: VendorSim
let runway: RunwayClient

beforeAll(async () => {
  sim = await startRunwaySim({ taskSeconds: 0 })
  runway = new RunwayClient({ apiKey, baseUrl: sim.baseUrl, retry: { baseDelayMs: 1 } })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  runway.close()
  await sim.close()
})

const soon = { pollIntervalMs: 10 }
const reads = { method: 'GET' }
const replies = (...bodies: object[]): void => {
  for (const body of bodies) sim.faults.next({ status: 200, body }, reads)
}

async function startRun(): Promise<string> {
  const [workflow] = await runway.listWorkflows()
  return (await runway.runWorkflow(workflow?.versions[0]?.id ?? '')).id
}

describe('waiting', () => {
  it('follows a voice until it is ready', async () => {
    replies({ id: 'v1', name: 'Low', status: 'PROCESSING' }, { id: 'v1', name: 'Low', status: 'DREAMING' })
    replies({ id: 'v1', name: 'Low', status: 'READY', previewUrl: null })
    expect(await runway.waitForVoice('v1', soon)).toMatchObject({ status: 'READY', previewUrl: null })
    expect(sim.requests).toHaveLength(3)
  })

  it.each<[string, object, (client: RunwayClient) => Promise<unknown>]>([
    [
      'voice v1 ended as FAILED: too quiet',
      { id: 'v1', name: 'Low', status: 'FAILED', failureReason: 'too quiet' },
      (client) => client.waitForVoice('v1', soon),
    ],
    [
      'avatar a1 ended as FAILED: no face',
      { id: 'a1', name: 'Ada', status: 'FAILED', failureReason: 'no face' },
      (client) => client.waitForAvatar('a1', soon),
    ],
    [
      'session s1 ended as CANCELLED',
      { id: 's1', status: 'CANCELLED' },
      (client) => client.waitForRealtimeSession('s1', soon),
    ],
    [
      'task t1 ended as CANCELLED',
      { id: 't1', status: 'CANCELLED', cost: { credits: 0 } },
      (client) => client.waitForTask('t1', soon),
    ],
  ])('tells that %s', async (message, body, wait) => {
    replies(body)
    await expect(wait(runway)).rejects.toMatchObject({ code: 'task_failed', message, retryable: false })
    expect(sim.requests).toHaveLength(1)
  })

  it('tells why a run of a workflow failed', async () => {
    const fault: Fault = { task: { failure: 'No.', failureCode: 'SAFETY.INPUT.TEXT' } }
    sim.faults.next(fault, { method: 'POST' })
    await expect(runway.waitForWorkflowInvocation(await startRun(), soon)).rejects.toMatchObject({
      code: 'task_failed',
      failureCode: 'SAFETY.INPUT.TEXT',
    })
  })

  it('takes a new word for a session that is not ready yet', async () => {
    replies({ id: 's1', status: 'STARTING' }, { id: 's1', status: 'RUNNING' })
    replies({ id: 's1', status: 'READY', sessionKey: 'secret' })
    const session = await runway.waitForRealtimeSession('s1', soon)
    expect(session).toMatchObject({ status: 'READY', sessionKey: 'secret' })
    replies({ id: 's1', status: 'COMPLETED' })
    await expect(runway.waitForRealtimeSession('s1', soon)).rejects.toMatchObject({ code: 'task_failed' })
  })

  it('takes a new task that is not found for one that is not there yet, three times', async () => {
    const { id } = await runway.createSoundEffect({ model: 'eleven_text_to_sound_v2', promptText: 'a' })
    sim.faults.next({ status: 404 }, { ...reads, times: 3 })
    expect(await runway.waitForTask(id, soon)).toMatchObject({ status: 'SUCCEEDED' })
    sim.faults.next({ status: 404 }, { ...reads, times: 4 })
    await expect(runway.waitForTask(id, soon)).rejects.toMatchObject({ status: 404 })
    sim.faults.next({ status: 404 }, { ...reads, times: 1 })
    await expect(runway.waitForVoice('v1', soon)).rejects.toMatchObject({ status: 404 })
  })

  it('puts up with looks that fail or can not be read', async () => {
    const { id } = await runway.createSoundEffect({ model: 'eleven_text_to_sound_v2', promptText: 'a' })
    sim.faults.next('invalid_json', reads)
    sim.faults.next({ status: 503 }, { ...reads, times: 3 })
    expect(await runway.waitForTask(id, soon)).toMatchObject({ status: 'SUCCEEDED' })
  })

  it('tells a failure in one short line without keys', async () => {
    const failure = `no\n\u001b[31m key ${apiKey} ${'x'.repeat(100_000)}`
    replies({ id: 't1', status: 'FAILED', failure, failureCode: `A${'B'.repeat(500)}` })
    const error = await runway.waitForTask('t1', soon).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TaskFailedError)
    const { message, failureCode } = error as TaskFailedError
    expect(message).not.toContain(apiKey)
    expect(message).not.toMatch(/\p{Cc}/u)
    expect(message.length).toBeLessThan(1_100)
    expect(failureCode).toHaveLength(100)
  })

  it('tells progress that never falls, and keeps the errors of nodes', async () => {
    const facts = { id: 'r1', createdAt: '2026-09-01T00:00:00Z' }
    replies({ ...facts, status: 'RUNNING', progress: 0.5, output: {} })
    replies({ ...facts, status: 'NAPPING', progress: 0.2 })
    replies({ ...facts, status: 'SUCCEEDED', output: { a: [] }, nodeErrors: { b: { message: 'No.' } } })
    const seen: number[] = []
    const run = await runway.waitForWorkflowInvocation('r1', {
      ...soon,
      onProgress: (share) => seen.push(share),
    })
    expect(seen).toEqual([0.5, 0.5])
    expect(run.nodeErrors).toEqual({ b: { message: 'No.' } })
  })

  it('ends with the time, and with the signal', async () => {
    const { id } = await runway.createRealtimeSession({
      model: 'gwm1_avatars',
      avatar: { type: 'custom', avatarId: 'a' },
    })
    sim.faults.next({ status: 200, body: { id, status: 'NOT_READY' } }, { ...reads, times: 1_000 })
    await expect(runway.waitForRealtimeSession(id, { ...soon, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'poll_timeout',
    })
    const signal = AbortSignal.timeout(50)
    await expect(runway.waitForRealtimeSession(id, { ...soon, signal })).rejects.toMatchObject({
      code: 'aborted',
    })
  })
})

describe('lists', () => {
  it('gives everything, page after page', async () => {
    for (const name of ['a', 'b', 'c']) await runway.createDocument({ name, content: name })
    const names: string[] = []
    const list = (page: PageParams) => runway.listDocuments({ ...page, order: 'asc', limit: 2 })
    for await (const document of eachItem(list)) names.push(document.name)
    expect(names).toEqual(['a', 'b', 'c'])
    // Only these: a look of another test, given up, may arrive late.
    const looks = sim.requests.filter(({ method, path }) => method === 'GET' && path === '/v1/documents')
    expect(looks.map(({ query }) => query['cursor'])).toEqual([undefined, expect.any(String)])
  })

  it('does not go round for ever', async () => {
    let pages = 0
    const circle = async (): Promise<Page<number>> => ({ data: [(pages += 1)], nextCursor: 'again' })
    const items: number[] = []
    for await (const item of eachItem(circle)) items.push(item)
    expect(items).toEqual([1, 2])
  })
})

it('reads replies whose side facts are nonsense or new', async () => {
  replies({ id: 'v1', name: 'Low', status: 'SINGING', description: 7, colour: 'red' })
  expect(await runway.getVoice('v1')).toMatchObject({ id: 'v1', status: 'SINGING', description: undefined })
  replies({ id: 'a1', name: 'Ada', status: 'READY', documentIds: null, voice: { type: 'new', pitch: 3 } })
  expect(await runway.getAvatar('a1')).toMatchObject({ documentIds: [], voice: { type: 'new', pitch: 3 } })
  replies({ data: [], nextCursor: null })
  expect(await runway.listVoices()).toEqual({ data: [], nextCursor: undefined })
})

it('does not take a run without output for a success', async () => {
  replies({ id: 'r1', status: 'SUCCEEDED' })
  await expect(runway.getWorkflowInvocation('r1')).rejects.toMatchObject({ code: 'invalid_response' })
})

it('keeps the key of a session out of errors', async () => {
  const sessionKey = 'session-secret-0123456789'
  sim.faults.next({ status: 401, body: { error: `bad key ${sessionKey}` } })
  const error = await runway
    .consumeRealtimeSession({ id: 's1', sessionKey })
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ status: 401 })
  expect(String(error)).not.toContain(sessionKey)
  expect(JSON.stringify(error)).not.toContain(sessionKey)
})

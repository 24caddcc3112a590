import { startRunwaySim, type Fault, type VendorSim } from '@jointo/vendor-sim'
import { buffer } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RunwayClient } from '../src/index.ts'

const apiKey = `key_${'a1'.repeat(64)}`
let sim: VendorSim
let runway: RunwayClient

beforeAll(async () => {
  sim = await startRunwaySim()
  runway = new RunwayClient({ apiKey, baseUrl: sim.baseUrl, retry: { baseDelayMs: 1 } })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  runway.close()
  await sim.close()
})

const params = { model: 'gen4.5', promptText: 'a kite', ratio: '1280:720', duration: 5 } as const
const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const failing = async (fault: Fault): Promise<unknown> => {
  sim.faults.next(fault, { times: 10 })
  return runway.createTextToVideo(params).catch((error: unknown) => error)
}

describe('RunwayClient', () => {
  it('starts, waits with progress, and downloads without its key', async () => {
    const started = await runway.createTextToVideo(params)
    const seen: number[] = []
    const task = await runway.waitForTask(started.id, {
      pollIntervalMs: 60,
      onProgress: (progress) => seen.push(progress),
    })
    expect(task.status).toBe('SUCCEEDED')
    expect(seen.every((progress) => progress >= 0 && progress <= 1)).toBe(true)
    const output = await runway.openOutput(task.output[0] ?? '')
    expect((await buffer(output.stream)).toString('latin1', 4, 8)).toBe('ftyp')
    expect(output.mediaType).toBe('video/mp4')
    const [first] = sim.requests
    expect(first).toMatchObject({
      method: 'POST',
      path: '/v1/text_to_video',
      body: params,
      headers: { authorization: `Bearer ${apiKey}`, 'x-runway-version': '2024-11-06' },
    })
    const download = sim.requests.at(-1)
    expect(download?.headers['authorization']).toBeUndefined()
    expect(sim.accepted).toHaveLength(1)
  })

  it('starts from a picture, and makes pictures', async () => {
    await runway.createImageToVideo({ model: 'gen4_turbo', promptImage: picture, ratio: '960:960' })
    await runway.createTextToImage({ model: 'gen4_image', promptText: 'a kite', ratio: '1024:1024' })
    expect(sim.accepted.map(({ route }) => route)).toEqual([
      'POST /v1/image_to_video',
      'POST /v1/text_to_image',
    ])
  })

  it('cancels; a second time there is nothing left', async () => {
    const { id } = await runway.createTextToVideo(params)
    expect(await runway.cancelTask(id)).toEqual({ existed: true })
    expect(await runway.cancelTask(id)).toEqual({ existed: false })
  })

  it('reads the organization', async () => {
    expect((await runway.getOrganization()).creditBalance).toBeGreaterThan(0)
  })

  it('tells why a task failed', async () => {
    sim.faults.next({ task: { seconds: 0, failure: 'No.', failureCode: 'SAFETY.INPUT.TEXT' } })
    const { id } = await runway.createTextToVideo(params)
    await expect(runway.waitForTask(id, { pollIntervalMs: 30 })).rejects.toMatchObject({
      code: 'task_failed',
      failureCode: 'SAFETY.INPUT.TEXT',
    })
  })

  it('takes a status it has never heard of for work that goes on', async () => {
    sim.faults.next({ task: { statuses: ['DAYDREAMING', 'THROTTLED'] } })
    const { id } = await runway.createTextToVideo(params)
    expect((await runway.getTask(id)).status).toBe('RUNNING')
    expect((await runway.getTask(id)).status).toBe('THROTTLED')
  })

  it.each([
    [{ ...params, ratio: '1104:832' }, 'ratio'],
    [{ ...params, duration: 11 }, 'duration'],
    [{ ...params, promptText: 'x'.repeat(1_001) }, 'promptText'],
    [{ ...params, colour: 'red' }, 'colour'],
  ])('refuses %o before anything is sent', async (wrong, param) => {
    // @ts-expect-error what the types refuse as well
    await expect(async () => runway.createTextToVideo(wrong)).rejects.toMatchObject({
      code: 'invalid_argument',
      param,
    })
    expect(sim.requests).toHaveLength(0)
  })

  it('sends what it does not know when asked to', async () => {
    await expect(runway.createTextToVideo({ unchecked: { ...params, duration: 99 } })).rejects.toMatchObject({
      status: 400,
    })
    expect(sim.requests).toHaveLength(1)
  })

  it.each<[Fault, object, number]>([
    [
      'cut_before_reply',
      { code: 'connection_lost', phase: 'sent_no_reply', disposition: 'ambiguous', retryable: false },
      1,
    ],
    ['cut_mid_body', { code: 'connection_lost', phase: 'replied', disposition: 'ambiguous' }, 1],
    ['invalid_json', { code: 'invalid_response', phase: 'replied', disposition: 'ambiguous' }, 1],
    ['reset', { code: 'connection_lost', disposition: 'ambiguous' }, 1],
    [{ status: 500 }, { code: 'http_status', status: 500, disposition: 'ambiguous' }, 1],
    [{ status: 504 }, { disposition: 'ambiguous' }, 1],
    [{ status: 307, headers: { location: '/v1/elsewhere' } }, { status: 307, disposition: 'ambiguous' }, 1],
    [{ status: 200, body: { id: '../../admin' } }, { code: 'invalid_response', disposition: 'ambiguous' }, 1],
    [{ status: 400 }, { disposition: 'rejected' }, 1],
    [{ status: 429 }, { disposition: 'throttled', retryable: true }, 3],
    [{ status: 503, body: '<html>busy</html>' }, { disposition: 'ambiguous', vendorMessage: undefined }, 1],
    [{ status: 502, accept: true }, { disposition: 'ambiguous', retryable: false }, 1],
  ])('meets %o on a paid call with %o after %i requests', async (fault, expected, requests) => {
    expect(await failing(fault)).toMatchObject(expected)
    expect(sim.requests).toHaveLength(requests)
  })

  it('repeats a read after a 500, and gives up after three', async () => {
    const { id } = await runway.createTextToVideo(params)
    sim.faults.next({ status: 500 }, { method: 'GET', times: 2 })
    expect((await runway.getTask(id)).id).toBe(id)
    sim.faults.next({ status: 500 }, { method: 'GET', times: 3 })
    await expect(runway.getTask(id)).rejects.toMatchObject({ status: 500, attempt: 3 })
  })

  it('ends a call that hangs', async () => {
    const impatient = new RunwayClient({ apiKey, baseUrl: sim.baseUrl, timeout: { responseMs: 100 } })
    sim.faults.next({ hangMs: 2_000 })
    await expect(impatient.createTextToVideo(params)).rejects.toMatchObject({
      code: 'timeout',
      phase: 'sent_no_reply',
      disposition: 'ambiguous',
    })
    impatient.close()
  })

  it('knows that nothing left when nobody listens', async () => {
    const nowhere = new RunwayClient({ apiKey, baseUrl: 'http://127.0.0.1:1', retry: { baseDelayMs: 1 } })
    await expect(nowhere.createTextToVideo(params)).rejects.toMatchObject({
      code: 'connection_failed',
      phase: 'not_sent',
      disposition: 'not_sent',
      attempt: 3,
    })
  })

  it('keeps its key out of every error', async () => {
    for (const fault of [
      'cut_before_reply',
      { status: 401, body: { error: `bad key ${apiKey}` } },
      'invalid_json',
    ] as const) {
      const error = await failing(fault)
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(apiKey.slice(4))
      sim.faults.clear()
    }
  })

  it('maps a wrong key', async () => {
    const stranger = new RunwayClient({ apiKey: 'key_wrong', baseUrl: sim.baseUrl })
    await expect(stranger.getOrganization()).rejects.toMatchObject({ status: 401, disposition: 'rejected' })
    stranger.close()
  })
})

it('names both cures when there is no key, and the option that is wrong', () => {
  expect(() => new RunwayClient({ baseUrl: 'http://localhost' })).toThrow(/apiKey.*RUNWAYML_API_SECRET/)
  // @ts-expect-error an option that does not exist
  expect(() => new RunwayClient({ apiKey, retries: 3 })).toThrow(/retries/)
  expect(() => new RunwayClient({ apiKey, timeout: { totalMs: -1 } })).toThrow(/timeout\.totalMs/)
})

import { describe, expect, it } from 'vitest'
import type { WaitProgress } from '../src/index.ts'
import { setUp } from './helpers/client.ts'
import { png } from './helpers/files.ts'

const { sim, stability } = setUp(0)
const quick = { pollIntervalMs: 5 }

const start = async () => (await stability().upscaleCreative({ image: png(), prompt: 'a' })).id

describe('waiting for a result', () => {
  it('looks until it is there, and tells of each look before', async () => {
    sim().faults.next({ task: { statuses: ['in-progress', 'a-new-word'] } })
    const id = await start()
    const told: WaitProgress[] = []
    const result = await stability().waitForResult(id, { ...quick, onProgress: (now) => told.push(now) })
    expect(result).toMatchObject({ outcome: 'succeeded' })
    expect(result).not.toHaveProperty('status')
    expect(told.map(({ looks }) => looks)).toEqual([1, 2])
    expect(told[1]?.waitedMs).toBeGreaterThan(told[0]?.waitedMs ?? Infinity)
  })

  it('hands over a filtered picture as what it is', async () => {
    const { id } = await stability().upscaleCreative({ image: png(), prompt: '[[blur]]' })
    expect(await stability().waitForResult(id, quick)).toMatchObject({ outcome: 'filtered' })
  })

  it('takes "not found" for "not there yet", for a while', async () => {
    const id = await start()
    sim().faults.next({ status: 404 }, { path: '/v2beta/results/', times: 2 })
    expect(await stability().waitForResult(id, quick)).toMatchObject({ outcome: 'succeeded' })
    sim().faults.next({ status: 404 }, { path: '/v2beta/results/' })
    const strict = stability().waitForResult(id, { ...quick, notFoundGraceMs: 1 })
    await expect(strict).rejects.toMatchObject({ status: 404 })
  })

  it('ends with the error of a failed generation', async () => {
    sim().faults.next({ task: { failure: 'flagged', failureCode: 'content_moderation' } })
    const { id } = await stability().generateAudio3({ prompt: 'a' })
    const wait = stability().waitForAudioResult(id, quick)
    await expect(wait).rejects.toMatchObject({ status: 403, vendorCode: 'content_moderation' })
  })

  it('gives up in time, and at once when told to', async () => {
    sim().faults.next({ task: { seconds: 60 } }, { method: 'POST', times: 2 })
    const late = stability().waitForResult(await start(), { ...quick, timeoutMs: 40 })
    await expect(late).rejects.toMatchObject({ code: 'poll_timeout' })
    const told = stability().waitForResult(await start(), { ...quick, signal: AbortSignal.timeout(20) })
    await expect(told).rejects.toMatchObject({ code: 'aborted' })
  })

  it('waits no longer than results are kept', async () => {
    const wait = stability().waitForResult('a', { timeoutMs: 86_400_001 })
    await expect(wait).rejects.toMatchObject({ code: 'invalid_argument', param: 'timeoutMs' })
    expect(sim().requests).toHaveLength(0)
  })
})

import RunwayML, {
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  RateLimitError,
  TaskFailedError,
  toFile,
} from '@runwayml/sdk'
import { imageSize } from 'image-size'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { failTask, startRunwaySim, type VendorSim } from '../src/index.ts'
import { readVideo } from './read-boxes.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startRunwaySim({ taskSeconds: 0.1 })
  hurryPolling()
})
afterEach(() => sim.reset())
afterAll(async () => {
  vi.restoreAllMocks()
  await sim.close()
})

/** The SDK looks every 4.5 to 7.5 seconds; only waits of that length are cut short. */
function hurryPolling(): void {
  const original = globalThis.setTimeout
  vi.spyOn(globalThis, 'setTimeout').mockImplementation((callback: () => void, wait = 0) =>
    original(callback, wait > 4000 && wait < 8000 ? 60 : wait),
  )
}

function client(apiKey = 'good-key'): RunwayML {
  return new RunwayML({ apiKey, baseURL: sim.baseUrl, maxRetries: 0 })
}

const clip = { model: 'gen4.5', promptText: 'waves', ratio: '1280:720', duration: 2 } as const

async function download(url: string | undefined): Promise<Uint8Array> {
  const response = await fetch(url ?? '')
  expect(response.status).toBe(200)
  return response.bytes()
}

test('text to video, from start to file', async () => {
  const task = await client().textToVideo.create(clip).waitForTaskOutput()
  expect(task.status).toBe('SUCCEEDED')
  expect(readVideo(await download(task.output[0]))).toEqual({ seconds: 2, width: 1280, height: 720 })
  expect(sim.accepted).toEqual([
    { route: 'POST /v1/text_to_video', model: 'gen4.5', id: task.id, body: clip, at: expect.any(String) },
  ])
})

test('a task waits, runs with progress, ends with its price', async () => {
  sim.faults.next({ task: { seconds: 0, statuses: ['PENDING', 'RUNNING'] } })
  const { id, estimatedCost } = await client().textToVideo.create(clip)
  expect(estimatedCost).toEqual({ credits: 24 })
  expect(await client().tasks.retrieve(id)).toMatchObject({
    id,
    status: 'PENDING',
    estimatedCost: { credits: 24 },
  })
  expect(await client().tasks.retrieve(id)).toMatchObject({ status: 'RUNNING', progress: expect.any(Number) })
  expect(await client().tasks.retrieve(id)).toMatchObject({ status: 'SUCCEEDED', cost: { credits: 24 } })
})

test('image to video and text to image', async () => {
  const promptImage = 'https://example.com/boat.png'
  const video = await client()
    .imageToVideo.create({ model: 'gen4_turbo', promptImage, ratio: '720:1280', duration: 2 })
    .waitForTaskOutput()
  expect(readVideo(await download(video.output[0]))).toMatchObject({ width: 720, height: 1280 })
  const image = await client()
    .textToImage.create({ model: 'gen4_image', promptText: 'a boat', ratio: '1920:1080' })
    .waitForTaskOutput()
  expect(imageSize(await download(image.output[0]))).toMatchObject({ width: 1920, height: 1080, type: 'png' })
})

test('a deleted task is gone, also for a second delete', async () => {
  const { id } = await client().textToVideo.create(clip)
  await client().tasks.delete(id)
  await expect(client().tasks.retrieve(id)).rejects.toThrow(NotFoundError)
  await expect(client().tasks.delete(id)).rejects.toThrow(NotFoundError)
})

test('moderated and failed tasks fail with the vendor code', async () => {
  const outcome = (promptText: string): Promise<unknown> =>
    client()
      .textToVideo.create({ ...clip, promptText })
      .waitForTaskOutput()
      .catch((error: unknown) => (error instanceof TaskFailedError ? error.taskDetails : error))
  expect(await outcome('[[refuse]]')).toMatchObject({
    status: 'FAILED',
    failureCode: 'SAFETY.INPUT.TEXT',
    cost: { credits: 24 },
  })
  expect(await outcome('[[fail]]')).toMatchObject({
    failureCode: 'INTERNAL.BAD_OUTPUT.CODE01',
    cost: { credits: 0 },
  })
  sim.faults.next(failTask({ failure: 'upstream is down', failureCode: 'THIRD_PARTY.UNAVAILABLE' }))
  expect(await outcome('waves')).toMatchObject({
    failure: 'upstream is down',
    failureCode: 'THIRD_PARTY.UNAVAILABLE',
  })
})

test('throttled and unheard-of status words can be scripted', async () => {
  sim.faults.next({ task: { statuses: ['THROTTLED', 'DREAMING'] } })
  const { id } = await client().textToVideo.create(clip)
  expect(await client().tasks.retrieve(id)).toMatchObject({ status: 'THROTTLED' })
  expect(await client().tasks.retrieve(id)).toMatchObject({ status: 'DREAMING' })
  const task = await client().tasks.retrieve(id).waitForTaskOutput()
  expect(task.status).toBe('SUCCEEDED')
})

test('errors come out as the classes the SDK has for them', async () => {
  await expect(client('wrong-key').textToVideo.create(clip)).rejects.toThrow(AuthenticationError)
  await expect(client('broke-key').textToVideo.create(clip)).rejects.toThrow(/credits/)
  await expect(client().textToVideo.create({ ...clip, duration: 11 })).rejects.toThrow(BadRequestError)
  sim.faults.next({ status: 429 })
  await expect(client().textToVideo.create(clip)).rejects.toThrow(RateLimitError)
  expect(sim.accepted).toHaveLength(0)
})

test('organization and uploads', async () => {
  await client().textToVideo.create(clip)
  const organization = await client().organization.retrieve()
  expect(organization.creditBalance).toBe(10_000)
  expect(organization.usage.models['gen4.5']?.dailyGenerations).toBe(1)
  const file = await toFile(Buffer.alloc(600), 'boat.png', { type: 'image/png' })
  expect((await client().uploads.createEphemeral({ file })).uri).toMatch(/^runway:\/\//)
})

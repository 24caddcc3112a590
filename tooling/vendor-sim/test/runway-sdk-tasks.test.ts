import RunwayML from '@runwayml/sdk'
import { imageSize } from 'image-size'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startRunwaySim, type VendorSim } from '../src/index.ts'
import * as bodies from './runway-bodies.ts'

// Every route that starts a task, driven by the vendor's own SDK with a body for every model.

let sim: VendorSim
let runway: RunwayML
beforeAll(async () => {
  sim = await startRunwaySim({ taskSeconds: 0 })
  runway = new RunwayML({ apiKey: 'good-key', baseURL: sim.baseUrl, maxRetries: 0 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

type Started = Promise<{ id: string; estimatedCost?: { credits: number } }>
interface Case {
  route: string
  body: object
  kind: 'video' | 'image' | 'audio'
  start: () => Started
}

function cases<Body extends object>(
  route: string,
  kind: Case['kind'],
  list: readonly Body[],
  start: (body: Body) => Started,
): Case[] {
  return list.map((body) => ({ route, kind, body, start: () => start(body) }))
}

const { recipes } = bodies

const table: Case[] = [
  ...cases('text_to_video', 'video', bodies.textToVideo, (body) => runway.textToVideo.create(body)),
  ...cases('image_to_video', 'video', bodies.imageToVideo, (body) => runway.imageToVideo.create(body)),
  ...cases('video_to_video', 'video', bodies.videoToVideo, (body) => runway.videoToVideo.create(body)),
  ...cases('video_to_hdr', 'video', bodies.videoToHdr, (body) => runway.videoToHdr.create(body)),
  ...cases('video_upscale', 'video', bodies.videoUpscale, (body) => runway.videoUpscale.create(body)),
  ...cases('character_performance', 'video', bodies.characterPerformance, (body) =>
    runway.characterPerformance.create(body),
  ),
  ...cases('text_to_image', 'image', bodies.textToImage, (body) => runway.textToImage.create(body)),
  ...cases('image_upscale', 'image', bodies.imageUpscale, (body) => runway.imageUpscale.create(body)),
  ...cases('text_to_speech', 'audio', bodies.textToSpeech, (body) => runway.textToSpeech.create(body)),
  ...cases('sound_effect', 'audio', bodies.soundEffect, (body) => runway.soundEffect.create(body)),
  ...cases('speech_to_speech', 'audio', bodies.speechToSpeech, (body) => runway.speechToSpeech.create(body)),
  ...cases('voice_dubbing', 'audio', bodies.voiceDubbing, (body) => runway.voiceDubbing.create(body)),
  ...cases('voice_isolation', 'audio', bodies.voiceIsolation, (body) => runway.voiceIsolation.create(body)),
  ...cases('avatar_videos', 'video', bodies.avatarVideos, (body) => runway.avatarVideos.create(body)),
  ...cases('recipes/ad_localization', 'image', [recipes.adLocalization], (body) =>
    runway.recipes.adLocalization(body),
  ),
  ...cases('recipes/marketing_stock_image', 'image', [recipes.marketingStockImage], (body) =>
    runway.recipes.marketingStockImage(body),
  ),
  ...cases('recipes/multi_shot_video', 'video', [recipes.multiShotVideo], (body) =>
    runway.recipes.multiShotVideo(body),
  ),
  ...cases('recipes/product_ad', 'video', [recipes.productAd], (body) => runway.recipes.productAd(body)),
  ...cases('recipes/product_campaign_image', 'image', [recipes.productCampaignImage], (body) =>
    runway.recipes.productCampaignImage(body),
  ),
  ...cases('recipes/product_swap', 'video', [recipes.productSwap], (body) =>
    runway.recipes.productSwap(body),
  ),
  ...cases('recipes/product_ugc', 'video', [recipes.productUgc], (body) => runway.recipes.productUgc(body)),
]

test.each(table)('$route takes $body', async ({ route, body, kind, start }) => {
  const { id, estimatedCost } = await start()
  expect(sim.accepted).toMatchObject([{ route: `POST /v1/${route}`, id, body }])
  if (route !== 'avatar_videos') expect(estimatedCost?.credits).toBeGreaterThan(0)
  const task = await runway.tasks.retrieve(id)
  if (task.status !== 'SUCCEEDED') throw new Error(`the task is ${task.status}`)
  const isSequence = 'outputFormat' in body && String(body.outputFormat).includes('_sequence')
  const count = isSequence ? 2 : 'outputCount' in body ? body.outputCount : 1
  expect(task.output).toHaveLength(Number(count))
  expect(task.output[0]).toMatch(
    kind === 'video' ? /\.(mp4|zip)\?/ : kind === 'image' ? /\.(png|jpeg|webp)\?/ : /\.(mp3|wav|opus)\?/,
  )
})

test('every route has a body', () => {
  expect(new Set(table.map(({ route }) => route))).toEqual(new Set(bodies.TASK_ROUTES))
})

describe('files are what they say', () => {
  const SIGNATURES = { mp3: 'fff3', wav: '52494646', ogg_opus: '4f676753' }

  test.each(['mp3', 'wav', 'ogg_opus'] as const)('speech as %s', async (outputFormat) => {
    const { id } = await runway.textToSpeech.create({
      model: 'seed_audio',
      promptText: 'Hello.',
      outputFormat,
    })
    expect((await download(id)).toString('hex')).toMatch(new RegExp(`^${SIGNATURES[outputFormat]}`))
  })

  test.each(['png', 'jpeg', 'webp'] as const)('a picture as %s', async (outputFormat) => {
    const ratio = '1152:2016'
    const { id } = await runway.textToImage.create({
      model: 'muse_image',
      promptText: 'x',
      ratio,
      outputFormat,
    })
    const type = outputFormat === 'jpeg' ? 'jpg' : outputFormat
    expect(imageSize(await download(id))).toMatchObject({ width: 1152, height: 2016, type })
  })

  test('several pictures have an address each', async () => {
    const { id } = await runway.textToImage.create({
      model: 'gemini_image3_pro',
      promptText: 'x',
      ratio: '1024:1024',
      outputCount: 4,
    })
    const files = await Promise.all([0, 1, 2, 3].map((index) => download(id, index)))
    expect(files.map((file) => imageSize(file).width)).toEqual([1024, 1024, 1024, 1024])
  })
})

async function download(id: string, index = 0): Promise<Buffer> {
  const task = await runway.tasks.retrieve(id)
  const response = await fetch(task.status === 'SUCCEEDED' ? (task.output[index] ?? '') : '')
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

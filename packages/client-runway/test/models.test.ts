import { startRunwaySim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { RunwayClient } from '../src/index.ts'
import {
  imageToVideo,
  soundEffect,
  textToImage,
  textToSpeech,
  textToVideo,
  videoToVideo,
  videoUpscale,
} from './helpers/bodies.ts'

let sim: VendorSim
let runway: RunwayClient

beforeAll(async () => {
  sim = await startRunwaySim()
  runway = new RunwayClient({ apiKey: `key_${'a1'.repeat(64)}`, baseUrl: sim.baseUrl })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  runway.close()
  await sim.close()
})

interface Case {
  route: string
  model: string
  body: object
  start: () => Promise<unknown>
}

function cases<Body extends { model: string }>(
  route: string,
  bodies: Record<string, Body>,
  start: (body: Body) => Promise<unknown>,
): Case[] {
  return Object.values(bodies).map((body) => ({ route, model: body.model, body, start: () => start(body) }))
}

it.each([
  ...cases('text_to_video', textToVideo, (body) => runway.createTextToVideo(body)),
  ...cases('image_to_video', imageToVideo, (body) => runway.createImageToVideo(body)),
  ...cases('video_to_video', videoToVideo, (body) => runway.createVideoToVideo(body)),
  ...cases('video_upscale', videoUpscale, (body) => runway.createVideoUpscale(body)),
  ...cases('text_to_image', textToImage, (body) => runway.createTextToImage(body)),
  ...cases('text_to_speech', textToSpeech, (body) => runway.createTextToSpeech(body)),
  ...cases('sound_effect', soundEffect, (body) => runway.createSoundEffect(body)),
])('$route sends $model as it is given, and Runway takes it', async ({ route, model, body, start }) => {
  await start()
  expect(sim.accepted).toMatchObject([{ route: `POST /v1/${route}`, model }])
  expect(sim.accepted[0]?.body).toEqual(body)
})

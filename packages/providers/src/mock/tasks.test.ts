import { describe, expect, it } from 'vitest'
import { readMp4 } from './media/read-mp4.ts'
import { renderVideo } from './media/video.ts'
import { inspectGlb, inspectMp4 } from './testing/inspect.ts'
import { elsewhere, inline, make, only } from './testing/make.ts'

it('says that a video does not show the given frame', async () => {
  const asked = { prompt: 'x', images: [elsewhere], duration_seconds: 1, aspect_ratio: '9:16' }
  const { files, warnings } = await make('video', asked)
  expect(readMp4(Buffer.from(files[0]?.bytes ?? []))).toEqual({ width: 180, height: 320, seconds: 1 })
  expect(warnings).toEqual([expect.objectContaining({ code: 'input_not_read', param: 'input.images[0]' })])
})

describe('video-upscale', () => {
  it('is as long and twice as large, and charged by the given length', async () => {
    const clip = await renderVideo({ words: 'x', title: '', width: 64, height: 48, seconds: 1.5, seed: 0 })
    const made = await make('video-upscale', { video: inline('video/mp4', clip) })
    const file = Buffer.from(made.files[0]?.bytes ?? [])
    expect(inspectMp4(file).frames).toBe(12)
    expect(readMp4(file)).toEqual({ width: 128, height: 96, seconds: 1.5 })
    expect(made).toMatchObject({ usage: { seconds: 1.5 }, warnings: [] })
  })

  it('says when it takes less than twice the pixels', async () => {
    const clip = await renderVideo({ words: 'x', title: '', width: 800, height: 32, seconds: 0.2, seed: 0 })
    const made = await make('video-upscale', { video: inline('video/mp4', clip) })
    expect(readMp4(Buffer.from(made.files[0]?.bytes ?? []))).toMatchObject({ width: 960, height: 38 })
    expect(made.warnings).toEqual([expect.objectContaining({ code: 'adjusted', param: 'input.video' })])
  })
})

describe('model-3d', () => {
  it('is a GLB whose shape depends on prompt and seed', async () => {
    const { gltf, positions, chunks } = inspectGlb(await only(make('model-3d', { prompt: 'a jug' })))
    expect(chunks).toEqual(['JSON', 'BIN\0'])
    expect(gltf.nodes[0]?.name).toMatch(/^vase [0-9a-f]{8}$/)
    expect(positions.length).toBeGreaterThan(500)
    for (const input of [{ prompt: 'a cup' }, { prompt: 'a jug', seed: 1 }]) {
      expect(inspectGlb(await only(make('model-3d', input))).positions).not.toEqual(positions)
    }
  })

  it('depends on the picture where there is no prompt', async () => {
    const shape = async (url: string): Promise<unknown> =>
      inspectGlb(await only(make('model-3d', { images: [{ url }] }))).positions
    expect(await shape('https://media.example/a.png')).toEqual(await shape('https://media.example/a.png'))
    expect(await shape('https://media.example/a.png')).not.toEqual(await shape('https://media.example/b.png'))
  })
})

import { randomUUID } from 'node:crypto'
import { breathe } from './breathe.ts'
import { loadEncoder } from './h264-encoder.ts'
import { composeScene, paintScene } from './scene.ts'

export const FRAMES_PER_SECOND = 8
/** 10 is the encoder's fastest. */
const SPEED = 10

export interface VideoPlan {
  words: string
  title: string
  /** Even numbers. */
  width: number
  height: number
  seconds: number
  seed: number
}

/** An MP4 (H.264 baseline) of a slowly moving scene, encoded frame by frame with a rest after each. */
export async function renderVideo(plan: VideoPlan, signal?: AbortSignal): Promise<Uint8Array> {
  const scene = composeScene(plan.words, plan.title, plan.width, plan.height, plan.seed)
  const encoder = await loadEncoder().createH264MP4Encoder()
  // All encoders of a process share one file system in memory.
  encoder.outputFilename = `${randomUUID()}.mp4`
  encoder.width = plan.width
  encoder.height = plan.height
  encoder.frameRate = FRAMES_PER_SECOND
  encoder.groupOfPictures = FRAMES_PER_SECOND
  encoder.speed = SPEED
  encoder.initialize()
  let finished = false
  try {
    const frames = Math.max(1, Math.round(plan.seconds * FRAMES_PER_SECOND))
    for (let frame = 1; frame <= frames; frame += 1) {
      const canvas = await paintScene(scene, frame / frames, signal)
      encoder.addFrameRgba(canvas.pixels)
      await breathe(signal)
    }
    encoder.finalize()
    finished = true
    // A copy: the file lies in the encoder's own memory.
    return Uint8Array.from(encoder.FS.readFile(encoder.outputFilename))
  } finally {
    if (!finished) encoder.finalize()
    encoder.FS.unlink(encoder.outputFilename)
    encoder.delete()
  }
}

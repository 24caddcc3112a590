import type { Colour } from './colour.ts'
import { loadEncoder } from './load-encoder.ts'

export interface VideoShape {
  width: number
  height: number
  seconds: number
  colour: Colour
}

/** Small files, but a process may run for days. */
const MOST_KEPT = 100
const made = new Map<string, Uint8Array<ArrayBuffer>>()

/** An H.264 MP4 of the asked size (scaled down above 1080p) and length, at one frame per second to be quick. */
export async function encodeMp4(shape: VideoShape): Promise<Uint8Array<ArrayBuffer>> {
  const key = JSON.stringify(shape)
  const ready = made.get(key)
  if (ready) return ready
  const bytes = await encode(shape)
  if (made.size >= MOST_KEPT) made.clear()
  made.set(key, bytes)
  return bytes
}

async function encode(shape: VideoShape): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = fit(shape)
  const { createH264MP4Encoder } = await loadEncoder()
  const encoder = await createH264MP4Encoder()
  try {
    encoder.width = width
    encoder.height = height
    encoder.frameRate = 1
    encoder.speed = 10
    encoder.quantizationParameter = 40
    // The encoders share one file system.
    encoder.outputFilename = `${Math.random().toString(36).slice(2)}.mp4`
    encoder.initialize()
    const frames = Math.max(1, Math.round(shape.seconds))
    for (let index = 0; index < frames; index += 1) {
      encoder.addFrameRgba(paint(width, height, shape.colour, index / frames))
    }
    encoder.finalize()
    const bytes = encoder.FS.readFile(encoder.outputFilename)
    encoder.FS.unlink(encoder.outputFilename)
    return new Uint8Array(bytes)
  } finally {
    encoder.delete()
  }
}

/** The codec wants even sides. */
function fit({ width, height }: VideoShape): { width: number; height: number } {
  const scale = Math.min(1, 1920 / Math.max(width, height))
  const even = (side: number): number => Math.max(16, Math.round((side * scale) / 2) * 2)
  return { width: even(width), height: even(height) }
}

/** One colour, with a white bar that grows from frame to frame. */
function paint(width: number, height: number, colour: Colour, done: number): Uint8Array {
  const pixels = Buffer.alloc(width * height * 4, Buffer.from([...colour, 255]))
  const bar = Math.round(width * done)
  for (let y = 0; y < Math.ceil(height / 16); y += 1) pixels.fill(255, y * width * 4, (y * width + bar) * 4)
  return pixels
}

import type { GenerationRequest, ProducedFile } from '../spec/generation.ts'
import type { Media } from '../spec/generation-input.ts'
import { notRead, type Made } from './made.ts'
import type { Canvas } from './media/canvas.ts'
import { readInline } from './media/inline.ts'
import { encodePng } from './media/png.ts'
import { readPng } from './media/read-png.ts'
import { resize } from './media/resize.ts'
import { composeScene, paintScene } from './media/scene.ts'
import { readEditOptions, readUpscaleOptions } from './options.ts'
import { editSize, imageSize, type Size } from './size.ts'

/** `n` pictures of the prompt, each with a seed of its own. */
export async function makeImages(
  { input }: GenerationRequest,
  words: string,
  signal?: AbortSignal,
): Promise<Made> {
  const files = await drawEach(input, 'mock/image', words, imageSize(input), undefined, signal)
  return { files, usage: { images: files.length }, warnings: [] }
}

/** The prompt over the given picture. */
export async function editImages(
  request: GenerationRequest,
  words: string,
  signal?: AbortSignal,
): Promise<Made> {
  const { input } = request
  const images = input.images ?? []
  const index = sourceIndex(images)
  const given = await readPicture(images[index], signal)
  const size = editSize(input, given)
  const backdrop = given && (await resize(given, size.width, size.height, signal))
  const others = images.length > 1 ? ` · ${images.length} pictures` : ''
  const files = await drawEach(input, `mock/image-edit${others}`, words, size, backdrop, signal)
  const steps = readEditOptions(request).steps * files.length
  return { files, usage: { images: files.length, steps }, warnings: given ? [] : [pictureNotRead(index)] }
}

/** Every pixel of the given picture as a square. */
export async function upscaleImage(request: GenerationRequest, signal?: AbortSignal): Promise<Made> {
  const { scale } = readUpscaleOptions(request)
  const given = await readPicture(request.input.images?.[0], signal)
  const source = given ?? (await paintScene(composeScene('', 'mock/image-upscale', 512, 512, 0), 0, signal))
  const larger = await resize(source, source.width * scale, source.height * scale, signal)
  const file = { bytes: await encodePng(larger), mediaType: 'image/png' }
  return { files: [file], usage: { images: 1 }, warnings: given ? [] : [pictureNotRead(0)] }
}

async function drawEach(
  { n = 1, seed: firstSeed = 0 }: GenerationRequest['input'],
  name: string,
  words: string,
  { width, height }: Size,
  backdrop: Canvas | undefined,
  signal: AbortSignal | undefined,
): Promise<ProducedFile[]> {
  const files: ProducedFile[] = []
  for (let index = 0; index < n; index += 1) {
    const seed = firstSeed + index
    const title = `${name} · seed ${seed}${n > 1 ? ` · ${index + 1} of ${n}` : ''}`
    const scene = { ...composeScene(words, title, width, height, seed), backdrop }
    files.push({ bytes: await encodePng(await paintScene(scene, 0, signal)), mediaType: 'image/png' })
  }
  return files
}

function sourceIndex(images: readonly Media[]): number {
  const named = images.findIndex(({ role }) => role === 'source')
  return named === -1
    ? Math.max(
        0,
        images.findIndex(({ role }) => role !== 'mask'),
      )
    : named
}

async function readPicture(media: Media | undefined, signal?: AbortSignal): Promise<Canvas | undefined> {
  const file = media && readInline(media.url)
  return file && readPng(file, signal)
}

function pictureNotRead(index: number): Made['warnings'][number] {
  const message =
    'The mock reads PNG files of 8 bits that come with the request; it took a picture of its own instead.'
  return notRead(`input.images[${index}]`, message)
}

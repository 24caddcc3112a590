import type { GenerationInput } from '../spec/generation-input.ts'
import type { ProducedFile, Usage } from '../spec/generation.ts'
import { readDirectives } from './directives.ts'
import { encodePng } from './media/png.ts'
import { composeScene, paintScene } from './media/scene.ts'
import { renderSpeech } from './media/speech.ts'
import { imageSize } from './size.ts'

interface Made {
  files: ProducedFile[]
  usage: Usage
}

/** `n` pictures of the prompt, each with a seed of its own. */
export async function makeImages(input: GenerationInput, signal?: AbortSignal): Promise<Made> {
  const { width, height } = imageSize(input)
  const words = readDirectives(input.prompt ?? '').text
  const count = input.n ?? 1
  const files: ProducedFile[] = []
  for (let index = 0; index < count; index += 1) {
    const seed = (input.seed ?? 0) + index
    const title = `mock/image · seed ${seed}${count > 1 ? ` · ${index + 1} of ${count}` : ''}`
    const canvas = await paintScene(composeScene(words, title, width, height, seed), 0, signal)
    files.push({ bytes: await encodePng(canvas), mediaType: 'image/png' })
  }
  return { files, usage: { images: files.length } }
}

/** A recording with one tone per syllable. */
export async function makeSpeech(input: GenerationInput, signal?: AbortSignal): Promise<Made> {
  const text = input.text ?? ''
  const bytes = await renderSpeech(readDirectives(text).text, input.voice ?? 'alloy', signal)
  return { files: [{ bytes, mediaType: 'audio/wav' }], usage: { characters: text.length } }
}

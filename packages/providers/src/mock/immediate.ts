import type { GenerationRequest } from '../spec/generation.ts'
import type { Made } from './made.ts'
import { editImages, makeImages, upscaleImage } from './pictures.ts'
import { changeVoice, makeSound, makeSpeech, transcribe } from './recordings.ts'

/** Makes what needs no task. `words` is the prompt or text without directives. */
export async function makeAtOnce(
  request: GenerationRequest,
  words: string,
  signal?: AbortSignal,
): Promise<Made> {
  switch (request.kind) {
    case 'image_edit':
      return editImages(request, words, signal)
    case 'image_upscale':
      return upscaleImage(request, signal)
    case 'speech':
      return makeSpeech(request, words, signal)
    case 'sound':
      return makeSound(request, words, signal)
    case 'voice':
      return changeVoice(request, signal)
    case 'transcription':
    case 'translation':
      return transcribe(request)
    default:
      return makeImages(request, words, signal)
  }
}

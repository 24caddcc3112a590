import { invalidRequest, ProviderError } from '../provider-error.ts'
import type { GenerationRequest } from '../spec/generation.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { readInline } from './media/inline.ts'
import { readPngHeader } from './media/read-png.ts'
import { checkOptions, readUpscaleOptions } from './options.ts'
import { readClip } from './plan.ts'
import { readRecording } from './recordings.ts'
import { findTaskScenario, type Script } from './scenario.ts'
import { checkUpscale, imageSize } from './size.ts'

/** Base64 of a PNG header, with some to spare. */
const HEADER_CHARACTERS = 64

/** What a catalogue entry cannot say: sizes, options, the length of the given files, at least one of two words. */
export function checkMockRequest({ id, limits }: ModelInfo, request: GenerationRequest): void {
  const { kind, input } = request
  checkOptions(request)
  switch (kind) {
    case 'image_edit':
      if (input.size !== undefined) imageSize(input)
      break
    case 'image_upscale': {
      const { scale } = readUpscaleOptions(request)
      const head = readInline(input.images?.[0]?.url ?? '', HEADER_CHARACTERS)
      checkUpscale(head && readPngHeader(head), scale)
      break
    }
    case 'image':
      imageSize(input)
      break
    case 'model_3d':
      if (input.prompt === undefined && !input.images?.length)
        throw invalidRequest('input.prompt', `${id} needs prompt or images.`)
      break
    case 'video_upscale':
      checkLength(id, 'video', readClip(input)?.seconds, limits.maxInputSeconds)
      break
    default:
      checkLength(id, 'audio', readRecording(input)?.seconds, limits.maxInputSeconds)
  }
}

/** @throws ProviderError `invalid_request` for a scenario that this model cannot play */
export function checkScript(model: ModelInfo, script: Script, param: string): void {
  const scenario = findTaskScenario(script)
  if (scenario === undefined || !model.immediate) return
  const message = `The scenario ${scenario} needs a task, and ${model.id} answers at once. Use video, video-upscale, music or model-3d.`
  throw new ProviderError('invalid_request', message, { param })
}

function checkLength(id: string, field: string, seconds = 0, most = Infinity): void {
  if (seconds > most)
    throw invalidRequest(
      `input.${field}`,
      `${id} takes at most ${most} seconds; these are ${seconds.toFixed(1)}.`,
    )
}

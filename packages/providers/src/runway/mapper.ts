import type { ImageToVideoParams, Task, TextToImageParams, TextToVideoParams } from '@jointo/client-runway'
import { invalidRequest } from '../provider-error.ts'
import { parseProviderOptions } from '../provider-options.ts'
import type { Failure, GenerationRequest, StatusResult } from '../spec/generation.ts'
import type { GenerationInput } from '../spec/generation-input.ts'
import { RATIOS } from './catalogue.ts'
import { gen4Options, veoOptions } from './options.ts'
import { pickRatio } from './ratio.ts'

/** Which route, and what it is sent. */
export type RunwayCall =
  | { route: 'text_to_video'; params: TextToVideoParams }
  | { route: 'image_to_video'; params: ImageToVideoParams }
  | { route: 'text_to_image'; params: TextToImageParams }

const DEFAULT_SECONDS = 5
const DEFAULT_VEO_SECONDS = 8

/**
 * Our words in Runway's. Pure: nothing is sent.
 * @throws ProviderError `invalid_request`
 */
export function toRunwayCall(request: GenerationRequest): RunwayCall {
  checkMedia(request.input)
  switch (request.model) {
    case 'gen4.5':
      return gen45(request)
    case 'gen4_turbo':
      return gen4Turbo(request)
    case 'veo3.1':
    case 'veo3.1_fast':
      return veo(request, request.model)
    case 'gen4_image':
      return gen4Image(request)
    default:
      throw invalidRequest('model', `Runway's ${request.model} is not mapped.`)
  }
}

function gen45({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { contentModeration } = parseProviderOptions(gen4Options, provider_options)
  const shared = {
    model: 'gen4.5',
    promptText: input.prompt ?? '',
    duration: input.duration_seconds ?? DEFAULT_SECONDS,
    seed: input.seed,
    contentModeration,
  } as const
  const promptImage = input.images?.[0]?.url
  if (promptImage === undefined) {
    return { route: 'text_to_video', params: { ...shared, ratio: pickRatio(model, RATIOS.gen45Text, input) } }
  }
  return {
    route: 'image_to_video',
    params: { ...shared, promptImage, ratio: pickRatio(model, RATIOS.gen4Video, input) },
  }
}

function gen4Turbo({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { contentModeration } = parseProviderOptions(gen4Options, provider_options)
  return {
    route: 'image_to_video',
    params: {
      model: 'gen4_turbo',
      promptImage: input.images?.[0]?.url ?? '',
      promptText: input.prompt,
      ratio: pickRatio(model, RATIOS.gen4Video, input),
      duration: input.duration_seconds ?? DEFAULT_SECONDS,
      seed: input.seed,
      contentModeration,
    },
  }
}

function veo({ input, provider_options }: GenerationRequest, model: 'veo3.1' | 'veo3.1_fast'): RunwayCall {
  const { audio = true } = parseProviderOptions(veoOptions, provider_options)
  const shared = {
    model,
    ratio: pickRatio(model, RATIOS.veo, input),
    duration: veoSeconds(input.duration_seconds),
    audio,
    negativePrompt: input.negative_prompt,
    seed: input.seed,
  }
  const frames = veoFrames(input)
  if (frames.length > 0) {
    return { route: 'image_to_video', params: { ...shared, promptText: input.prompt, promptImage: frames } }
  }
  if (input.prompt === undefined)
    throw invalidRequest('input.prompt', `${model} needs a prompt, or an image.`)
  return { route: 'text_to_video', params: { ...shared, promptText: input.prompt } }
}

function veoSeconds(seconds: number = DEFAULT_VEO_SECONDS): 4 | 6 | 8 {
  if (seconds === 4 || seconds === 6 || seconds === 8) return seconds
  throw invalidRequest('input.duration_seconds', `Veo makes 4, 6 or 8 seconds, not ${seconds}.`)
}

/** A picture without a role is the first frame. */
function veoFrames({ images = [] }: GenerationInput): { uri: string; position: 'first' | 'last' }[] {
  const frames = images.map(({ url, role }) => ({
    uri: url,
    position: role === 'last_frame' ? ('last' as const) : ('first' as const),
  }))
  if (frames.length > 0 && frames.filter(({ position }) => position === 'first').length !== 1) {
    throw invalidRequest('input.images', 'Veo needs one first frame, and takes one last frame beside it.')
  }
  return frames
}

function gen4Image({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { contentModeration } = parseProviderOptions(gen4Options, provider_options)
  return {
    route: 'text_to_image',
    params: {
      model: 'gen4_image',
      promptText: input.prompt ?? '',
      ratio: pickRatio(model, RATIOS.gen4Image, input),
      seed: input.seed,
      referenceImages: input.images?.map(({ url }) => ({ uri: url })),
      contentModeration,
    },
  }
}

/** Runway fetches https addresses by itself, or takes the file in the request. */
function checkMedia({ images = [] }: GenerationInput): void {
  for (const [index, { url }] of images.entries()) {
    if (!/^(https:|data:)/i.test(url))
      throw invalidRequest(`input.images.${index}.url`, 'Runway takes https addresses only.')
  }
}

/** A task in our words. */
export function toStatus(task: Task, pollAfterMs: number): StatusResult {
  switch (task.status) {
    case 'PENDING':
    case 'THROTTLED':
      return { state: 'pending', progress: 0, pollAfterMs }
    case 'RUNNING':
      return { state: 'pending', progress: task.progress, pollAfterMs }
    case 'SUCCEEDED':
      // What it cost us is for the books; customers pay the list price.
      return { state: 'completed', outputs: task.output.map((url) => ({ url })), usage: {} }
    case 'FAILED':
      return { state: 'failed', failure: toFailure(task.failureCode) }
    case 'CANCELLED':
      return { state: 'canceled' }
  }
}

/** The set of codes is open; anything that names safety is moderation. */
export function toFailure(failureCode: string | undefined): Failure {
  const vendorCode = failureCode
  if (failureCode?.includes('SAFETY') === true)
    return { code: 'content_refused', message: 'Runway refused the content.', vendorCode }
  if (failureCode?.startsWith('ASSET.') === true || failureCode === 'THIRD_PARTY.INPUT_VALIDATION') {
    return { code: 'vendor_rejected', message: 'Runway could not use an input file.', vendorCode }
  }
  if (failureCode?.startsWith('INTERNAL.BAD_OUTPUT') === true) {
    return { code: 'vendor_rejected', message: 'Runway made nothing good enough of this input.', vendorCode }
  }
  return { code: 'vendor_unavailable', message: 'Runway failed to make it.', vendorCode }
}

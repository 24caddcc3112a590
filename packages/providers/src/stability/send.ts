import type { GenerationOutcome, StabilityClient, StartedGeneration } from '@jointo/client-stability'
import type { CallOptions } from '@jointo/http-base'
import type { Calls, Route, StabilityCall } from './call.ts'
import { withExtra, withExtraForm, withExtraJson, type Extra } from './extra.ts'

/** One file, several, or the name of work that goes on. */
export type Answer = GenerationOutcome | GenerationOutcome[] | StartedGeneration

export interface SendOptions extends CallOptions {
  extra?: Extra | undefined
}

type Sender<R extends Route> = (
  client: StabilityClient,
  params: Calls[R],
  extra: Extra | undefined,
  options: CallOptions,
) => Promise<Answer>

const senders: { readonly [R in Route]: Sender<R> } = {
  generateCore: (client, params, extra, options) => client.generateCore(withExtra(params, extra), options),
  generateUltra: (client, params, extra, options) => client.generateUltra(withExtra(params, extra), options),
  generateSD3: (client, params, extra, options) => client.generateSD3(withExtra(params, extra), options),
  generateV1: (client, params, extra, options) => client.generateV1(withExtraJson(params, extra), options),
  transformV1: (client, params, extra, options) => client.transformV1(withExtraForm(params, extra), options),
  maskV1: (client, params, extra, options) => client.maskV1(withExtraForm(params, extra), options),
  erase: (client, params, extra, options) => client.erase(withExtra(params, extra), options),
  inpaint: (client, params, extra, options) => client.inpaint(withExtra(params, extra), options),
  outpaint: (client, params, extra, options) => client.outpaint(withExtra(params, extra), options),
  searchAndReplace: (client, params, extra, options) =>
    client.searchAndReplace(withExtra(params, extra), options),
  searchAndRecolor: (client, params, extra, options) =>
    client.searchAndRecolor(withExtra(params, extra), options),
  removeBackground: (client, params, extra, options) =>
    client.removeBackground(withExtra(params, extra), options),
  replaceBackgroundAndRelight: (client, params, extra, options) =>
    client.replaceBackgroundAndRelight(withExtra(params, extra), options),
  controlSketch: (client, params, extra, options) => client.controlSketch(withExtra(params, extra), options),
  controlStructure: (client, params, extra, options) =>
    client.controlStructure(withExtra(params, extra), options),
  controlStyle: (client, params, extra, options) => client.controlStyle(withExtra(params, extra), options),
  transferStyle: (client, params, extra, options) => client.transferStyle(withExtra(params, extra), options),
  upscaleFast: (client, params, extra, options) => client.upscaleFast(withExtra(params, extra), options),
  upscaleConservative: (client, params, extra, options) =>
    client.upscaleConservative(withExtra(params, extra), options),
  upscaleCreative: (client, params, extra, options) =>
    client.upscaleCreative(withExtra(params, extra), options),
  generateAudio2: (client, params, extra, options) =>
    client.generateAudio2(withExtra(params, extra), options),
  transformAudio2: (client, params, extra, options) =>
    client.transformAudio2(withExtra(params, extra), options),
  inpaintAudio2: (client, params, extra, options) => client.inpaintAudio2(withExtra(params, extra), options),
  generateAudio3: (client, params, extra, options) =>
    client.generateAudio3(withExtra(params, extra), options),
  transformAudio3: (client, params, extra, options) =>
    client.transformAudio3(withExtra(params, extra), options),
  inpaintAudio3: (client, params, extra, options) => client.inpaintAudio3(withExtra(params, extra), options),
  generateFast3D: (client, params, extra, options) =>
    client.generateFast3D(withExtra(params, extra), options),
  generatePointAware3D: (client, params, extra, options) =>
    client.generatePointAware3D(withExtra(params, extra), options),
}

/** Makes the call: paid, and never twice for one attempt. */
export function send<R extends Route>(
  client: StabilityClient,
  { route, params }: StabilityCall<R>,
  { extra, ...options }: SendOptions,
): Promise<Answer> {
  return senders[route](client, params, extra, options)
}

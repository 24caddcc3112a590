import { BaseHTTPClient, path, type CallOptions, type HTTPClientOptions } from '@jointo/http-base'
import type { AnswerOptions, V1Options } from './call-options.ts'
import { AUDIO_2, AUDIO_3, Calls, MODEL_3D } from './calls.ts'
import { profile } from './profile.ts'
import * as account from './resources/account.ts'
import * as audio from './resources/audio.ts'
import * as control from './resources/control.ts'
import * as edit from './resources/edit.ts'
import * as generate from './resources/generate.ts'
import type { GenerationOutcome } from './resources/outcome.ts'
import * as relight from './resources/relight.ts'
import type { GenerationResult, StartedGeneration } from './resources/results.ts'
import * as threeD from './resources/three-d.ts'
import * as upscale from './resources/upscale.ts'
import * as v1 from './resources/v1.ts'
import type { OrUnchecked, UncheckedV1 } from './unchecked.ts'
import { waitForResult, type WaitForResultOptions } from './wait-for-result.ts'

const ONE_HOUR_MS = 3_600_000

type Outcome = Promise<GenerationOutcome>
type Started = Promise<StartedGeneration>
type V1Outcome = Promise<GenerationOutcome[]>

/**
 * Stability AI's API: one method per route. Parameters are checked before a byte is sent (`InvalidArgumentError`); new
 * ones go through `{ unchecked: … }`. A filtered picture is an outcome, a refused prompt an error. Methods that make
 * something are paid; they are sent again only when Stability surely did not take them.
 *
 * @example
 * const stability = new StabilityClient() // STABILITY_API_KEY
 * const result = await stability.generateCore({ prompt: 'a red kite' })
 * if (result.outcome === 'succeeded') await writeFile('kite.png', result.bytes)
 */
export class StabilityClient extends BaseHTTPClient {
  readonly #api: Calls

  constructor(options: HTTPClientOptions = {}) {
    super(profile, options)
    this.#api = new Calls({
      request: (method, route, spec) => this.request(method, route, spec),
      get: (route, spec) => this.get(route, spec),
      post: (route, spec) => this.post(route, spec),
    })
  }

  generateUltra(params: OrUnchecked<generate.GenerateUltraParams>, options?: AnswerOptions): Outcome {
    return this.#api.make(
      '/v2beta/stable-image/generate/ultra',
      generate.generateUltraParams,
      params,
      options,
    )
  }

  generateCore(params: OrUnchecked<generate.GenerateCoreParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/generate/core', generate.generateCoreParams, params, options)
  }

  generateSD3(params: OrUnchecked<generate.GenerateSD3Params>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/generate/sd3', generate.generateSD3Params, params, options)
  }

  upscaleFast(params: OrUnchecked<upscale.UpscaleFastParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/upscale/fast', upscale.upscaleFastParams, params, options)
  }

  upscaleConservative(
    params: OrUnchecked<upscale.UpscaleConservativeParams>,
    options?: AnswerOptions,
  ): Outcome {
    const route = '/v2beta/stable-image/upscale/conservative'
    return this.#api.make(route, upscale.upscaleConservativeParams, params, options)
  }

  /** Starts; the result comes with `waitForResult` or `getResult`. */
  upscaleCreative(params: OrUnchecked<upscale.UpscaleCreativeParams>, options?: CallOptions): Started {
    return this.#api.start(
      '/v2beta/stable-image/upscale/creative',
      upscale.upscaleCreativeParams,
      params,
      options,
    )
  }

  erase(params: OrUnchecked<edit.EraseParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/edit/erase', edit.eraseParams, params, options)
  }

  inpaint(params: OrUnchecked<edit.InpaintParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/edit/inpaint', edit.inpaintParams, params, options)
  }

  outpaint(params: OrUnchecked<edit.OutpaintParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/edit/outpaint', edit.outpaintParams, params, options)
  }

  searchAndReplace(params: OrUnchecked<edit.SearchAndReplaceParams>, options?: AnswerOptions): Outcome {
    const route = '/v2beta/stable-image/edit/search-and-replace'
    return this.#api.make(route, edit.searchAndReplaceParams, params, options)
  }

  searchAndRecolor(params: OrUnchecked<edit.SearchAndRecolorParams>, options?: AnswerOptions): Outcome {
    const route = '/v2beta/stable-image/edit/search-and-recolor'
    return this.#api.make(route, edit.searchAndRecolorParams, params, options)
  }

  removeBackground(params: OrUnchecked<edit.RemoveBackgroundParams>, options?: AnswerOptions): Outcome {
    const route = '/v2beta/stable-image/edit/remove-background'
    return this.#api.make(route, edit.removeBackgroundParams, params, options)
  }

  /** Starts; the result comes with `waitForResult` or `getResult`. */
  replaceBackgroundAndRelight(
    params: OrUnchecked<relight.ReplaceBackgroundAndRelightParams>,
    options?: CallOptions,
  ): Started {
    const route = '/v2beta/stable-image/edit/replace-background-and-relight'
    return this.#api.start(route, relight.replaceBackgroundAndRelightParams, params, options)
  }

  controlSketch(params: OrUnchecked<control.ControlParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/control/sketch', control.controlParams, params, options)
  }

  controlStructure(params: OrUnchecked<control.ControlParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/control/structure', control.controlParams, params, options)
  }

  controlStyle(params: OrUnchecked<control.ControlStyleParams>, options?: AnswerOptions): Outcome {
    return this.#api.make('/v2beta/stable-image/control/style', control.controlStyleParams, params, options)
  }

  transferStyle(params: OrUnchecked<control.TransferStyleParams>, options?: AnswerOptions): Outcome {
    const route = '/v2beta/stable-image/control/style-transfer'
    return this.#api.make(route, control.transferStyleParams, params, options)
  }

  /** Answers with a GLB. */
  generateFast3D(params: OrUnchecked<threeD.GenerateFast3DParams>, options?: CallOptions): Outcome {
    return this.#api.make('/v2beta/3d/stable-fast-3d', threeD.generateFast3DParams, params, options, MODEL_3D)
  }

  /** Answers with a GLB. */
  generatePointAware3D(
    params: OrUnchecked<threeD.GeneratePointAware3DParams>,
    options?: CallOptions,
  ): Outcome {
    const route = '/v2beta/3d/stable-point-aware-3d'
    return this.#api.make(route, threeD.generatePointAware3DParams, params, options, MODEL_3D)
  }

  generateAudio2(params: OrUnchecked<audio.GenerateAudio2Params>, options?: AnswerOptions): Outcome {
    const route = '/v2beta/audio/stable-audio-2/text-to-audio'
    return this.#api.make(route, audio.generateAudio2Params, params, options, AUDIO_2)
  }

  transformAudio2(params: OrUnchecked<audio.TransformAudio2Params>, options?: AnswerOptions): Outcome {
    const route = '/v2beta/audio/stable-audio-2/audio-to-audio'
    return this.#api.make(route, audio.transformAudio2Params, params, options, AUDIO_2)
  }

  inpaintAudio2(params: OrUnchecked<audio.InpaintAudio2Params>, options?: AnswerOptions): Outcome {
    const route = '/v2beta/audio/stable-audio-2/inpaint'
    return this.#api.make(route, audio.inpaintAudio2Params, params, options, AUDIO_2)
  }

  /** Starts; the result comes with `waitForAudioResult` or `getAudioResult`. An account may lack access. */
  generateAudio3(params: OrUnchecked<audio.GenerateAudio3Params>, options?: CallOptions): Started {
    const route = '/v2beta/audio/stable-audio/text-to-audio'
    return this.#api.start(route, audio.generateAudio3Params, params, options, AUDIO_3)
  }

  /** Starts; the result comes with `waitForAudioResult` or `getAudioResult`. An account may lack access. */
  transformAudio3(params: OrUnchecked<audio.TransformAudio3Params>, options?: CallOptions): Started {
    const route = '/v2beta/audio/stable-audio/audio-to-audio'
    return this.#api.start(route, audio.transformAudio3Params, params, options, AUDIO_3)
  }

  /** Starts; the result comes with `waitForAudioResult` or `getAudioResult`. An account may lack access. */
  inpaintAudio3(params: OrUnchecked<audio.InpaintAudio3Params>, options?: CallOptions): Started {
    const route = '/v2beta/audio/stable-audio/inpaint'
    return this.#api.start(route, audio.inpaintAudio3Params, params, options, AUDIO_3)
  }

  /** Of a picture. Needs the key that started it; kept for 24 hours, then 404. A failure is an HTTP error here. */
  getResult(id: string, options?: AnswerOptions): Promise<GenerationResult> {
    return this.#api.look(path`/v2beta/results/${id}`, '*/*', options)
  }

  /** The older address for results of `upscaleCreative`. */
  getCreativeUpscaleResult(id: string, options?: AnswerOptions): Promise<GenerationResult> {
    return this.#api.look(path`/v2beta/stable-image/upscale/creative/result/${id}`, 'image/*', options)
  }

  /** Of Stable Audio 3, which `getResult` does not know. */
  getAudioResult(id: string, options?: AnswerOptions): Promise<GenerationResult> {
    return this.#api.look(path`/v2beta/audio/results/${id}`, 'audio/*', options)
  }

  /** @throws PollTimeoutError when it takes too long; HTTPStatusError when the generation failed */
  waitForResult(id: string, options: WaitForResultOptions = {}): Outcome {
    const { answer } = options
    return waitForResult((signal) => this.getResult(id, { signal, answer }), options)
  }

  /** @throws PollTimeoutError when it takes too long; HTTPStatusError when the generation failed */
  waitForAudioResult(id: string, options: WaitForResultOptions = {}): Outcome {
    const { answer } = options
    return waitForResult((signal) => this.getAudioResult(id, { signal, answer }), options)
  }

  listEngines(options?: CallOptions): Promise<account.Engine[]> {
    return this.#api.read('/v1/engines/list', account.engines, options, ONE_HOUR_MS)
  }

  getAccount(options?: CallOptions): Promise<account.Account> {
    return this.#api.read('/v1/user/account', account.account, options)
  }

  getBalance(options?: CallOptions): Promise<account.Balance> {
    return this.#api.read('/v1/user/balance', account.balance, options)
  }

  /** SDXL from words. One outcome for each picture. */
  async generateV1(
    params: OrUnchecked<v1.GenerateV1Params, UncheckedV1>,
    options: V1Options = {},
  ): V1Outcome {
    const route = path`/v1/generation/${v1.engineOf(options)}/text-to-image`
    return this.#api.makeV1(route, { json: await v1.checkV1Json(params) }, params, options)
  }

  /** SDXL from a picture and words. */
  async transformV1(params: OrUnchecked<v1.TransformV1Params>, options: V1Options = {}): V1Outcome {
    const route = path`/v1/generation/${v1.engineOf(options)}/image-to-image`
    return this.#api.makeV1(
      route,
      { form: await v1.checkV1Form(v1.transformV1Params, params) },
      params,
      options,
    )
  }

  /** SDXL for the masked part of a picture. */
  async maskV1(params: OrUnchecked<v1.MaskV1Params>, options: V1Options = {}): V1Outcome {
    const route = path`/v1/generation/${v1.engineOf(options)}/image-to-image/masking`
    return this.#api.makeV1(route, { form: await v1.checkV1Form(v1.maskV1Params, params) }, params, options)
  }
}

import type { CallOptions, ParsedRequestSpec, Reply, RequestSpec, Route } from '@jointo/http-base'
import type { ZodType } from 'zod'
import { readAnswer, readV1Answer } from './answer.ts'
import { acceptOf, QUICK, type AnswerOptions, type V1Options } from './call-options.ts'
import { checkForm, type FormParams, type Parameters } from './parameters.ts'
import type { GenerationOutcome } from './resources/outcome.ts'
import { startedGeneration, type GenerationResult, type StartedGeneration } from './resources/results.ts'
import { checkOneSample, MAX_IMAGE_REQUEST, type AnyV1Params } from './resources/v1.ts'
import type { Unchecked } from './unchecked.ts'

type Address = Route | string

/** What the base offers to its clients. */
export interface Transport {
  request: (method: string, route: Address, spec: RequestSpec) => Promise<Reply>
  get: <T>(route: Address, spec: ParsedRequestSpec<T>) => Promise<T>
  post: <T>(route: Address, spec: ParsedRequestSpec<T>) => Promise<T>
}

/** What a family of routes answers with, and how large a whole request may be. */
export interface Family {
  bytesWord: string
  maxBytes: number
}

export const IMAGE: Family = { bytesWord: 'image/*', maxBytes: MAX_IMAGE_REQUEST }
export const MODEL_3D: Family = { bytesWord: '*/*', maxBytes: MAX_IMAGE_REQUEST }
export const AUDIO_2: Family = { bytesWord: 'audio/*', maxBytes: 50_000_000 }
export const AUDIO_3: Family = { bytesWord: 'audio/*', maxBytes: 100_000_000 }

const MAX_FILE_BYTES = 256 * 1024 * 1024

/** The few ways in which all routes are called. */
export class Calls {
  readonly #to: Transport

  constructor(to: Transport) {
    this.#to = to
  }

  /** Paid; answered when the file is done. */
  async make<T extends FormParams<T>>(
    route: string,
    known: Parameters<T>,
    params: NoInfer<T> | Unchecked,
    { answer = 'bytes', ...options }: AnswerOptions = {},
    { bytesWord, maxBytes }: Family = IMAGE,
  ): Promise<GenerationOutcome> {
    const reply = await this.#to.request('POST', route, {
      form: await checkForm(known, params, maxBytes),
      headers: { accept: acceptOf(answer, bytesWord) },
      maxResponseBytes: MAX_FILE_BYTES,
      billable: true,
      options,
    })
    return readAnswer({ method: 'POST', route }, reply)
  }

  /** Paid; answered with an id to look for. */
  async start<T extends FormParams<T>>(
    route: string,
    known: Parameters<T>,
    params: NoInfer<T> | Unchecked,
    options: CallOptions | undefined,
    { maxBytes }: Family = IMAGE,
  ): Promise<StartedGeneration> {
    return this.#to.post(route, {
      form: await checkForm(known, params, maxBytes),
      headers: { accept: 'application/json' },
      schema: startedGeneration,
      billable: true,
      timeout: QUICK,
      options,
    })
  }

  async look(
    route: Address,
    bytesWord: string,
    { answer = 'bytes', ...options }: AnswerOptions = {},
  ): Promise<GenerationResult> {
    const reply = await this.#to.request('GET', route, {
      headers: { accept: acceptOf(answer, bytesWord) },
      maxResponseBytes: MAX_FILE_BYTES,
      timeout: QUICK,
      options,
    })
    if (reply.status === 202) return { status: 'in-progress' }
    return { status: 'complete', ...readAnswer({ method: 'GET', route: route.toString() }, reply) }
  }

  read<T>(
    route: string,
    schema: ZodType<T>,
    options: CallOptions | undefined,
    cacheForMs?: number,
  ): Promise<T> {
    const headers = { accept: 'application/json' }
    return this.#to.get(route, { schema, headers, cacheForMs, timeout: QUICK, options })
  }

  /** Paid; answers with JSON unless asked otherwise, as bytes can't tell the fate of several pictures. */
  async makeV1(
    route: Address,
    body: Pick<RequestSpec, 'json' | 'form'>,
    params: AnyV1Params,
    { answer = 'json', engine: _inRoute, ...options }: V1Options,
  ): Promise<GenerationOutcome[]> {
    if (answer === 'bytes') checkOneSample(params)
    const reply = await this.#to.request('POST', route, {
      ...body,
      headers: { accept: acceptOf(answer, 'image/png') },
      maxResponseBytes: MAX_FILE_BYTES,
      billable: true,
      options,
    })
    return readV1Answer({ method: 'POST', route: route.toString() }, reply)
  }
}

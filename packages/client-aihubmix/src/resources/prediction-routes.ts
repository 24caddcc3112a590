import { TIME_LIMITS } from '../time-limits.ts'
import { Route, type CallOptions } from '@jointo/http-base'
import { ownRoute } from '../base-url.ts'
import { cleanFailure, PredictionFailedError } from '../failed-errors.ts'
import { readJson } from '../read-json.ts'
import type { Routes } from '../routes.ts'
import type { OrUnchecked } from '../unchecked.ts'
import { waitUntilDone, type WaitOptions } from '../wait-until-done.ts'
import { predictionSchema, type Prediction } from './prediction.ts'
import { predictionCall, type CreatePredictionParams, type UncheckedPrediction } from './predictions.ts'

/** Pictures of vendors outside OpenAI's shape: Imagen, Flux, Ideogram, Seedream, Wan, Qwen… */
export class PredictionRoutes {
  readonly #routes: Routes

  constructor(routes: Routes) {
    this.#routes = routes
  }

  /**
   * `POST /v1/models/{vendor}/{model}/predictions`. Some vendors answer with an address to look at: see `waitForPrediction`.
   * @throws PredictionFailedError when the answer says so
   */
  async createPrediction(
    params: OrUnchecked<CreatePredictionParams, UncheckedPrediction>,
    options?: CallOptions,
  ): Promise<Prediction> {
    const { route, json } = predictionCall(params)
    const prediction = await this.#routes.post(route, {
      json,
      schema: predictionSchema,
      billable: true,
      maxResponseBytes: 256 * 1024 * 1024,
      timeout: TIME_LIMITS.image,
      options,
    })
    return this.#orThrow(prediction)
  }

  /**
   * Looks at the address that `createPrediction` gave. The key goes with it only to the gateway's own hosts. A prediction
   * that failed is an answer here, not an error.
   */
  async getPrediction(pollingUrl: string, options?: CallOptions): Promise<Prediction> {
    const own = ownRoute(pollingUrl, this.#routes.baseUrl)
    if (own === undefined) return readJson(await this.#routes.openUrl(pollingUrl, options), predictionSchema)
    const route = new Route(own.route, '(polling address)')
    return this.#routes.get(route, { query: own.query, schema: predictionSchema, options })
  }

  /** @throws PredictionFailedError when it failed, PollTimeoutError when it takes too long */
  async waitForPrediction(pollingUrl: string, options: WaitOptions = {}): Promise<Prediction> {
    return waitUntilDone(
      (signal) => this.getPrediction(pollingUrl, { signal }),
      (seen) => (this.#orThrow(seen).status === 'completed' ? { done: true, value: seen } : { done: false }),
      {
        ...options,
        pollIntervalMs: options.pollIntervalMs ?? 2_000,
        timeoutMs: options.timeoutMs ?? 300_000,
      },
    )
  }

  #orThrow(prediction: Prediction): Prediction {
    if (prediction.status !== 'failed') return prediction
    throw new PredictionFailedError(cleanFailure(prediction, this.#routes.cleanText))
  }
}

import { isHTTPClientError } from '@jointo/http-base'
import { startAIHubMixSim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { AIHubMixClient, errorMeaning, type ErrorMeaning } from '../src/index.ts'

let sim: VendorSim
let client: AIHubMixClient

beforeAll(async () => {
  sim = await startAIHubMixSim()
})
beforeEach(() => {
  sim.reset()
  client = new AIHubMixClient({ apiKey: 'sk-any', baseUrl: sim.baseUrl, retry: { baseDelayMs: 1 } })
})
afterEach(() => client.close())
afterAll(() => sim.close())

const coded = (code: string): object => ({ error: { code, message: 'no' } })
const said = (message: string): object => ({ error: { message } })

/** What it means, how often a read is sent, how often paid work. Three is as often as it may. */
it.each<[number, object, ErrorMeaning, number, number]>([
  [400, coded('schema_violation'), 'invalid_request', 1, 1],
  [400, coded('text_too_long'), 'invalid_request', 1, 1],
  [400, said('Incorrect model ID'), 'model_not_found', 1, 1],
  [400, coded('no_valid_channel_error'), 'model_unavailable', 1, 1],
  [400, coded('content_policy_violation'), 'content_refused', 1, 1],
  [401, coded('authentication_failed'), 'wrong_key', 1, 1],
  [402, said('pay'), 'no_balance', 1, 1],
  [403, coded('insufficient_user_quota'), 'no_balance', 1, 1],
  [403, said('this IP may not'), 'not_allowed', 1, 1],
  [403, coded('async_not_enabled'), 'not_enabled', 1, 1],
  [404, coded('model_retired'), 'model_not_found', 1, 1],
  [404, coded('not_found'), 'not_found', 1, 1],
  [409, coded('result_not_ready'), 'not_ready', 1, 1],
  [410, coded('artifact_expired'), 'expired', 1, 1],
  [413, said('large'), 'invalid_request', 1, 1],
  [429, said('Too many requests'), 'rate_limited', 3, 3],
  [429, coded('too_many_downloads'), 'rate_limited', 3, 3],
  [500, coded('endpoints_unavailable'), 'upstream_fault', 3, 1],
  [500, coded('no_available_channel'), 'model_unavailable', 1, 1],
  [501, coded('api_not_implemented'), 'unsupported', 1, 1],
  [502, said('bad gateway'), 'upstream_fault', 3, 1],
  [503, said('Incorrect model ID, or no permission or available channel'), 'model_unavailable', 1, 1],
  [503, said('The upstream load is at its limit'), 'overloaded', 3, 1],
  [504, said('late'), 'upstream_fault', 3, 1],
  [200, coded('moderation_blocked'), 'content_refused', 1, 1],
  [200, coded('rate_limit_exceeded'), 'rate_limited', 1, 1],
  [200, said('rate limit reached while rendering picture 3 of 4'), 'rate_limited', 1, 1],
  [500, coded('rate_limit_exceeded'), 'rate_limited', 3, 1],
  [504, coded('resource_exhausted'), 'rate_limited', 3, 1],
  [400, coded('too_many_images'), 'invalid_request', 1, 1],
  [400, said('not allowed: "a sign that says rate limit"'), 'invalid_request', 1, 1],
  [408, said('timed out after moderation of output'), 'content_refused', 3, 1],
  [403, coded('rate_limit_exceeded'), 'rate_limited', 3, 3],
])('%i %j means %s', async (status, body, meaning, reads, paid) => {
  sim.faults.next({ status, body }, { times: 10 })
  for (const [call, requests] of [
    [() => client.getVideoStatus('v'), reads],
    [() => client.generateImage({ model: 'gpt-image-2', prompt: 'a' }), paid],
  ] as const) {
    const before = sim.requests.length
    const error = await call().catch((thrown: unknown) => thrown)
    if (!isHTTPClientError(error)) throw error
    const { vendorCode: code, vendorMessage: message } = error
    expect(errorMeaning({ status: error.status, code, message })).toBe(meaning)
    expect(error).toMatchObject({ status, phase: 'replied' })
    expect(sim.requests.length - before).toBe(requests)
  }
})

import { startVendorSim, type VendorSims } from '@jointo/vendor-sim'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  isProviderError,
  KINDS,
  kindsOf,
  type BaseAIProvider,
  type GenerationRequest,
  type Kind,
  type ModelInfo,
} from '../src/index.ts'
import { anyRequest } from './helpers/any-request.ts'
import { subjects } from './subjects/index.ts'

let sims: VendorSims
beforeAll(async () => {
  sims = await startVendorSim()
})
afterAll(() => sims.close())

const isKind = (kind: string): kind is Kind => KINDS.some((one) => one === kind)

/** Ended ones are refused whatever is asked of them. */
function isAlive({ deprecation }: ModelInfo): boolean {
  return deprecation === undefined || Date.parse(deprecation.ends) > Date.now()
}

/** One of each model of each kind. */
function* waysOf(provider: BaseAIProvider): Generator<{ model: ModelInfo; kind: Kind }> {
  for (const model of provider.models.filter(isAlive)) {
    for (const kind of kindsOf(model).filter(isKind)) yield { model, kind }
  }
}

function refusalOf(provider: BaseAIProvider, request: GenerationRequest): unknown {
  try {
    provider.validate(request)
    return undefined
  } catch (error) {
    return error
  }
}

/**
 * The simulators judge by the vendors' own limits: what the catalogue promises and the mapper sends must never be
 * refused there. What only the mapper knows to be impossible is refused by us, naming the field.
 */
describe.each(subjects)('$name keeps to the limits of the vendor', ({ sim, make, files, options }) => {
  it('in what it sends', async () => {
    const provider = make('sk-key_good', sims)
    for (const { model, kind } of waysOf(provider)) {
      const possible = anyRequest(model, kind, files, options?.[model.id]).filter(
        (request) => refusalOf(provider, request) === undefined,
      )
      const sent = fc.asyncProperty(possible, async (request) => {
        await provider.start(request)
      })
      // The mock really makes its files.
      await fc.assert(sent, { numRuns: sim === undefined ? 2 : 6 })
    }
    await provider.close()
  }, 60_000)

  it('in what it refuses: it names the field', async () => {
    const provider = make('sk-key_good', sims)
    for (const { model, kind } of waysOf(provider)) {
      const judged = fc.property(anyRequest(model, kind, files, options?.[model.id]), (request) => {
        const error = refusalOf(provider, request)
        if (error === undefined) return
        expect(error).toSatisfy(isProviderError)
        const param: unknown = expect.stringMatching(/^(input|provider_options)\b/)
        expect(error).toMatchObject({ code: 'invalid_request', param })
      })
      fc.assert(judged, { numRuns: 20 })
    }
    await provider.close()
  })
})

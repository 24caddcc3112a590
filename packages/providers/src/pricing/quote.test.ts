import { describe, expect, it } from 'vitest'
import type { ModelInfo, PriceRate } from '../spec/model-info.ts'
import { parseCredits } from './credits.ts'
import { calculateQuote } from './quote.ts'

function modelWith(...rates: PriceRate[]): ModelInfo {
  const price = { rates, source: 'test', checked: '2026-11-22' }
  return {
    id: 'm',
    kind: 'video',
    title: '',
    description: '',
    limits: { inputs: [] },
    price,
    immediate: true,
  }
}

describe('calculateQuote', () => {
  it('shows its arithmetic', () => {
    const quote = calculateQuote(modelWith({ unit: 'second', credits: '12', description: 'video' }), {
      seconds: 5,
    })
    const unitAmount = parseCredits('12')
    const amount = parseCredits('60')
    expect(quote).toEqual({
      amount,
      lines: [{ description: 'video', quantity: 5, unit: 'second', unitAmount, amount }],
    })
  })

  it('follows a rate that is changed', () => {
    const rate: PriceRate = { unit: 'second', credits: '12', description: 'video' }
    expect(calculateQuote(modelWith(rate), { seconds: 1 }).amount).toBe(parseCredits('12'))
    rate.credits = '13'
    expect(calculateQuote(modelWith(rate), { seconds: 1 }).amount).toBe(parseCredits('13'))
  })

  it('rounds each line up to a whole microcredit', () => {
    const model = modelWith({ unit: 'input_token', credits: '0.000003', per: 1000, description: 'tokens' })
    expect(calculateQuote(model, { input_tokens: 1 }).amount).toBe(1n)
    expect(calculateQuote(model, { input_tokens: 334 }).amount).toBe(2n)
    expect(calculateQuote(model, { input_tokens: 1000 }).amount).toBe(3n)
  })

  it('keeps parts of a second exact', () => {
    const model = modelWith({ unit: 'second', credits: '10', description: 'video' })
    expect(calculateQuote(model, { seconds: 1.1 }).amount).toBe(parseCredits('11'))
  })

  it('takes the rates whose conditions hold', () => {
    const model = modelWith(
      { unit: 'second', credits: '40', when: { audio: true }, description: 'with audio' },
      { unit: 'second', credits: '20', when: { audio: false }, description: 'silent' },
    )
    expect(calculateQuote(model, { seconds: 4 }, { audio: true }).amount).toBe(parseCredits('160'))
    expect(calculateQuote(model, { seconds: 4 }, { audio: false }).amount).toBe(parseCredits('80'))
    expect(() => calculateQuote(model, { seconds: 4 })).toThrow(/price of m is not known/)
  })

  it('never sells what has no price', () => {
    const { price: _price, ...unpriced } = modelWith()
    expect(() => calculateQuote(unpriced, { seconds: 1 })).toThrow(
      expect.objectContaining({ code: 'model_not_priced', disposition: 'rejected' }),
    )
  })
})

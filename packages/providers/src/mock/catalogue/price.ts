import type { Price } from '../../spec/model-info.ts'

export function madeUpPrice(...rates: Price['rates']): Price {
  return { rates, source: 'a made-up price, so that charging can be seen', checked: '2026-11-22' }
}

import type { ModelInfo } from '../../spec/model-info.ts'
import { madeUpPrice } from './price.ts'

export const texts: readonly ModelInfo[] = [
  {
    id: 'chat',
    kind: 'chat',
    title: 'Mock chat',
    description: 'Says the last message back, word by word, or in JSON that fits a schema.',
    limits: { inputs: [], contextTokens: 32_000, maxOutputTokens: 1024 },
    price: madeUpPrice(
      { unit: 'input_token', credits: '10', per: 1_000_000, description: 'input tokens' },
      { unit: 'output_token', credits: '40', per: 1_000_000, description: 'output tokens' },
    ),
    immediate: true,
  },
  {
    id: 'embedding',
    kind: 'embedding',
    title: 'Mock embedding',
    description:
      'Unit vectors of 1 to 2,048 numbers, 256 by default; texts that share words lie near each other.',
    limits: { inputs: [], contextTokens: 8192 },
    price: madeUpPrice({ unit: 'input_token', credits: '2', per: 1_000_000, description: 'input tokens' }),
    immediate: true,
  },
]

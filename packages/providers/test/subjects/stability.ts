import { StabilityProvider } from '../../src/index.ts'
import { image, PICTURE, type Subject } from './subject.ts'

export const stability: Subject = {
  name: 'stability',
  sim: 'stability',
  make: (apiKey, { stability }) =>
    new StabilityProvider({
      apiKey,
      baseUrl: stability.baseUrl,
      pollIntervalMs: 30,
      retry: { maxAttempts: 1 },
    }),
  requests: [
    image('core', 'a kite'),
    image('ultra', 'a kite'),
    {
      model: 'upscale-creative',
      kind: 'image_upscale',
      input: { prompt: 'a', images: [{ url: PICTURE }] },
    },
  ],
  impossible: image('core', 'a', { aspect_ratio: '4:3' }),
  refused: image('core', '[[refuse]]'),
}

import { StabilityProvider } from '../../src/index.ts'
import { wavDataUrl } from '../helpers/wav.ts'
import { image, PICTURE, type Subject } from './subject.ts'

const images = [{ url: PICTURE }]
const audio = { url: wavDataUrl(6) }

export const stability: Subject = {
  name: 'stability',
  sim: 'stability',
  make: (apiKey, { stability }) =>
    new StabilityProvider({
      apiKey,
      baseUrl: stability.baseUrl,
      pollIntervalMs: 30,
      retry: { maxAttempts: 1 },
      // The published limit would make hundreds of small calls wait for each other.
      rateLimit: { requestsPerInterval: 1_000_000 },
    }),
  requests: [
    image('core', 'a kite'),
    image('ultra', 'a kite', { images }),
    image('sd3.5-medium', 'a kite'),
    image('stable-diffusion-xl-1024-v1-0', 'a kite', { n: 2 }),
    {
      model: 'inpaint',
      kind: 'image_edit',
      input: { prompt: 'a', images: [...images, { url: PICTURE, role: 'mask' }] },
    },
    { model: 'control-sketch', kind: 'image_edit', input: { prompt: 'a', images } },
    { model: 'replace-background-and-relight', kind: 'image_edit', input: { prompt: 'a', images } },
    { model: 'upscale-fast', kind: 'image_upscale', input: { images } },
    { model: 'upscale-creative', kind: 'image_upscale', input: { prompt: 'a', images } },
    { model: 'stable-audio-2', kind: 'music', input: { prompt: 'a', duration_seconds: 2 } },
    { model: 'stable-audio-2.5', kind: 'sound', input: { prompt: 'a', audio, format: 'wav' } },
    { model: 'stable-audio-3', kind: 'music', input: { prompt: 'a', duration_seconds: 2 } },
    { model: 'stable-fast-3d', kind: 'model_3d', input: { images } },
  ],
  files: { audio: audio.url },
  options: {
    outpaint: { left: 10 },
    'search-and-replace': { search_prompt: 'a dog' },
    'search-and-recolor': { select_prompt: 'a dog' },
  },
  impossible: image('core', 'a', { aspect_ratio: '4:3' }),
  refused: image('core', '[[refuse]]'),
}

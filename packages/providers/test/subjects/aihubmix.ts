import { AIHubMixProvider } from '../../src/index.ts'
import { image, video, type Subject } from './subject.ts'

export const aihubmix: Subject = {
  name: 'aihubmix',
  sim: 'aihubmix',
  make: (apiKey, { aihubmix }) =>
    new AIHubMixProvider({
      apiKey,
      baseUrl: aihubmix.baseUrl,
      pollIntervalMs: 30,
      retry: { maxAttempts: 1 },
    }),
  requests: [
    image('gpt-image-2', 'a kite'),
    video('wan2.6-t2v', 'a kite'),
    { model: 'tts-1', kind: 'speech', input: { text: 'a kite' } },
  ],
  impossible: image('gpt-image-2', 'a', { size: '64x64' }),
  refused: image('gpt-image-2', '[[refuse]]'),
}

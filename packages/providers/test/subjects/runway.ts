import { RunwayProvider } from '../../src/index.ts'
import { image, video, type Subject } from './subject.ts'

export const runway: Subject = {
  name: 'runway',
  sim: 'runway',
  make: (apiKey, { runway }) =>
    new RunwayProvider({ apiKey, baseUrl: runway.baseUrl, pollIntervalMs: 30, retry: { maxAttempts: 1 } }),
  requests: [
    video('gen4.5', 'a kite', { duration_seconds: 2 }),
    video('veo3.1_fast', 'a kite', { duration_seconds: 4 }),
    image('gen4_image', 'a kite'),
  ],
  impossible: video('gen4.5', 'a', { duration_seconds: 60 }),
  refused: video('gen4.5', '[[refuse]]'),
}

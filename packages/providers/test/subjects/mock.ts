import { MockProvider } from '../../src/index.ts'
import { image, video, type Subject } from './subject.ts'

export const mock: Subject = {
  name: 'mock',
  make: () => new MockProvider({ taskMs: 100 }),
  requests: [
    image('image', 'a kite', { n: 2 }),
    video('video', 'a kite', { duration_seconds: 1 }),
    { model: 'speech', kind: 'speech', input: { text: 'a kite' } },
  ],
  impossible: image('image', 'a', { size: '99999x99999' }),
  refused: image('image', '[[refuse]]'),
}

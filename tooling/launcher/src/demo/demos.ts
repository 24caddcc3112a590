export type DemoKind = 'image' | 'speech' | 'video'

/** What is asked of `POST /v1/jobs`. The mock models need no vendor and no key. */
export const DEMOS: Record<DemoKind, { model: string; kind: DemoKind; input: Record<string, unknown> }> = {
  image: { model: 'mock/image', kind: 'image', input: { prompt: 'A lighthouse at dawn' } },
  speech: {
    model: 'mock/speech',
    kind: 'speech',
    input: { text: 'Welcome aboard. The light has been on all night, and the sea is calm.' },
  },
  video: {
    model: 'mock/video',
    kind: 'video',
    input: { prompt: 'Waves under the lighthouse', duration_seconds: 4 },
  },
}

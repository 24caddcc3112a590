import type { Random } from '../random.ts'

/** What one customer wants, and how badly it behaves. */
export interface Order {
  /** In the job's metadata. */
  ref: string
  /** In the job's words, so that the vendors' logs tell whose work it was. */
  nonce: string
  account: number
  /** Milliseconds after the start. */
  at: number
  /** A job's own route, or one in OpenAI's shape, which answers with the files. */
  path: string
  body: Record<string, unknown>
  /** Undefined: sent once, whatever comes back. */
  idempotencyKey: string | undefined
  hangUpAfterMs: number | undefined
  cancelAfterMs: number | undefined
  /** Waits for the end with a long poll. */
  waits: boolean
}

interface Work {
  model: string
  kind: string
  input: Record<string, unknown>
}

type Make = (words: string) => Work

const MENU: readonly (readonly [weight: number, make: Make])[] = [
  [4, (prompt) => ({ model: 'mock/image', kind: 'image', input: { prompt, size: '64x64' } })],
  [3, (prompt) => ({ model: 'mock/video', kind: 'video', input: { prompt, duration_seconds: 1 } })],
  [2, (text) => ({ model: 'mock/speech', kind: 'speech', input: { text } })],
  [4, (prompt) => ({ model: 'runway/gen4_image', kind: 'image', input: { prompt, aspect_ratio: '1:1' } })],
  [2, (prompt) => ({ model: 'runway/gen4.5', kind: 'video', input: { prompt, duration_seconds: 2 } })],
  [5, (prompt) => ({ model: 'stability/core', kind: 'image', input: { prompt } })],
  [5, (prompt) => ({ model: 'aihubmix/gpt-image-2', kind: 'image', input: { prompt, quality: 'low' } })],
  [3, (text) => ({ model: 'aihubmix/tts-1', kind: 'speech', input: { text, voice: 'alloy' } })],
]

const DIRECTIVES: readonly (readonly [weight: number, words: string])[] = [
  [90, ''],
  [4, ' [[fail]]'],
  [3, ' [[refuse]]'],
  // Only where a picture comes at once, by AIHubMix.
  [20, ' [[link]]'],
]
const MOCK_DIRECTIVES: readonly (readonly [weight: number, words: string])[] = [
  [80, ''],
  [4, ' [[fail]]'],
  [3, ' [[refuse]]'],
  [3, ' [[throttled]]'],
  [4, ' [[lost_reply]]'],
]

/** All orders of a run, spread over `durationMs`. */
export function writeOrders(
  random: Random,
  options: { jobs: number; accounts: number; durationMs: number; promptWord: string },
): Order[] {
  const { jobs, accounts, durationMs, promptWord } = options
  return Array.from({ length: jobs }, (_, index): Order => {
    const nonce = `${promptWord}${index}q`
    const ref = `ref-${index}`
    const make = random.weighted(MENU)
    const isMock = make('').model.startsWith('mock/')
    const words = `A red kite over the sea, ${nonce}${random.weighted(isMock ? MOCK_DIRECTIVES : DIRECTIVES)}`
    return {
      ref,
      nonce,
      account: random.int(0, accounts - 1),
      at: random.next() * durationMs,
      ...callFor(make(words), { ref }, random.chance(AS_OPENAI)),
      idempotencyKey: random.chance(0.7) ? `key-${index}` : undefined,
      hangUpAfterMs: random.chance(0.25) ? random.int(1, 40) : undefined,
      cancelAfterMs: random.chance(0.12) ? random.int(0, 6_000) : undefined,
      waits: random.chance(0.1),
    }
  }).toSorted((a, b) => a.at - b.at)
}

/** Share of what both shapes can say. */
const AS_OPENAI = 0.3

function callFor(
  { model, kind, input }: Work,
  metadata: Record<string, string>,
  asOpenAi: boolean,
): Pick<Order, 'path' | 'body'> {
  const { prompt, text, voice = 'alloy' } = input
  if (asOpenAi && kind === 'image')
    return { path: '/v1/images/generations', body: { model, prompt, metadata } }
  if (asOpenAi && kind === 'speech')
    return { path: '/v1/audio/speech', body: { model, input: text, voice, metadata } }
  return { path: '/v1/jobs', body: { model, kind, input, metadata } }
}

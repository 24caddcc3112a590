import type { ChatRequest } from '../../spec/chat.ts'
import type { GenerationRequest, Handle } from '../../spec/generation.ts'
import { MockProvider } from '../provider.ts'
import type { MockProviderOptions } from '../provider-settings.ts'

export interface Play {
  provider: MockProvider
  wait: (milliseconds: number) => void
  begin: (request: GenerationRequest) => Promise<Handle>
}

/** A provider whose time moves by hand. */
export function play(options: MockProviderOptions = {}): Play {
  let now = 1_700_000_000_000
  const provider = new MockProvider({ taskMs: 60_000, wordMs: 0, now: () => now, ...options })
  return {
    provider,
    wait: (milliseconds) => {
      now += milliseconds
    },
    begin: async (request) => {
      const started = await provider.start(request)
      if (started.state !== 'pending') throw new Error('expected a task')
      return { model: request.model, kind: request.kind, vendorTaskId: started.vendorTaskId }
    },
  }
}

export const video: GenerationRequest = {
  model: 'video',
  kind: 'video',
  input: { prompt: 'a kite', duration_seconds: 1 },
}

export const image = (prompt: string): GenerationRequest => ({
  model: 'image',
  kind: 'image',
  input: { prompt, size: '64x64' },
})

export const chat = (content: string): ChatRequest => ({
  model: 'chat',
  messages: [{ role: 'user', content }],
})

/** The same request in other words. */
export const say = (request: GenerationRequest, words: string): GenerationRequest => ({
  ...request,
  input: { ...request.input, prompt: words },
})

/** How a lost reply looks. */
export const lost: object = { code: 'vendor_unavailable', disposition: 'ambiguous', retryable: false }

import { describe, expect, it } from 'vitest'
import { AIHubMixProvider, formatCredits, type GenerationRequest, type Usage } from '../../src/index.ts'

const provider = new AIHubMixProvider({ apiKey: 'sk-unused' })
const wav = { audio: { url: 'data:audio/wav;base64,AAEC' } }
const prompt = 'a kite'
const image = (model: string, input: object): GenerationRequest => ({ kind: 'image', model, input })
const speech = (model: string, length: number, letter = 'a'): GenerationRequest => ({
  kind: 'speech',
  model,
  input: { text: letter.repeat(length) },
})
const hearing = (kind: 'transcription' | 'translation'): GenerationRequest => ({
  kind,
  model: 'whisper-1',
  input: wav,
})
const minimax = (input: object): GenerationRequest => ({
  kind: 'video',
  model: 'minimax-h3',
  input: { prompt, ...input },
})

const videoEdit: GenerationRequest = {
  kind: 'video',
  model: 'wan2.7-videoedit',
  input: { prompt, video: { url: 'https://clips.example/kite.mp4' } },
}

/** Worked out by hand; what was used, and what that costs, beside it. */
const rows: readonly [quote: string, request: GenerationRequest, used: Usage, price: string][] = [
  ['0.6', image('gpt-image-2', { prompt, quality: 'low' }), { images: 1, input_tokens: 14 }, '0.6'],
  ['16.2', image('gpt-image-2', { prompt, n: 3 }), { images: 2, input_tokens: 24 }, '10.8'],
  // 124 bytes may be 124 tokens, 100 beyond what the picture includes, at 0.0005 each; 34 were.
  ['0.65', image('gpt-image-2', { prompt: 'a'.repeat(124), quality: 'low' }), { input_tokens: 34 }, '0.605'],
  ['5.4', image('gpt-image-2.5-flare', { prompt, size: '1024x1024' }), {}, '5.4'],
  ['0.6', image('gpt-image-2.5-sunburst', { prompt, quality: 'low' }), { images: 1 }, '0.6'],
  ['1.5', speech('tts-1', 1000), { characters: 1000 }, '1.5'],
  ['0.003', speech('tts-1-hd', 1), { characters: 1 }, '0.003'],
  ['0.045', speech('tts-1', 30, '😀'), { characters: 30 }, '0.045'],
  ['12.288', speech('tts-1-hd', 4096), { characters: 4096 }, '12.288'],
  // 25 MB at 8 kbit/s are 26,215 seconds, at 0.6 a minute.
  ['262.15', hearing('transcription'), { seconds: 2 }, '0.02'],
  ['262.15', hearing('translation'), { seconds: 90 }, '0.9'],
  // 10 seconds at most, at the rate of 1080p.
  ['141', videoEdit, { seconds: 5 }, '70.5'],
  ['40', minimax({}), {}, '40'],
  ['32', minimax({ duration_seconds: 4, resolution: '768p' }), { seconds: 4 }, '32'],
  ['195', minimax({ duration_seconds: 15, resolution: '2k' }), { seconds: 99 }, '195'],
]

it.each(rows)('holds %s for %j; %j costs %s', (quote, request, used, price) => {
  expect(formatCredits(provider.quote(request).amount)).toBe(quote)
  expect(formatCredits(provider.price(request, used))).toBe(price)
})

describe('what has no published price is not sold', () => {
  it.each<GenerationRequest>([
    image('gpt-image-2', { prompt, quality: 'high' }),
    image('gpt-image-2', { prompt, quality: 'auto' }),
    image('gpt-image-2', { prompt, size: '1536x1024', quality: 'low' }),
    {
      kind: 'image_edit',
      model: 'gpt-image-2',
      input: { prompt, images: [{ url: 'data:image/png;base64,AA==' }] },
    },
    image('gpt-image-1.5', { prompt }),
    image('imagen-4.0-generate-001', { prompt }),
    speech('gpt-4o-mini-tts', 9),
    { kind: 'video', model: 'wan2.6-t2v', input: { prompt } },
    { kind: 'transcription', model: 'gpt-4o-transcribe', input: wav },
  ])('%j', (request) => {
    expect(() => provider.quote(request)).toThrow(expect.objectContaining({ code: 'model_not_priced' }))
  })

  it('nor are vectors and chats', () => {
    const unpriced = expect.objectContaining({ code: 'model_not_priced' })
    const messages = [{ role: 'user' as const, content: 'hello' }]
    expect(() => provider.quoteEmbedding({ model: 'jina-embeddings-v3', input: 'a' })).toThrow(unpriced)
    expect(() => provider.quoteChat({ model: 'gpt-audio-1.5', messages })).toThrow(unpriced)
  })
})

describe('a million tokens in and a million out cost', () => {
  it.each([
    ['gpt-5-mini', '225'],
    ['gpt-5.6-luna', '140'],
    ['gpt-5.6-sol', '3500'],
    ['gpt-oss-120b', '108'],
    ['o4-mini', '550'],
    ['claude-sonnet-4-5', '1980'],
    ['claude-haiku-4-5', '660'],
    ['gemini-2.5-flash', '279.9'],
    ['gemini-3.1-pro-preview', '1400'],
    ['gemini-3.7-flash', '450'],
    ['deepseek-v3.2', '75.5'],
    ['deepseek-v4-pro', '507'],
    ['qwen3-max', '225.4'],
    ['qwen3.7-plus', '141'],
    ['glm-5.2', '507.06'],
    ['minimax-m3', '144'],
  ])('%s: %s', (model, credits) => {
    const messages = [{ role: 'user' as const, content: 'a'.repeat(1_000_000) }]
    const used = { prompt_tokens: 1_000_000, completion_tokens: 1_000_000, total_tokens: 2_000_000 }
    const price = provider.priceChat({ model, messages, max_tokens: 1_000_000 }, used)
    expect(formatCredits(price)).toBe(credits)
  })

  it.each([
    ['text-embedding-3-small', '2'],
    ['text-embedding-3-large', '13'],
  ])('%s: %s for as many bytes', (model, credits) => {
    const quote = provider.quoteEmbedding({ model, input: ['a'.repeat(400_000), 'é'.repeat(300_000)] })
    expect(formatCredits(quote.amount)).toBe(credits)
  })
})

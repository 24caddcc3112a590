import { describe, expect, it } from 'vitest'
import { formatCredits } from '../pricing/credits.ts'
import { readWav } from './media/read-wav.ts'
import { renderSpeech } from './media/speech.ts'
import { inspectWav } from './testing/inspect.ts'
import { ask, elsewhere, inline, make, only, provider } from './testing/make.ts'

const spoken = async (text: string): Promise<{ url: string }> =>
  inline('audio/wav', await renderSpeech(text, 'alloy'))

describe('sounds', () => {
  it.each([
    ['sound', 2, { prompt: 'rain' }],
    ['sound', 0.5, { prompt: 'rain', duration_seconds: 0.5 }],
    ['music', 10, { prompt: 'a waltz' }],
    ['music', 6, { prompt: 'a waltz', duration_seconds: 6, seed: 4 }],
  ])('of %s last %s seconds for %j, alike for the same words only', async (model, seconds, input) => {
    const file = await only(make(model, input))
    expect(inspectWav(file).seconds).toBe(seconds)
    expect(await only(make(model, input))).toEqual(file)
    expect(await only(make(model, { ...input, prompt: 'a march' }))).not.toEqual(file)
    expect(await only(make(model, { ...input, seed: 77 }))).not.toEqual(file)
  })

  it('of a voice keep the length and the words of the recording', async () => {
    const audio = await spoken('A kite over the sea.')
    const given = readWav(await only(make('speech', { text: 'A kite over the sea.' })))
    const made = await make('voice', { audio, voice: 'echo' })
    const file = Buffer.from(made.files[0]?.bytes ?? [])
    expect(inspectWav(file).seconds).toBe(given?.seconds)
    expect(readWav(file)?.words).toBe('A kite over the sea.')
    expect(made).toMatchObject({ usage: { seconds: given?.seconds }, warnings: [] })
    expect(await only(make('voice', { audio, voice: 'nova' }))).not.toEqual(file)
    expect(await make('voice', { audio: elsewhere })).toMatchObject({ warnings: [{ param: 'input.audio' }] })
  })
})

describe('what was said', () => {
  it('by the mock is understood by the mock', async () => {
    const audio = inline('audio/wav', await only(make('speech', { text: 'Good morning, sea.' })))
    const made = await make('transcription', { audio })
    expect(JSON.parse(Buffer.from(made.files[0]?.bytes ?? []).toString())).toEqual({
      text: 'Good morning, sea.',
    })
    expect(made).toMatchObject({ files: [{ mediaType: 'application/json' }], warnings: [] })
    // Four syllables of 0.15 seconds, a gap of 0.06 and two pauses of 0.28, at 0.01 credits a second.
    expect(formatCredits(provider.price(ask('transcription', { audio }), made.usage))).toBe('0.0122')
    const english = await only(make('translation', { audio, format: 'text' }))
    expect(english.toString()).toBe('In English: Good morning, sea.\n')
  })

  it('by others is always the same for the same recording', async () => {
    const hear = async (name: string): Promise<string> =>
      (
        await only(make('transcription', { audio: { url: `https://media.example/${name}` }, format: 'text' }))
      ).toString()
    expect(await hear('a.mp3')).toBe(await hear('a.mp3'))
    expect(new Set(await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(hear))).size).toBeGreaterThan(1)
    expect((await make('transcription', { audio: elsewhere })).warnings).toEqual([
      expect.objectContaining({ code: 'input_not_read', param: 'input.audio' }),
    ])
  })
})

import { expect, it } from 'vitest'
import { refuseEnded, warnOfEnd } from '../../src/deprecation.ts'
import { aihubmixCatalogue, type ModelInfo } from '../../src/index.ts'

function model(id: string): ModelInfo {
  const found = aihubmixCatalogue.find((one) => one.id === id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

it.each([
  ['gpt-image-1', '2026-10-22', '2026-10-23', 'gpt-image-2.5-sunburst'],
  ['dall-e-2', '2026-05-11', '2026-05-12', 'gpt-image-2'],
  ['dall-e-3', '2026-05-11', '2026-05-12', 'gpt-image-2'],
  ['sora-2', '2026-09-23', '2026-09-24', undefined],
  ['sora-2-pro', '2026-09-23', '2026-09-24', undefined],
])('%s is taken on %s, and from %s on refused for %s', (id, before, from, successor) => {
  expect(() => refuseEnded(model(id), Date.parse(before))).not.toThrow()
  expect(() => refuseEnded(model(id), Date.parse(from))).toThrow(
    expect.objectContaining({
      code: 'model_not_found',
      message: expect.stringContaining(successor === undefined ? from : `Use ${successor} instead`),
    }),
  )
})

it.each([
  ['tts-1', '2026-10-07', '2026-10-08'],
  ['tts-1-hd', '2026-10-07', '2026-10-08'],
  ['gpt-4o-mini-tts', '2026-10-07', '2026-10-08'],
  ['gpt-4o-mini-tts-2025-12-15', '2026-10-07', '2026-10-08'],
  ['whisper-1', '2026-11-27', '2026-11-28'],
  ['gpt-4o-transcribe', '2026-11-27', '2026-11-28'],
  ['gpt-4o-mini-transcribe', '2026-11-27', '2026-11-28'],
  ['gpt-4o-mini-transcribe-2025-12-15', '2026-11-27', '2026-11-28'],
  ['gpt-4o-transcribe-diarize', '2026-11-27', '2026-11-28'],
])('%s: no word of its end on %s, a warning on %s', (id, quiet, warned) => {
  expect(warnOfEnd(model(id), Date.parse(quiet))).toEqual([])
  expect(warnOfEnd(model(id), Date.parse(warned))).toMatchObject([{ code: 'model_ending', param: 'model' }])
})

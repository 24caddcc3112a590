import {
  AIHubMixProvider,
  createProviderRegistry,
  MockProvider,
  RunwayProvider,
  StabilityProvider,
} from '@jointo/providers'
import { expect, it } from 'vitest'
import { contentOf, isAccepted } from '../src/files/content.ts'
import { detectMediaType, detectTextType } from '../src/files/media-type.ts'

/** How a file of each format begins. A format that has no line here could be sold, and never be kept. */
const HEADS: Readonly<Record<string, string>> = {
  png: '\x89PNG\r\n\x1a\n',
  jpeg: '\xff\xd8\xff\xe0',
  webp: 'RIFF\0\0\0\0WEBP',
  mp4: '\0\0\0\x18ftypisom',
  mp3: 'ID3\x04',
  wav: 'RIFF\0\0\0\0WAVE',
  opus: 'OggS',
  ogg: 'OggS',
  aac: '\xff\xf1',
  flac: 'fLaC',
  glb: 'glTF',
  text: 'hello',
  srt: '1\n00:00:00,000 --> 00:00:01,000\nhello\n',
  vtt: 'WEBVTT\n',
  json: '{"text":"hello"}',
  verbose_json: '{"text":"hello"}',
  diarized_json: '{"text":"hello"}',
}

it('whatever format a model can be asked for is one that we keep', () => {
  const apiKey = 'key_good'
  const providers = createProviderRegistry([
    new RunwayProvider({ apiKey }),
    new StabilityProvider({ apiKey }),
    new AIHubMixProvider({ apiKey }),
    new MockProvider(),
  ])
  const lost = providers.list().flatMap(({ provider, model }) => {
    const { kind, limits } = model
    if (kind === 'chat' || kind === 'embedding') return []
    return (limits.formats ?? []).flatMap((format) => {
      const head = Buffer.from(HEADS[format] ?? '', 'latin1')
      const content = contentOf(kind)
      const mediaType = content === 'text' ? detectTextType(head) : detectMediaType(head)
      const isKept = head.length > 0 && mediaType !== undefined && isAccepted(content, mediaType)
      return isKept ? [] : [`${provider.name}/${model.id}: ${format}`]
    })
  })
  expect(lost).toEqual([])
})

import { expect, it } from 'vitest'
import { predictionSchema } from './prediction.ts'

const url = 'https://example.com/a.png'

it.each<[unknown, object]>([
  [{ output: { b64_json: [{ bytesBase64: 'AAAA' }] } }, { images: [{ b64_json: 'AAAA' }] }],
  [
    { output: [{ bytesBase64: 'AAAA', mimeType: 'image/webp' }] },
    { images: [{ b64_json: 'AAAA', mediaType: 'image/webp' }] },
  ],
  [{ output: { urls: [url, url] } }, { images: [{ url }, { url }] }],
  [{ output: [{ url }] }, { images: [{ url }] }],
  [{ output: [url] }, { images: [{ url }] }],
  [{ output: { url } }, { images: [{ url }] }],
  [{ data: [{ url }, { b64_json: 'AAAA' }] }, { images: [{ url }, { b64_json: 'AAAA' }] }],
  [{ images: [{ url }] }, { images: [{ url }] }],
  [{ url }, { images: [{ url }] }],
  [{ image_url: url }, { images: [{ url }] }],
  [
    {
      candidates: [
        { content: { parts: [{ text: 'x' }, { inlineData: { data: 'AAAA', mimeType: 'image/png' } }] } },
      ],
    },
    { images: [{ b64_json: 'AAAA', mediaType: 'image/png' }] },
  ],
  [
    { status: 'Ready', result: { sample: url } },
    { status: 'completed', images: [{ url }] },
  ],
  [
    { output: [{ polling_url: 'https://aihubmix.com/x', taskId: 't1' }] },
    { status: 'running', pollingUrl: 'https://aihubmix.com/x', taskId: 't1', images: [] },
  ],
  [{ status: 'Pending' }, { status: 'running', images: [] }],
  [
    { status: 'Error', error: { code: 7, message: 'no' } },
    { status: 'failed', error: { code: '7', message: 'no' } },
  ],
  [
    { status: 'failed', error: 'no' },
    { status: 'failed', error: { message: 'no' } },
  ],
  [{ status: 'Request Moderated' }, { status: 'failed', images: [] }],
])('reads %j', (wire, prediction) => expect(predictionSchema.parse(wire)).toMatchObject(prediction))

it.each([{}, { output: [] }, { status: 'succeeded' }, 'x', undefined])('refuses %j', (wire) =>
  expect(predictionSchema.safeParse(wire).success).toBe(false),
)

it('looks for pictures only so deep', () => {
  const nested = (levels: number): unknown =>
    Array.from({ length: levels }).reduce((inner: unknown) => ({ output: [inner] }), { url })
  expect(predictionSchema.parse(nested(3))).toMatchObject({ images: [{ url }] })
  expect(predictionSchema.safeParse(nested(50_000)).success).toBe(false)
})

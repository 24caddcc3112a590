import type { ImagesReply } from '@jointo/client-aihubmix'
import { ProviderError } from '../provider-error.ts'
import type { ProducedFile } from '../spec/generation.ts'

/**
 * The pictures of a reply. Their first bytes tell what they are; the reply's own words are not needed.
 * @throws ProviderError `result_unavailable`, ambiguous: it has been paid for
 */
export function imageFiles({ data }: ImagesReply): ProducedFile[] {
  return data.map(({ b64_json }) => {
    const bytes = Buffer.from(b64_json ?? '', 'base64')
    const mediaType = imageType(bytes)
    if (mediaType === undefined) {
      throw new ProviderError('result_unavailable', 'AIHubMix sent something that is no picture.', {
        disposition: 'ambiguous',
      })
    }
    return { bytes, mediaType }
  })
}

function imageType(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 0, 4) === '\x89PNG') return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  return bytes.toString('latin1', 8, 12) === 'WEBP' ? 'image/webp' : undefined
}

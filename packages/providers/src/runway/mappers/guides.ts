import type { AudioReference, VideoReference } from '@jointo/client-runway'
import { invalidRequest } from '../../provider-error.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'

/** `audio` of the input, and those of the options behind it. */
export function soundsOf(
  { audio }: GenerationInput,
  more: readonly string[] = [],
  most: number = Infinity,
): AudioReference[] | undefined {
  const uris = [...(audio === undefined ? [] : [audio.url]), ...more]
  if (uris.length > most) {
    const message = `At most ${most} recordings, with the one in input.audio; here are ${uris.length}.`
    throw invalidRequest('provider_options.referenceAudio', message)
  }
  return uris.length === 0 ? undefined : uris.map((uri) => ({ type: 'audio', uri }))
}

export function filmsOf(uris: readonly string[] | undefined): VideoReference[] | undefined {
  return uris?.map((uri) => ({ type: 'video', uri }))
}

/** @throws ProviderError `invalid_request` where a list of the options has no use on the route */
export function refuseGuides(model: string, films: readonly string[] | undefined, why: string): void {
  if (films === undefined || films.length === 0) return
  const field = 'provider_options.referenceVideos'
  throw invalidRequest(field, `${model} takes no ${field} ${why}.`)
}

import type { CreatedTask, RunwayClient, Unchecked } from '@jointo/client-runway'
import type { CallOptions } from '@jointo/http-base'
import type { ExtraFields } from '../provider-options.ts'
import type { RunwayCall } from './call.ts'

/** The one paid call. With `extra`, which replaces nothing, what is sent is not checked by the client. */
export function sendCall(
  client: RunwayClient,
  call: RunwayCall,
  extra: ExtraFields | undefined,
  options: CallOptions,
): Promise<CreatedTask> {
  switch (call.route) {
    case 'text_to_video':
      return client.createTextToVideo(withExtra(call.params, extra), options)
    case 'image_to_video':
      return client.createImageToVideo(withExtra(call.params, extra), options)
    case 'video_to_video':
      return client.createVideoToVideo(withExtra(call.params, extra), options)
    case 'video_to_hdr':
      return client.createVideoToHdr(withExtra(call.params, extra), options)
    case 'video_upscale':
      return client.createVideoUpscale(withExtra(call.params, extra), options)
    case 'character_performance':
      return client.createCharacterPerformance(withExtra(call.params, extra), options)
    case 'text_to_image':
      return client.createTextToImage(withExtra(call.params, extra), options)
    case 'image_upscale':
      return client.createImageUpscale(withExtra(call.params, extra), options)
    case 'text_to_speech':
      return client.createTextToSpeech(withExtra(call.params, extra), options)
    case 'speech_to_speech':
      return client.createSpeechToSpeech(withExtra(call.params, extra), options)
    case 'sound_effect':
      return client.createSoundEffect(withExtra(call.params, extra), options)
    case 'voice_dubbing':
      return client.createVoiceDubbing(withExtra(call.params, extra), options)
    case 'voice_isolation':
      return client.createVoiceIsolation(withExtra(call.params, extra), options)
  }
}

function withExtra<T extends object>(params: T, extra: ExtraFields | undefined): T | Unchecked {
  return extra === undefined ? params : { unchecked: { ...params, ...extra } }
}

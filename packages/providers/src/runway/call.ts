import type {
  CharacterPerformanceParams,
  ImageToVideoParams,
  ImageUpscaleParams,
  SoundEffectParams,
  SpeechToSpeechParams,
  TextToImageParams,
  TextToSpeechParams,
  TextToVideoParams,
  VideoToHdrParams,
  VideoToVideoParams,
  VideoUpscaleParams,
  VoiceDubbingParams,
  VoiceIsolationParams,
} from '@jointo/client-runway'
import type { GenerationRequest } from '../spec/generation.ts'

/** Which route, and what it is sent. */
export type RunwayCall =
  | { route: 'text_to_video'; params: TextToVideoParams }
  | { route: 'image_to_video'; params: ImageToVideoParams }
  | { route: 'video_to_video'; params: VideoToVideoParams }
  | { route: 'video_to_hdr'; params: VideoToHdrParams }
  | { route: 'video_upscale'; params: VideoUpscaleParams }
  | { route: 'character_performance'; params: CharacterPerformanceParams }
  | { route: 'text_to_image'; params: TextToImageParams }
  | { route: 'image_upscale'; params: ImageUpscaleParams }
  | { route: 'text_to_speech'; params: TextToSpeechParams }
  | { route: 'speech_to_speech'; params: SpeechToSpeechParams }
  | { route: 'sound_effect'; params: SoundEffectParams }
  | { route: 'voice_dubbing'; params: VoiceDubbingParams }
  | { route: 'voice_isolation'; params: VoiceIsolationParams }

/** One model's part of the mapping. Pure. */
export type Mapper = (request: GenerationRequest) => RunwayCall

import type {
  CreatePredictionParams,
  EditImageParams,
  GenerateContentParams,
  GenerateImageParams,
  GenerateSpeechParams,
  NativeImageParams,
  NativeVideoParams,
  TranscribeAudioParams,
  TranslateAudioParams,
  Unchecked,
  VideoParams,
} from '@jointo/client-aihubmix'
import type { TranscriptFormat } from './transcript-file.ts'

/** Which route of the gateway, and what it is sent. */
export type AIHubMixCall =
  | { route: 'images'; params: GenerateImageParams }
  | { route: 'edits'; params: EditImageParams }
  | { route: 'predictions'; params: CreatePredictionParams }
  | { route: 'native-images'; params: NativeImageParams | Unchecked }
  | { route: 'gemini'; params: GenerateContentParams }
  | { route: 'videos'; params: VideoParams }
  | { route: 'native-videos'; params: NativeVideoParams | Unchecked }
  | { route: 'speech'; params: GenerateSpeechParams }
  | { route: 'transcriptions'; params: TranscribeAudioParams; format: TranscriptFormat }
  | { route: 'translations'; params: TranslateAudioParams; format: TranscriptFormat }

export type AIHubMixRoute = AIHubMixCall['route']

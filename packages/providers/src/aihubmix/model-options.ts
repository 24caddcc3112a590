import type * as options from './options.ts'

type ExtraAlone = Pick<options.AIHubMixSpeechOptions, 'extra'>

/** Models whose options are the same, apart from some that a model does not have. */
type Of<Model extends string, Options> = Readonly<Record<Model, Options>>

type Imagen = `imagen-4.0-${'' | 'ultra-' | 'fast-'}generate-001` | 'imagen-3.0-generate-002'
type Flux =
  | `flux-2-${'pro' | 'flex'}`
  | `flux-kontext-${'max' | 'pro'}`
  | 'FLUX.1-Kontext-pro'
  | 'FLUX-1.1-pro'
type Gemini =
  | 'gemini-2.5-flash-image'
  | 'gemini-3-pro-image-preview'
  | 'gemini-3.1-flash-image-preview'
  | 'gemini-3.1-flash-lite-image'
  | 'gemini-nano-banana-2.1'
type Seedream = `doubao-seedream-${'5.0-lite' | '4-5' | '4-0'}`
type Alibaba = `wan2.7-image${'' | '-pro'}` | 'wan2.6-t2i' | `qwen-image-${'2.0' | '2.0-pro' | 'max'}`
type Native = `qwen-image-3.0${'' | '-pro'}` | 'agnes-image-2.1-flash' | 'glm-image'
type MAI = `mai-image-2.6${'' | '-flash'}`
type WanFlat =
  | `wan${'2.6' | '2.7'}-t2v`
  | 'wan2.6-i2v'
  | `wan2.5-${'t2v' | 'i2v'}-preview`
  | `wan2.2-${'t2v' | 'i2v'}-plus`
type Veo3 = `veo-3.1-${'' | 'fast-' | 'lite-'}generate-preview` | 'veo-3.0-generate-preview'
type Seedance = `doubao-seedance-${'2-5-260628' | '2-0-260128' | '2-0-fast-260128' | '1-5-pro-251215'}`
type SilentSeedance = `doubao-seedance-1-0-pro-${'250528' | 'fast-251015'}`
type Told = `gpt-4o-mini-tts${'' | '-2025-12-15'}` | `gemini-2.5-${'flash' | 'pro'}-preview-tts`
type GPT4o = 'gpt-4o-transcribe' | `gpt-4o-mini-transcribe${'' | '-2025-12-15'}`
type Whisper = 'whisper-1' | 'whisper-large-v3' | 'distil-whisper-large-v3-en'
type Hearing = options.AIHubMixTranscriptionOptions

/** `provider_options` by model, for typed callers: `satisfies AIHubMixModelOptions['tts-1']`. */
export type AIHubMixModelOptions = Of<'gpt-image-1' | 'gpt-image-1.5', options.AIHubMixImageOptions> &
  Of<
    'gpt-image-2' | `gpt-image-2.5-${'sunburst' | 'flare'}`,
    Omit<options.AIHubMixImageOptions, 'input_fidelity'>
  > &
  Of<Flux, options.AIHubMixFluxOptions> &
  Of<Seedream | `qwen-image${'' | '-edit'}`, options.AIHubMixWatermarkOptions> &
  Of<Alibaba, options.AIHubMixAlibabaImageOptions> &
  Of<Imagen | Gemini | Native | MAI | 'ideogram-v3' | `dall-e-${2 | 3}`, ExtraAlone> &
  Of<'minimax-h3' | Veo3, options.AIHubMixSoundOptions> &
  Of<'wan2.7-i2v' | `happyhorse-1.0-${'t2v' | 'i2v'}`, options.AIHubMixDashScopeOptions> &
  Of<Seedance, options.AIHubMixSeedanceOptions> &
  Of<SilentSeedance, Omit<options.AIHubMixSeedanceOptions, 'generate_audio'>> &
  Of<
    | WanFlat
    | 'wan2.7-videoedit'
    | 'veo-2.0-generate-001'
    | 'kling-v3-omni'
    | `jimeng-3.0-${'pro' | '1080p'}`
    | `sora-2${'' | '-pro'}`,
    ExtraAlone
  > &
  Of<`tts-1${'' | '-hd'}`, Omit<options.AIHubMixSpeechOptions, 'instructions'>> &
  Of<Told, options.AIHubMixSpeechOptions> &
  Of<Whisper, Omit<Hearing, 'include'>> &
  Of<GPT4o, Omit<Hearing, 'timestamp_granularities'>> &
  Of<'gpt-4o-transcribe-diarize', Omit<Hearing, 'timestamp_granularities' | 'include'>>

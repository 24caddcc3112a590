const words = (text: string): readonly string[] => text.split(' ')

/** A slice of the vendor's catalogue, by what the routes do with it. */
export const MODELS = {
  chat: words(
    'gpt-5 gpt-5-mini gpt-5-nano gpt-5.1 gpt-5.2 gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.5 gpt-5.6-luna gpt-5.6-terra ' +
      'gpt-5.6-sol gpt-oss-120b gpt-audio-1.5 gpt-4o gpt-4o-mini gpt-4.1 ' +
      'gpt-4.1-mini gpt-4.1-nano o3 o4-mini claude-opus-5 claude-sonnet-5 claude-sonnet-4-6 claude-sonnet-4-5 ' +
      'claude-haiku-4-5 gemini-2.5-pro gemini-2.5-flash gemini-2.5-flash-lite gemini-3.1-pro-preview gemini-3.5-flash gemini-3.6-flash gemini-3.7-flash ' +
      'deepseek-v3.2 deepseek-v4-flash deepseek-v4-pro qwen3-max qwen3.7-plus kimi-k3 glm-5.2 grok-4.5 minimax-m3',
  ),
  image: words(
    'gpt-image-2 gpt-image-2.5-flare gpt-image-2.5-sunburst gpt-image-1.5 mai-image-2.6 mai-image-2.6-flash',
  ),
  speech: words(
    'tts-1 tts-1-hd gpt-4o-mini-tts gpt-4o-mini-tts-2025-12-15 gemini-2.5-flash-preview-tts gemini-2.5-pro-preview-tts',
  ),
  transcription: words(
    'whisper-1 whisper-large-v3 distil-whisper-large-v3-en gpt-4o-transcribe gpt-4o-mini-transcribe ' +
      'gpt-4o-mini-transcribe-2025-12-15 gpt-4o-transcribe-diarize',
  ),
  embedding: words(
    'text-embedding-3-small text-embedding-3-large text-embedding-ada-002 jina-embeddings-v3 jina-clip-v2 ' +
      'jina-embeddings-v2-base-code jina-colbert-v2',
  ),
  video: words(
    'sora-2 sora-2-pro veo-3.1-generate-preview veo-3.1-fast-generate-preview veo-3.1-lite-generate-preview ' +
      'veo-3.0-generate-preview veo-2.0-generate-001 ' +
      'wan2.6-t2v wan2.6-i2v wan2.5-t2v-preview wan2.5-i2v-preview wan2.7-t2v ' +
      'wan2.2-t2v-plus wan2.2-i2v-plus wan2.7-i2v wan2.7-videoedit happyhorse-1.0-t2v happyhorse-1.0-i2v ' +
      'kling-v3-omni jimeng-3.0-pro jimeng-3.0-1080p doubao-seedance-2-5-260628 ' +
      'doubao-seedance-2-0-260128 doubao-seedance-2-0-fast-260128 doubao-seedance-1-5-pro-251215 ' +
      'doubao-seedance-1-0-pro-250528 doubao-seedance-1-0-pro-fast-251015',
  ),
  rerank: words('jina-reranker-v3.5 jina-reranker-v3 jina-reranker-m0 jina-reranker-v2-base-multilingual'),
  moderation: words('omni-moderation-latest'),
  nativeImage: words(
    'qwen-image-3.0 qwen-image-3.0-pro gpt-image-2 wan2.7-image glm-image agnes-image-2.1-flash',
  ),
  nativeVideo: words('minimax-h3 doubao-seedance-2-5-260628'),
  gemini: words(
    'gemini-2.5-pro gemini-2.5-flash gemini-3.5-flash gemini-2.5-flash-image gemini-3-pro-image-preview ' +
      'gemini-3.1-flash-image-preview gemini-3.1-flash-lite-image gemini-nano-banana-2.1 gemini-2.5-flash-preview-tts',
  ),
} as const

export type ModelKind = keyof typeof MODELS

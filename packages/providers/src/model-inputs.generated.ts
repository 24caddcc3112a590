// Made by `pnpm catalogue --write-types`; a test fails when it is out of date.

/** Input words that each model takes. */
export interface InputsByModel {
  'aihubmix/gpt-image-2': 'format' | 'n' | 'prompt' | 'quality' | 'size'
  'aihubmix/tts-1': 'format' | 'text' | 'voice'
  'aihubmix/tts-1-hd': 'format' | 'text' | 'voice'
  'aihubmix/wan2.6-t2v': 'aspect_ratio' | 'duration_seconds' | 'prompt' | 'seed' | 'size'
  'mock/image': 'aspect_ratio' | 'format' | 'n' | 'prompt' | 'seed' | 'size'
  'mock/video': 'aspect_ratio' | 'duration_seconds' | 'format' | 'images' | 'prompt' | 'seed'
  'mock/speech': 'format' | 'language' | 'text' | 'voice'
  'runway/gen4.5': 'aspect_ratio' | 'duration_seconds' | 'images' | 'prompt' | 'seed' | 'size'
  'runway/gen4_turbo': 'aspect_ratio' | 'duration_seconds' | 'images' | 'prompt' | 'seed' | 'size'
  'runway/veo3.1':
    | 'aspect_ratio'
    | 'duration_seconds'
    | 'images'
    | 'negative_prompt'
    | 'prompt'
    | 'resolution'
    | 'seed'
    | 'size'
  'runway/veo3.1_fast':
    | 'aspect_ratio'
    | 'duration_seconds'
    | 'images'
    | 'negative_prompt'
    | 'prompt'
    | 'resolution'
    | 'seed'
    | 'size'
  'runway/gen4_image': 'aspect_ratio' | 'images' | 'prompt' | 'resolution' | 'seed' | 'size'
  'stability/core': 'aspect_ratio' | 'format' | 'negative_prompt' | 'prompt' | 'seed' | 'style'
  'stability/ultra':
    | 'aspect_ratio'
    | 'format'
    | 'images'
    | 'negative_prompt'
    | 'prompt'
    | 'seed'
    | 'strength'
    | 'style'
  'stability/upscale-creative': 'format' | 'images' | 'negative_prompt' | 'prompt' | 'seed' | 'style'
}

/** Input words that each model needs. */
export interface RequiredByModel {
  'aihubmix/gpt-image-2': 'prompt'
  'aihubmix/tts-1': 'text'
  'aihubmix/tts-1-hd': 'text'
  'aihubmix/wan2.6-t2v': 'prompt'
  'mock/image': 'prompt'
  'mock/video': 'prompt'
  'mock/speech': 'text'
  'runway/gen4.5': 'prompt'
  'runway/gen4_turbo': 'images'
  'runway/veo3.1': never
  'runway/veo3.1_fast': never
  'runway/gen4_image': 'prompt'
  'stability/core': 'prompt'
  'stability/ultra': 'prompt'
  'stability/upscale-creative': 'images' | 'prompt'
}

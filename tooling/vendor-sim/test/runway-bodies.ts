import type RunwayML from '@runwayml/sdk'

// One body for every model of every route, in the words of the vendor's own types.

export const image = 'https://example.com/a.png'
export const video = 'https://example.com/a.mp4'
export const audio = 'https://example.com/a.mp3'

const sounds = [{ type: 'audio', uri: audio } as const]
const films = [{ type: 'video', uri: video } as const]
const pictures = [{ uri: image }]
const prompt = { promptText: 'a kite' }
const voice = { type: 'runway-preset', presetId: 'Maya' } as const
const version = '2026-06'

export const textToVideo: RunwayML.TextToVideoCreateParams[] = [
  {
    model: 'gen4.5',
    ...prompt,
    ratio: '1280:720',
    duration: 2,
    outputFormat: 'prores',
    proresProfile: '422 LT',
  },
  { model: 'veo3.1', ...prompt, ratio: '1080:1920', duration: 8, audio: false },
  { model: 'veo3.1_fast', ...prompt, ratio: '1920:1080', negativePrompt: 'rain' },
  {
    model: 'hailuo3',
    ...prompt,
    ratio: 'adaptive',
    resolution: '2k',
    references: pictures,
    referenceAudio: sounds,
  },
  { model: 'happyhorse_1_0', ...prompt, ratio: '1662:1248', duration: 15 },
  { model: 'seedance2', ...prompt, ratio: '3840:2160', duration: 'auto', referenceVideos: films },
  { model: 'seedance2_fast', ...prompt, ratio: '864:496', duration: 15 },
  { model: 'seedance2_mini', ...prompt, ratio: '1112:834', seed: 4_294_967_295 },
  { model: 'seedance2_5', duration: 30, ratio: '854:480', references: pictures },
  { model: 'gemini_omni_flash', ...prompt, duration: 3 },
  { model: 'gemini_omni_flash_1.1', ...prompt, duration: 'auto', referenceVideos: [{ uri: video }] },
  { model: 'grok_imagine_1_5', ...prompt, ratio: '3:2', references: pictures, referenceAudio: sounds },
  { model: 'wan3', ...prompt, ratio: 'auto_720p', referenceVideos: films },
  { model: 'wan3_prime', ...prompt, ratio: '1648:1248', duration: 30 },
  { model: 'h3_max', ...prompt, resolution: '768p', promptExpansionMode: 'disabled', seed: 1 },
]

const first = [{ uri: image, position: 'first' as const }]
const both = [...first, { uri: image, position: 'last' as const }]

export const imageToVideo: RunwayML.ImageToVideoCreateParams[] = [
  { model: 'gen4.5', ...prompt, promptImage: first, ratio: '1584:672', duration: 10 },
  { model: 'gen4_turbo', promptImage: image, ratio: '832:1104' },
  { model: 'veo3.1', promptImage: both, ratio: '1280:720', duration: 4 },
  { model: 'veo3.1_fast', promptImage: image, ratio: '720:1280' },
  { model: 'hailuo3', ...prompt, promptImage: pictures, duration: 5 },
  { model: 'happyhorse_1_0', promptImage: first, resolution: '1080p' },
  { model: 'seedance2', promptImage: both, ratio: '2206:946' },
  { model: 'seedance2_fast', promptImage: pictures, referenceAudio: sounds },
  { model: 'seedance2_mini', promptImage: image },
  { model: 'seedance2_5', promptImage: both, duration: 'auto' },
  { model: 'gemini_omni_flash', promptImage: first, ratio: '720:1280' },
  { model: 'gemini_omni_flash_1.1', ...prompt, promptImage: both, ratio: '3840:2160' },
  { model: 'grok_imagine_1_5', promptImage: image, resolution: '480p' },
  { model: 'wan3', ...prompt, promptImage: both, ratio: 'auto_1080p' },
  { model: 'wan3_prime', ...prompt, promptImage: pictures, ratio: '624:624' },
  { model: 'h3_max', ...prompt, promptImage: both },
]

export const videoToVideo: RunwayML.VideoToVideoCreateParams[] = [
  {
    model: 'aleph2',
    videoUri: video,
    keyframes: [{ uri: image, seconds: 3, range: { start_seconds: 2, end_seconds: 5 } }],
    outputFormat: 'png_sequence',
  },
  { model: 'hailuo3', ...prompt, promptVideo: video, referenceVideos: films },
  { model: 'seedance2', promptVideo: video, ratio: '1664:1248' },
  { model: 'seedance2_fast', promptVideo: video, audio: false },
  { model: 'seedance2_mini', promptVideo: video, references: pictures },
  { model: 'seedance2_5', ...prompt, promptVideo: video, mode: 'edit', duration: 'auto' },
  { model: 'gemini_omni_flash', ...prompt, videoUri: video, references: pictures },
  { model: 'gemini_omni_flash_1.1', ...prompt, videoUri: video, mode: 'extend', duration: 4 },
]

export const videoToHdr: RunwayML.VideoToHdrCreateParams[] = [
  { model: 'ruby', videoUri: video },
  { model: 'ruby', videoUri: video, outputFormat: 'hdr_prores', proresProfile: '422 HQ' },
]

export const videoUpscale: RunwayML.VideoUpscaleCreateParams[] = [
  { model: 'magnific_video_upscaler_creative', videoUri: video, resolution: '4k', creativity: 100 },
  { model: 'enhance_frame_rate', videoUri: video, targetFramerate: '23_98' },
]

export const characterPerformance: RunwayML.CharacterPerformanceCreateParams[] = [
  {
    model: 'act_two',
    character: { type: 'video', uri: video },
    reference: { type: 'video', uri: video },
    expressionIntensity: 5,
  },
]

const references = [{ uri: image, tag: 'kite' }]

export const textToImage: RunwayML.TextToImageCreateParams[] = [
  { model: 'gen4_image', ...prompt, ratio: '1680:720' },
  { model: 'gen4_image_turbo', ...prompt, ratio: '720:960', referenceImages: references },
  { model: 'gpt_image_2', ...prompt, ratio: 'auto', background: 'transparent', outputCount: 10 },
  {
    model: 'gpt_image_2_5_flare',
    ...prompt,
    ratio: '2336:3504',
    quality: 'max',
    referenceImages: references,
  },
  { model: 'gpt_image_2_5_sunburst', ...prompt, ratio: '2048:880', background: 'transparent' },
  { model: 'gemini_2.5_flash', ...prompt, ratio: '1152:896' },
  {
    model: 'gemini_image3_pro',
    ...prompt,
    ratio: '6336:2688',
    referenceImages: [{ uri: image, subject: 'human' }],
  },
  { model: 'gemini_image3.1_flash', ...prompt, ratio: '11264:1408', outputCount: 4 },
  { model: 'seedream5_pro', ...prompt, ratio: 'auto_2k', outputFormat: 'jpeg', grounding: true },
  { model: 'seedream5_lite', ...prompt, ratio: '2000:2000', outputCount: 4 },
  { model: 'grok_imagine_image_2', ...prompt, ratio: '1456:2912', edit: true, referenceImages: pictures },
  { model: 'muse_image', ...prompt, ratio: '2352:1008', outputFormat: 'webp', outputCount: 2 },
]

export const imageUpscale: RunwayML.ImageUpscaleCreateParams[] = [
  { model: 'magnific_precision_upscaler_v2', imageUri: image, scaleFactor: 16, flavor: 'photo_denoiser' },
]

export const textToSpeech: RunwayML.TextToSpeechCreateParams[] = [
  { model: 'eleven_multilingual_v2', ...prompt, voice },
  { model: 'eleven_v3', ...prompt, voice, stability: 1, speed: 0.7, languageCode: 'pt-BR' },
  {
    model: 'seed_audio',
    ...prompt,
    voice: { type: 'reference-audio', audioUri: audio },
    outputFormat: 'wav',
  },
]

export const soundEffect: RunwayML.SoundEffectCreateParams[] = [
  { model: 'eleven_text_to_sound_v2', ...prompt, duration: 0.5, loop: true },
  { model: 'seed_audio', ...prompt, referenceAudios: [audio], sampleRate: 44_100, outputFormat: 'ogg_opus' },
]

export const speechToSpeech: RunwayML.SpeechToSpeechCreateParams[] = [
  { model: 'eleven_multilingual_sts_v2', media: { type: 'video', uri: video }, voice },
]

export const voiceDubbing: RunwayML.VoiceDubbingCreateParams[] = [
  { model: 'eleven_voice_dubbing', audioUri: audio, targetLang: 'fil', numSpeakers: 2 },
]

export const voiceIsolation: RunwayML.VoiceIsolationCreateParams[] = [
  { model: 'eleven_voice_isolation', audioUri: audio },
]

export const avatarVideos: RunwayML.AvatarVideoCreateParams[] = [
  {
    model: 'gwm1_avatars',
    avatar: { type: 'runway-preset', presetId: 'influencer' },
    speech: { type: 'text', text: 'Hello.', voice: { type: 'preset', presetId: 'luna' } },
  },
  {
    model: 'gwm1_avatars',
    avatar: { type: 'custom', avatarId: 'abc' },
    speech: { type: 'audio', audio },
  },
]

const picture = { uri: image }

/** By the SDK's name of the recipe. */
export const recipes = {
  adLocalization: { version, referenceImage: picture, targetLanguage: 'vi' },
  marketingStockImage: { version, prompt: 'a kite', outputCount: 2, quality: 'low' },
  multiShotVideo: {
    version,
    mode: 'custom',
    shots: [1, 2, 2].map((duration) => ({ prompt: 'a kite', duration })),
    duration: 5,
  },
  productAd: { version: '2026-07', productImages: [picture], ratio: '834:1112', duration: 4 },
  productCampaignImage: { version: 'unsafe-latest', image: picture, prompt: 'a kite' },
  productSwap: {
    version,
    referenceVideo: { uri: video },
    originalProductImage: picture,
    newProductImages: [{ uri: image, view: 'back' }],
  },
  productUgc: { version, characterImage: picture, productImage: picture, duration: 15 },
} satisfies {
  adLocalization: RunwayML.RecipeAdLocalizationParams
  marketingStockImage: RunwayML.RecipeMarketingStockImageParams
  multiShotVideo: RunwayML.RecipeMultiShotVideoParams
  productAd: RunwayML.RecipeProductAdParams
  productCampaignImage: RunwayML.RecipeProductCampaignImageParams
  productSwap: RunwayML.RecipeProductSwapParams
  productUgc: RunwayML.RecipeProductUgcParams
}

/** The routes these bodies belong to. */
export const TASK_ROUTES: readonly string[] = [
  'text_to_video',
  'image_to_video',
  'video_to_video',
  'video_to_hdr',
  'video_upscale',
  'character_performance',
  'text_to_image',
  'image_upscale',
  'text_to_speech',
  'sound_effect',
  'speech_to_speech',
  'voice_dubbing',
  'voice_isolation',
  'avatar_videos',
  'recipes/ad_localization',
  'recipes/marketing_stock_image',
  'recipes/multi_shot_video',
  'recipes/product_ad',
  'recipes/product_campaign_image',
  'recipes/product_swap',
  'recipes/product_ugc',
]

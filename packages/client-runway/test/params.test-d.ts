import type RunwayML from '@runwayml/sdk'
import type { RunwayClient } from '../src/index.ts'

// Types only: the compiler runs this. First, that our parameters are the vendor's own; then, that what does not fit does
// not compile.

type Params<Method extends keyof RunwayClient> = RunwayClient[Method] extends (
  params: infer P,
  ...rest: never[]
) => unknown
  ? Exclude<P, { unchecked: object }>
  : never

/** Without the `undefined` that our optional fields allow and the vendor's types do not. */
type Plain<T> = T extends object ? { [Field in keyof T]: Plain<Exclude<T[Field], undefined>> } : T

/** The branch of a union that takes this model. */
type Branch<T, Model> = T extends { model: infer Known } ? (Model extends Known ? T : never) : never
type Models<T> = T extends { model: infer Model } ? Model : never
type Fields<T> = T extends unknown ? Exclude<keyof T, 'unchecked'> : never
type Value<T, Field> = T extends unknown ? (Field extends keyof T ? T[Field] : never) : never

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/** Deprecated at the vendor, left out here on purpose. */
type Deprecated = '768P' | '2K' | '720P' | '1080P'

/** Models whose fields differ from the vendor's, with the fields, or whose ratios or formats do. Never is wanted. */
type Differences<Ours, Theirs> = {
  [Model in Models<Theirs> & string]: Equal<
    Fields<Branch<Ours, Model>>,
    Exclude<Fields<Branch<Theirs, Model>>, Model extends 'aleph2' ? 'ratio' : never>
  > extends true
    ? {
        [Field in Exclude<Fields<Branch<Ours, Model>>, 'model'> & string]: Equal<
          Extract<Exclude<Value<Branch<Ours, Model>, Field>, undefined>, string | number | boolean>,
          Exclude<
            Extract<Exclude<Value<Branch<Theirs, Model>, Field>, undefined>, string | number | boolean>,
            Deprecated
          >
        > extends true
          ? never
          : `${Model}.${Field}`
      }[Exclude<Fields<Branch<Ours, Model>>, 'model'> & string]
    : `${Model}: fields`
}[Models<Theirs> & string]

type Nothing<T extends never> = T

export type SameAsVendor = [
  Nothing<Differences<Params<'createTextToVideo'>, RunwayML.TextToVideoCreateParams>>,
  Nothing<Differences<Params<'createImageToVideo'>, RunwayML.ImageToVideoCreateParams>>,
  Nothing<Differences<Params<'createVideoToVideo'>, RunwayML.VideoToVideoCreateParams>>,
  Nothing<Differences<Params<'createVideoToHdr'>, RunwayML.VideoToHdrCreateParams>>,
  Nothing<Differences<Params<'createVideoUpscale'>, RunwayML.VideoUpscaleCreateParams>>,
  Nothing<Differences<Params<'createCharacterPerformance'>, RunwayML.CharacterPerformanceCreateParams>>,
  // Its ratio may be any text in the vendor's types; ours is a pair of numbers.
  Nothing<
    Exclude<
      Differences<Params<'createTextToImage'>, RunwayML.TextToImageCreateParams>,
      'seedream5_lite.ratio'
    >
  >,
  Nothing<Differences<Params<'createImageUpscale'>, RunwayML.ImageUpscaleCreateParams>>,
  Nothing<Differences<Params<'createTextToSpeech'>, RunwayML.TextToSpeechCreateParams>>,
  Nothing<Differences<Params<'createSpeechToSpeech'>, RunwayML.SpeechToSpeechCreateParams>>,
  Nothing<Differences<Params<'createSoundEffect'>, RunwayML.SoundEffectCreateParams>>,
  Nothing<Differences<Params<'createVoiceDubbing'>, RunwayML.VoiceDubbingCreateParams>>,
  Nothing<Differences<Params<'createVoiceIsolation'>, RunwayML.VoiceIsolationCreateParams>>,
  Nothing<Differences<Params<'createAvatarVideo'>, RunwayML.AvatarVideoCreateParams>>,
]

/** What compiles for us is a body of the vendor's SDK. */
type Fits<Ours, Theirs> =
  OneModel<Ours> extends infer Each ? (Each extends unknown ? Unfit<Each, Theirs> : never) : never
type Unfit<Ours, Theirs> = Plain<Ours> extends Theirs ? never : Ours
/** A branch for several models, as one for each. */
type OneModel<T> = T extends { model: infer Model extends string }
  ? { [Known in Model]: { [Field in keyof T]: Field extends 'model' ? Known : T[Field] } }[Model]
  : T

export type FitsVendor = [
  Nothing<Fits<Params<'createTextToVideo'>, RunwayML.TextToVideoCreateParams>>,
  Nothing<Fits<Params<'createImageToVideo'>, RunwayML.ImageToVideoCreateParams>>,
  Nothing<Fits<Params<'createVideoToVideo'>, RunwayML.VideoToVideoCreateParams>>,
  Nothing<Fits<Params<'createVideoToHdr'>, RunwayML.VideoToHdrCreateParams>>,
  Nothing<Fits<Params<'createVideoUpscale'>, RunwayML.VideoUpscaleCreateParams>>,
  Nothing<Fits<Params<'createCharacterPerformance'>, RunwayML.CharacterPerformanceCreateParams>>,
  Nothing<Fits<Params<'createTextToImage'>, RunwayML.TextToImageCreateParams>>,
  Nothing<Fits<Params<'createTextToSpeech'>, RunwayML.TextToSpeechCreateParams>>,
  Nothing<Fits<Params<'createSpeechToSpeech'>, RunwayML.SpeechToSpeechCreateParams>>,
  Nothing<Fits<Params<'createSoundEffect'>, RunwayML.SoundEffectCreateParams>>,
  Nothing<Fits<Params<'createAvatarVideo'>, RunwayML.AvatarVideoCreateParams>>,
  Nothing<Fits<Params<'generateVideo'>, RunwayML.Generate.VideoCreateParams>>,
  Nothing<Fits<Params<'generateImage'>, RunwayML.Generate.ImageCreateParams>>,
  Nothing<Fits<Params<'generateAudio'>, RunwayML.Generate.AudioCreateParams>>,
  Nothing<Fits<Params<'createAdLocalization'>, RunwayML.RecipeAdLocalizationParams>>,
  Nothing<Fits<Params<'createMarketingStockImage'>, RunwayML.RecipeMarketingStockImageParams>>,
  Nothing<Fits<Params<'createMultiShotVideo'>, RunwayML.RecipeMultiShotVideoParams>>,
  Nothing<Fits<Params<'createProductAd'>, RunwayML.RecipeProductAdParams>>,
  Nothing<Fits<Params<'createProductCampaignImage'>, RunwayML.RecipeProductCampaignImageParams>>,
  Nothing<Fits<Params<'createProductSwap'>, RunwayML.RecipeProductSwapParams>>,
  Nothing<Fits<Params<'createProductUGC'>, RunwayML.RecipeProductUgcParams>>,
  Nothing<Fits<Params<'createRouter'>, RunwayML.RouterCreateParams>>,
  Nothing<Fits<Params<'createAvatar'>, RunwayML.AvatarCreateParams>>,
  Nothing<Fits<Params<'createRealtimeSession'>, RunwayML.RealtimeSessionCreateParams>>,
  Nothing<Fits<Params<'createDocument'>, RunwayML.DocumentCreateParams>>,
  Nothing<Fits<Params<'createVoice'>, RunwayML.VoiceCreateParams>>,
  Nothing<Fits<Params<'previewVoice'>, RunwayML.VoicePreviewParams>>,
]

const uri = 'https://example.com/a.png'
const clip = { model: 'gen4.5', promptText: 'a kite', ratio: '1280:720', duration: 5 } as const
const film = { promptVideo: 'https://example.com/a.mp4', model: 'seedance2_5' } as const

/** Never called: each line below an expectation must be refused by the compiler. */
export function wrong(runway: RunwayClient): unknown[] {
  return [
    // @ts-expect-error gen4.5 makes no tall pictures of this size from words
    runway.createTextToVideo({ ...clip, ratio: '832:1104' }),
    // @ts-expect-error gen4_turbo needs a picture
    runway.createTextToVideo({ ...clip, model: 'gen4_turbo' }),
    // @ts-expect-error Veo makes 4, 6 or 8 seconds
    runway.createTextToVideo({ model: 'veo3.1', promptText: 'a', ratio: '1280:720', duration: 5 }),
    // @ts-expect-error Veo is not moderated by us
    runway.createTextToVideo({ model: 'veo3.1', promptText: 'a', ratio: '1280:720', contentModeration: {} }),
    // @ts-expect-error a profile without its format
    runway.createTextToVideo({ ...clip, proresProfile: '422' }),
    // @ts-expect-error a profile that hdr_prores does not have
    runway.createTextToVideo({ ...clip, outputFormat: 'hdr_prores', proresProfile: '422 LT' }),
    // @ts-expect-error 4K is for seedance2 alone
    runway.createTextToVideo({ model: 'seedance2_fast', promptText: 'a', ratio: '3840:2160' }),
    // @ts-expect-error a first frame is no last one
    runway.createImageToVideo({ ...clip, promptImage: [{ uri, position: 'last' }] }),
    // @ts-expect-error frames and references do not mix
    runway.createImageToVideo({
      model: 'hailuo3',
      promptText: 'a',
      promptImage: [{ uri, position: 'first' }, { uri }],
    }),
    // @ts-expect-error happyhorse follows the shape of its picture
    runway.createImageToVideo({ model: 'happyhorse_1_0', promptImage: uri, ratio: '1280:720' }),
    // @ts-expect-error aleph2 reads videoUri
    runway.createVideoToVideo({ model: 'aleph2', promptVideo: uri }),
    // @ts-expect-error a picture at two times
    runway.createVideoToVideo({ model: 'aleph2', videoUri: uri, keyframes: [{ uri, seconds: 1, at: 0.5 }] }),
    // @ts-expect-error an edit leaves the length to the model
    runway.createVideoToVideo({ ...film, mode: 'edit', promptText: 'a', duration: 5 }),
    // @ts-expect-error going on with a video keeps its shape
    runway.createVideoToVideo({ ...film, mode: 'extend', promptText: 'a', ratio: '1280:720' }),
    // @ts-expect-error the turbo model needs a reference
    runway.createTextToImage({ model: 'gen4_image_turbo', promptText: 'a', ratio: '720:720' }),
    // @ts-expect-error flare has no transparent background
    runway.createTextToImage({
      model: 'gpt_image_2_5_flare',
      promptText: 'a',
      ratio: 'auto',
      background: 'transparent',
    }),
    runway.createTextToImage({
      model: 'seedream5_pro',
      promptText: 'a',
      ratio: 'auto_1k',
      // @ts-expect-error seedream references have no tags
      referenceImages: [{ uri, tag: 'cat' }],
    }),
    // @ts-expect-error speech calls its voices runway-preset
    runway.createTextToSpeech({
      model: 'eleven_v3',
      promptText: 'a',
      voice: { type: 'preset', presetId: 'Maya' },
    }),
    runway.createTextToSpeech({
      model: 'seed_audio',
      promptText: 'a',
      // @ts-expect-error seed_audio speaks like a recording
      voice: { type: 'runway-preset', presetId: 'Maya' },
    }),
    // @ts-expect-error loop is for the other model
    runway.createSoundEffect({ model: 'seed_audio', promptText: 'a', loop: true }),
    // @ts-expect-error a language that is not dubbed
    runway.createVoiceDubbing({ model: 'eleven_voice_dubbing', audioUri: uri, targetLang: 'tlh' }),
    // @ts-expect-error the router takes shapes, not pixels
    runway.generateVideo({ configId: 'main', input: { promptText: 'a', aspectRatio: '1280:720' } }),
    // @ts-expect-error shots are for the custom mode
    runway.createMultiShotVideo({ version: '2026-06', mode: 'auto', prompt: 'a', shots: [] }),
    // @ts-expect-error this version is that of product_ad alone
    runway.createProductCampaignImage({ version: '2026-07', image: { uri }, prompt: 'a' }),
    runway.createAvatar({
      name: 'a',
      personality: 'b',
      referenceImage: uri,
      // @ts-expect-error avatars call it runway-live-preset
      voice: { type: 'preset', presetId: 'clara' },
    }),
  ]
}

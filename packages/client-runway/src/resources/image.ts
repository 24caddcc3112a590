import { z } from 'zod'
import {
  GEN4_IMAGE_RATIOS,
  gemini31FlashRatio,
  geminiFlashRatio,
  geminiProRatio,
  gptImageRatio,
  grokImageRatio,
  museRatio,
  seedreamLiteRatio,
  seedreamProRatio,
  type Gemini31FlashRatio,
  type GeminiFlashRatio,
  type GeminiProRatio,
  type Gen4ImageRatio,
  type GPTImageRatio,
  type GrokImageRatio,
  type MuseRatio,
  type SeedreamLiteRatio,
  type SeedreamProRatio,
} from './image-ratios.ts'
import {
  imageReference,
  imageUri,
  moderated,
  seed,
  type Moderated,
  type Reference,
  type Seeded,
} from './media.ts'
import { between, list, someText, text, UNKNOWN_MODEL, whole, type Shape } from './shape.ts'

export interface ReferenceImage extends Reference {
  /** 3 to 16 letters, digits and underscores, a letter first; `@tag` in the prompt means this picture. */
  tag?: string | undefined
}

export interface SubjectImage extends ReferenceImage {
  /** Default `object`. At most 5 humans and 9 objects. */
  subject?: 'human' | 'object' | undefined
}

interface Gen4Fields extends Seeded, Moderated {
  /** At most 1,000. */
  promptText: string
  ratio: Gen4ImageRatio
}

export interface Gen4Image extends Gen4Fields {
  model: 'gen4_image'
  /** At most 3. */
  referenceImages?: ReferenceImage[] | undefined
}

export interface Gen4ImageTurbo extends Gen4Fields {
  model: 'gen4_image_turbo'
  /** 1 to 3. */
  referenceImages: ReferenceImage[]
}

interface GPTFields {
  ratio: GPTImageRatio
  /** At most 16, each tag once. */
  referenceImages?: ReferenceImage[] | undefined
  /** 1 to 10. */
  outputCount?: number | undefined
}

export interface GPTImage2 extends GPTFields {
  model: 'gpt_image_2'
  /** At most 32,000. */
  promptText: string
  /** Default `high`. */
  quality?: 'low' | 'medium' | 'high' | 'auto' | undefined
  background?: 'transparent' | 'opaque' | 'auto' | undefined
}

type Quality25 = 'low' | 'medium' | 'high' | 'xhigh' | 'max'

export interface GPTImage25Flare extends GPTFields {
  model: 'gpt_image_2_5_flare'
  /** The longest is not published. */
  promptText: string
  /** Default `high`. */
  quality?: Quality25 | undefined
  background?: 'opaque' | 'auto' | undefined
}

export interface GPTImage25Sunburst extends GPTFields {
  model: 'gpt_image_2_5_sunburst'
  /** The longest is not published. */
  promptText: string
  /** Default `high`. */
  quality?: Quality25 | undefined
  background?: 'transparent' | 'opaque' | 'auto' | undefined
}

export interface Gemini25Flash {
  model: 'gemini_2.5_flash'
  /** At most 5,500. */
  promptText: string
  ratio: GeminiFlashRatio
  /** At most 3. */
  referenceImages?: ReferenceImage[] | undefined
}

interface Gemini3Fields {
  /** At most 5,500. */
  promptText: string
  /** At most 14. */
  referenceImages?: SubjectImage[] | undefined
  outputCount?: 1 | 4 | undefined
}

export interface Gemini3Pro extends Gemini3Fields {
  model: 'gemini_image3_pro'
  ratio: GeminiProRatio
}

export interface Gemini31Flash extends Gemini3Fields {
  model: 'gemini_image3.1_flash'
  ratio: Gemini31FlashRatio
}

/** References are `Figure 1` and so on in the prompt. */
interface SeedreamFields {
  /** At most 4,000. */
  promptText: string
  /** Default `png`. */
  outputFormat?: 'png' | 'jpeg' | undefined
  /** 1 to 4. */
  outputCount?: number | undefined
  /** Look things up on the web. Default false. */
  grounding?: boolean | undefined
}

export interface Seedream5Pro extends SeedreamFields {
  model: 'seedream5_pro'
  ratio: SeedreamProRatio
  /** At most 10. */
  referenceImages?: Reference[] | undefined
}

export interface Seedream5Lite extends SeedreamFields {
  model: 'seedream5_lite'
  ratio: SeedreamLiteRatio
  /** At most 14. */
  referenceImages?: Reference[] | undefined
}

/** The longest prompt and the highest count are not published: the server decides. */
export interface GrokImage {
  model: 'grok_imagine_image_2'
  promptText: string
  ratio: GrokImageRatio
  /** Default `medium`. */
  quality?: 'low' | 'medium' | undefined
  /** Changes the reference in place of making something like it; needs one. */
  edit?: boolean | undefined
  outputCount?: number | undefined
  /** At most 3. */
  referenceImages?: Reference[] | undefined
}

/** The longest prompt and the highest count are not published: the server decides. */
export interface MuseImage {
  model: 'muse_image'
  promptText: string
  ratio: MuseRatio
  /** Default `png`. */
  outputFormat?: 'png' | 'jpeg' | 'webp' | undefined
  outputCount?: number | undefined
  /** At most 10. */
  referenceImages?: Reference[] | undefined
}

/** Prompts are counted in UTF-16 units. Source: Runway's SDK 4.20.1 and its OpenAPI document (2026-08). */
export type TextToImageParams =
  | Gen4Image
  | Gen4ImageTurbo
  | GPTImage2
  | GPTImage25Flare
  | GPTImage25Sunburst
  | Gemini25Flash
  | Gemini3Pro
  | Gemini31Flash
  | Seedream5Pro
  | Seedream5Lite
  | GrokImage
  | MuseImage

const tag = z
  .string()
  .regex(/^[a-z][a-z0-9_]{2,15}$/i, 'must be 3 to 16 letters, digits or underscores, a letter first')
  .optional()
const tagged: z.ZodType<ReferenceImage> = z.strictObject({ uri: imageUri, tag })
const subjects: z.ZodType<SubjectImage[]> = list(
  z.strictObject({ uri: imageUri, tag, subject: z.enum(['human', 'object']).optional() }),
  14,
).refine((items) => {
  const humans = items.filter(({ subject }) => subject === 'human').length
  return humans <= 5 && items.length - humans <= 9
}, 'may show at most 5 humans and 9 objects')
const eachTagOnce: z.ZodType<ReferenceImage[]> = list(tagged, 16).refine((items) => {
  const tags = items.map((item) => item.tag).filter((given) => given !== undefined)
  return new Set(tags).size === tags.length
}, 'must not use a tag twice')

const gen4: Shape<Gen4Fields> = {
  promptText: text(1_000),
  ratio: z.enum(GEN4_IMAGE_RATIOS),
  seed,
  ...moderated,
}
const gpt: Shape<GPTFields> = {
  ratio: gptImageRatio,
  referenceImages: eachTagOnce.optional(),
  outputCount: whole(1, 10).optional(),
}
const gemini3: Shape<Gemini3Fields> = {
  promptText: text(5_500),
  referenceImages: subjects.optional(),
  outputCount: z.literal([1, 4]).optional(),
}
const seedream: Shape<SeedreamFields> = {
  promptText: text(4_000),
  outputFormat: z.enum(['png', 'jpeg']).optional(),
  outputCount: whole(1, 4).optional(),
  grounding: z.boolean().optional(),
}
const quality25 = z.enum(['low', 'medium', 'high', 'xhigh', 'max']).optional()
const anyBackground = z.enum(['transparent', 'opaque', 'auto']).optional()
const atLeastOne = z.int().min(1).optional()

export const textToImageParams: z.ZodType<TextToImageParams> = z.discriminatedUnion(
  'model',
  [
    z.strictObject({ ...gen4, model: z.literal('gen4_image'), referenceImages: list(tagged, 3).optional() }),
    z.strictObject({ ...gen4, model: z.literal('gen4_image_turbo'), referenceImages: list(tagged, 3, 1) }),
    z.strictObject({
      ...gpt,
      model: z.literal('gpt_image_2'),
      promptText: text(32_000),
      quality: z.enum(['low', 'medium', 'high', 'auto']).optional(),
      background: anyBackground,
    }),
    z.strictObject({
      ...gpt,
      model: z.literal('gpt_image_2_5_flare'),
      promptText: someText,
      quality: quality25,
      background: z.enum(['opaque', 'auto']).optional(),
    }),
    z.strictObject({
      ...gpt,
      model: z.literal('gpt_image_2_5_sunburst'),
      promptText: someText,
      quality: quality25,
      background: anyBackground,
    }),
    z.strictObject({
      model: z.literal('gemini_2.5_flash'),
      promptText: text(5_500),
      ratio: geminiFlashRatio,
      referenceImages: list(tagged, 3).optional(),
    }),
    z.strictObject({ ...gemini3, model: z.literal('gemini_image3_pro'), ratio: geminiProRatio }),
    z.strictObject({ ...gemini3, model: z.literal('gemini_image3.1_flash'), ratio: gemini31FlashRatio }),
    z.strictObject({
      ...seedream,
      model: z.literal('seedream5_pro'),
      ratio: seedreamProRatio,
      referenceImages: list(imageReference, 10).optional(),
    }),
    z.strictObject({
      ...seedream,
      model: z.literal('seedream5_lite'),
      ratio: seedreamLiteRatio,
      referenceImages: list(imageReference, 14).optional(),
    }),
    z
      .strictObject({
        model: z.literal('grok_imagine_image_2'),
        promptText: someText,
        ratio: grokImageRatio,
        quality: z.enum(['low', 'medium']).optional(),
        edit: z.boolean().optional(),
        outputCount: atLeastOne,
        referenceImages: list(imageReference, 3).optional(),
      })
      .refine(({ edit, referenceImages = [] }) => edit !== true || referenceImages.length > 0, {
        path: ['edit'],
        error: 'needs a picture in referenceImages',
      }),
    z.strictObject({
      model: z.literal('muse_image'),
      promptText: someText,
      ratio: museRatio,
      outputFormat: z.enum(['png', 'jpeg', 'webp']).optional(),
      outputCount: atLeastOne,
      referenceImages: list(imageReference, 10).optional(),
    }),
  ],
  { error: UNKNOWN_MODEL },
)

/** Sides of 300 to 8,000 pixels before, at most 25,300,000 pixels after. Strengths are 0 to 100. */
export interface ImageUpscaleParams {
  model: 'magnific_precision_upscaler_v2'
  imageUri: string
  /** Default 2. */
  scaleFactor?: 2 | 4 | 8 | 16 | undefined
  flavor?: 'sublime' | 'photo' | 'photo_denoiser' | undefined
  sharpen?: number | undefined
  smartGrain?: number | undefined
  ultraDetail?: number | undefined
}

const strength = between(0, 100).optional()

export const imageUpscaleParams: z.ZodType<ImageUpscaleParams> = z.strictObject({
  model: z.literal('magnific_precision_upscaler_v2', { error: UNKNOWN_MODEL }),
  imageUri,
  scaleFactor: z.literal([2, 4, 8, 16]).optional(),
  flavor: z.enum(['sublime', 'photo', 'photo_denoiser']).optional(),
  sharpen: strength,
  smartGrain: strength,
  ultraDetail: strength,
})

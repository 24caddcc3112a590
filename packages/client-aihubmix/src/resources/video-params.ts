import type { FormFile } from '@jointo/http-base'
import type { Extra } from '../fields.ts'

/** One vocabulary over the gateway's video families; each family takes a part of it. */
interface VideoFields {
  /** The gateway's id, e.g. `wan2.6-t2v`; its beginning decides the family. */
  model: string
  /** At most 32,000 characters. */
  prompt: string
  /**
   * Whole seconds; -1 lets doubao-seedance-2-5 decide. Default: the family's own. Unsure: the vendor's pages write them
   * as text, its own code as text for Sora alone and as a number elsewhere, which is followed here.
   */
  seconds?: number | undefined
  /** Pixels, `1280x720`. Sora, Veo, Wan, Kling, Jimeng. */
  size?: string | undefined
  /** `720p`, `1080p`. Seedance and DashScope. */
  resolution?: string | undefined
  /** `16:9`. Seedance and DashScope. */
  aspect_ratio?: string | undefined
  /** `https:` or `data:` URL. */
  first_frame?: string | undefined
  last_frame?: string | undefined
  reference_images?: readonly string[] | undefined
  reference_videos?: readonly string[] | undefined
  reference_audios?: readonly string[] | undefined
  /** Sora: the first frame as a file, which makes the request a form. */
  reference_file?: FormFile | undefined
  seed?: number | undefined
  /** Veo and Seedance. */
  generate_audio?: boolean | undefined
  /** Seedance and DashScope. */
  watermark?: boolean | undefined
  /** DashScope: let the vendor write the prompt out. */
  prompt_extend?: boolean | undefined
  /** Seedance. */
  camera_fixed?: boolean | undefined
}

/** The part of the vocabulary that says what shall be made; the rest are dials. */
export type VideoField = Exclude<keyof VideoFields, 'model' | 'prompt'>

export type SoraSize = '720x1280' | '1280x720' | '1024x1792' | '1792x1024'
export type VeoSize = '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | '720p' | '1080p' | '4k'

/** These fields, and none of the others. */
type Only<Fields> = Fields & { [Field in Exclude<VideoField, keyof Fields>]?: undefined }

interface SoraFields {
  seconds?: 4 | 8 | 12 | 16 | 20 | undefined
  size?: SoraSize | undefined
  first_frame?: string | undefined
  reference_file?: FormFile | undefined
}

/** Unsure: the vendor's pages offer a reference picture, its gateway refuses it; so it is left out here. */
interface VeoFields {
  seconds?: 4 | 6 | 8 | undefined
  size?: VeoSize | undefined
  seed?: number | undefined
  generate_audio?: boolean | undefined
}

interface WanTextFields {
  seconds?: number | undefined
  size?: string | undefined
  seed?: number | undefined
}

interface Wan25TextFields extends WanTextFields {
  seconds?: 5 | 10 | undefined
}

interface Wan25PictureFields extends WanPictureFields {
  seconds?: 5 | 10 | undefined
}

interface WanPictureFields extends WanTextFields {
  first_frame: string
}

interface DashScopeFields {
  seconds?: number | undefined
  resolution?: '720P' | '1080P' | '720p' | '1080p' | undefined
  aspect_ratio?: string | undefined
  first_frame?: string | undefined
  last_frame?: string | undefined
  seed?: number | undefined
  watermark?: boolean | undefined
  prompt_extend?: boolean | undefined
}

/** Unsure: how deep the vendor wants these nested. */
interface WanEditFields {
  reference_videos: readonly string[]
  reference_images?: readonly string[] | undefined
}

interface SeedanceFields {
  seconds?: number | undefined
  resolution?: '480p' | '720p' | '1080p' | undefined
  aspect_ratio?: '16:9' | '9:16' | '4:3' | '3:4' | '21:9' | '1:1' | '9:21' | undefined
  first_frame?: string | undefined
  last_frame?: string | undefined
  reference_images?: readonly string[] | undefined
  reference_videos?: readonly string[] | undefined
  reference_audios?: readonly string[] | undefined
  seed?: number | undefined
  generate_audio?: boolean | undefined
  watermark?: boolean | undefined
  camera_fixed?: boolean | undefined
}

interface SeedanceFastFields extends SeedanceFields {
  resolution?: '480p' | '720p' | undefined
}

/** Unsure but for the three pictures. */
interface KlingFields {
  seconds?: number | undefined
  size?: string | undefined
  first_frame?: string | undefined
  last_frame?: string | undefined
  /** Up to 4. */
  reference_images?: readonly string[] | undefined
  seed?: number | undefined
}

interface JimengFields {
  seconds?: 5 | 10 | undefined
  /** Pixels or a ratio such as `16:9`. */
  size?: string | undefined
  first_frame?: string | undefined
  seed?: number | undefined
}

type DialsOf<Model extends string> = Model extends `sora${string}`
  ? Only<SoraFields>
  : Model extends `veo${string}`
    ? Only<VeoFields>
    : Model extends `wan2.7-videoedit${string}`
      ? Only<WanEditFields>
      : Model extends `wan2.7-i2v${string}` | `happyhorse${string}`
        ? Only<DashScopeFields>
        : Model extends `wan2.5-t2v${string}`
          ? Only<Wan25TextFields>
          : Model extends `wan2.5-i2v${string}`
            ? Only<Wan25PictureFields>
            : Model extends `wan${string}-t2v${string}`
              ? Only<WanTextFields>
              : Model extends `wan${string}-i2v${string}`
                ? Only<WanPictureFields>
                : Model extends `doubao-seedance-2-0-fast${string}`
                  ? Only<SeedanceFastFields>
                  : Model extends `doubao-seedance-${string}`
                    ? Only<SeedanceFields>
                    : Model extends `kling${string}`
                      ? Only<KlingFields>
                      : Model extends `jimeng${string}`
                        ? Only<JimengFields>
                        : unknown

/**
 * Fields of `POST /v1/videos`. A model known while compiling takes the fields of its family; one that is known only at
 * run time is checked then.
 */
export type VideoParams<Model extends string = string> = VideoFields &
  Extra & { model: Model } & (string extends Model ? unknown : DialsOf<Model>)

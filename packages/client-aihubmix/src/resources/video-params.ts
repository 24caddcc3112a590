/** One vocabulary over the gateway's video families; each family takes a part of it. */
export interface VideoParams {
  /** The gateway's id, e.g. `wan2.6-t2v`; its beginning decides the family. */
  model: string
  prompt: string
  /** Whole seconds. Default: the family's own. */
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
  reference_images?: string[] | undefined
  seed?: number | undefined
  /** Veo and Seedance. */
  generate_audio?: boolean | undefined
  /** Seedance and DashScope. */
  watermark?: boolean | undefined
  /** Seedance. */
  camera_fixed?: boolean | undefined
  /** Merged into the body last, for what this vocabulary lacks. */
  extra?: Record<string, unknown> | undefined
}

/** The part of the vocabulary that says what shall be made; the rest are dials. */
export type VideoField = Exclude<keyof VideoParams, 'model' | 'prompt' | 'extra'>

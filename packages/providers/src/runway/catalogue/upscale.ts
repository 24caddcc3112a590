import type { ModelInfo } from '../../spec/model-info.ts'
import { UPSCALE_RESOLUTIONS } from '../mappers/upscale.ts'
import { image, images, perImage, reported, takes, video } from './shared.ts'

/** Facts: vendor SDK 4.20.1 and OpenAPI document, 2026-09. */
export const upscale: readonly ModelInfo[] = [
  {
    ...image,
    kind: 'image_upscale',
    id: 'magnific_precision_upscaler_v2',
    title: 'Magnific Precision Upscaler 2',
    description: 'The same picture 2 to 16 times as large, up to 25.3 megapixels.',
    limits: { inputs: takes('images'), required: ['images'], images: images(1, 1, 'source') },
    // 25 up to 4,096 pixels a side, which only the vendor sees: the dearer one is held, what it took is charged.
    price: reported(perImage('150', 'larger picture')),
  },
  {
    ...video,
    kind: 'video_upscale',
    id: 'magnific_video_upscaler_creative',
    title: 'Magnific Creative Video Upscaler',
    description: 'A larger and sharper video, up to 4k.',
    // Sold by the frame; how many an input may have is not published, so what it can cost is not known.
    limits: {
      inputs: takes('video resolution'),
      required: ['video'],
      resolutions: UPSCALE_RESOLUTIONS,
    },
  },
  {
    ...video,
    kind: 'video_upscale',
    id: 'enhance_frame_rate',
    title: 'Enhance Frame Rate',
    description: 'The same video, of up to 300 seconds, with more frames a second.',
    limits: { inputs: takes('video'), required: ['video'], maxInputSeconds: 300 },
  },
]

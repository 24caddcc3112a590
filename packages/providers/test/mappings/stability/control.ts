import type { MappingRow, RefusalRow } from '../row.ts'
import { picture, sentPicture } from './media.ts'

const kind = 'image_edit'
const input = { prompt: 'a kite', negative_prompt: 'rain', seed: 7, style: 'line-art', images: [picture()] }
const sent = {
  prompt: 'a kite',
  negative_prompt: 'rain',
  seed: 7,
  style_preset: 'line-art',
  image: sentPicture,
}
const both = [picture('reference'), picture('source')]

export const controlRows: readonly MappingRow[] = [
  {
    request: { model: 'control-sketch', kind, input, provider_options: { control_strength: 0 } },
    route: 'controlSketch',
    params: { ...sent, control_strength: 0 },
  },
  {
    request: { model: 'control-structure', kind, input, provider_options: { control_strength: 1 } },
    route: 'controlStructure',
    params: { ...sent, control_strength: 1 },
  },
  {
    request: {
      model: 'control-style',
      kind,
      input: { ...input, aspect_ratio: '9:21', images: [picture('reference')] },
      provider_options: { fidelity: 0.8 },
    },
    route: 'controlStyle',
    params: { ...sent, aspect_ratio: '9:21', fidelity: 0.8 },
  },
  {
    request: {
      model: 'style-transfer',
      kind,
      input: { prompt: 'a', images: both, strength: 0.4, format: 'webp' },
      provider_options: { style_strength: 0.5, composition_fidelity: 0.2 },
    },
    route: 'transferStyle',
    params: {
      init_image: sentPicture,
      style_image: sentPicture,
      prompt: 'a',
      output_format: 'webp',
      change_strength: 0.4,
      style_strength: 0.5,
      composition_fidelity: 0.2,
    },
  },
]

export const controlRefusals: readonly RefusalRow[] = [
  {
    request: { model: 'control-sketch', kind, input, provider_options: { fidelity: 1 } },
    param: 'provider_options.fidelity',
  },
  {
    request: { model: 'control-style', kind, input, provider_options: { fidelity: 1.1 } },
    param: 'provider_options.fidelity',
  },
  {
    request: {
      model: 'style-transfer',
      kind,
      input: { images: [both[0] ?? picture(), picture('reference')] },
    },
    param: 'input.images',
  },
]

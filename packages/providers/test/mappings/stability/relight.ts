import type { MappingRow, RefusalRow } from '../row.ts'
import { picture, sentPicture } from './media.ts'

const model = 'replace-background-and-relight'
const kind = 'image_edit'
const route = 'replaceBackgroundAndRelight'
const source = picture()
const reference = picture('reference')

export const relightRows: readonly MappingRow[] = [
  {
    request: {
      model,
      kind,
      input: { prompt: 'a beach', negative_prompt: 'people', images: [source], seed: 7, format: 'webp' },
      provider_options: {
        foreground_prompt: 'a man',
        preserve_original_subject: 0.6,
        original_background_depth: 0.5,
        keep_original_background: false,
        light_source_direction: 'above',
        light_source_strength: 0.4,
      },
    },
    route,
    params: {
      subject_image: sentPicture,
      background_prompt: 'a beach',
      negative_prompt: 'people',
      seed: 7,
      output_format: 'webp',
      foreground_prompt: 'a man',
      preserve_original_subject: 0.6,
      original_background_depth: 0.5,
      keep_original_background: false,
      light_source_direction: 'above',
      light_source_strength: 0.4,
    },
  },
  {
    request: { model, kind, input: { images: [reference, source] } },
    route,
    params: { subject_image: sentPicture, background_reference: sentPicture },
  },
  {
    request: {
      model,
      kind,
      input: { prompt: 'a beach', images: [source, reference] },
      provider_options: { references: ['light'], light_source_strength: 1 },
    },
    route,
    params: {
      subject_image: sentPicture,
      background_prompt: 'a beach',
      light_reference: sentPicture,
      light_source_strength: 1,
    },
  },
  {
    request: { model, kind, input: { images: [source, reference, reference] } },
    route,
    params: {
      subject_image: sentPicture,
      background_reference: sentPicture,
      light_reference: sentPicture,
    },
  },
]

export const relightRefusals: readonly RefusalRow[] = [
  { request: { model, kind, input: { images: [source] } }, param: 'input.prompt' },
  { request: { model, kind, input: { prompt: 'a', images: [reference] } }, param: 'input.images' },
  {
    request: {
      model,
      kind,
      input: { prompt: 'a', images: [source] },
      provider_options: { light_source_strength: 0.5 },
    },
    param: 'provider_options.light_source_strength',
  },
  {
    request: {
      model,
      kind,
      input: { prompt: 'a', images: [source, reference, reference] },
      provider_options: { references: ['light'] },
    },
    param: 'input.images',
  },
  {
    request: {
      model,
      kind,
      input: { prompt: 'a', images: [source, reference, reference] },
      provider_options: { references: ['light', 'light'] },
    },
    param: 'provider_options.references',
  },
]

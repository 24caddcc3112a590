import type { MappingRow, RefusalRow } from '../row.ts'
import { picture, sentPicture } from './media.ts'

const images = [picture()]
const words = { prompt: 'a kite', negative_prompt: 'rain', seed: 7, format: 'jpeg', style: 'origami', images }
const sentWords = {
  prompt: 'a kite',
  negative_prompt: 'rain',
  seed: 7,
  output_format: 'jpeg',
  style_preset: 'origami',
  image: sentPicture,
}
const masked = [picture('source'), picture('mask')]

export const editRows: readonly MappingRow[] = [
  {
    request: {
      model: 'erase',
      kind: 'image_edit',
      input: { images: masked, seed: 7, format: 'png' },
      provider_options: { grow_mask: 20 },
    },
    route: 'erase',
    params: { image: sentPicture, mask: sentPicture, seed: 7, output_format: 'png', grow_mask: 20 },
  },
  {
    request: { model: 'erase', kind: 'image_edit', input: { images } },
    route: 'erase',
    params: { image: sentPicture },
  },
  {
    request: {
      model: 'inpaint',
      kind: 'image_edit',
      input: { ...words, images: masked },
      provider_options: { grow_mask: 100 },
    },
    route: 'inpaint',
    params: { ...sentWords, mask: sentPicture, grow_mask: 100 },
  },
  {
    request: {
      model: 'outpaint',
      kind: 'image_edit',
      input: { images, prompt: 'sea', style: 'anime' },
      provider_options: { right: 200, down: 50, creativity: 0.7 },
    },
    route: 'outpaint',
    params: {
      image: sentPicture,
      prompt: 'sea',
      style_preset: 'anime',
      left: 0,
      right: 200,
      up: 0,
      down: 50,
      creativity: 0.7,
    },
  },
  {
    request: {
      model: 'search-and-replace',
      kind: 'image_edit',
      input: words,
      provider_options: { search_prompt: 'a dog', grow_mask: 3 },
    },
    route: 'searchAndReplace',
    params: { ...sentWords, search_prompt: 'a dog', grow_mask: 3 },
  },
  {
    request: {
      model: 'search-and-recolor',
      kind: 'image_edit',
      input: words,
      provider_options: { select_prompt: 'a dog' },
    },
    route: 'searchAndRecolor',
    params: { ...sentWords, select_prompt: 'a dog' },
  },
  {
    request: { model: 'remove-background', kind: 'image_edit', input: { images, format: 'webp' } },
    route: 'removeBackground',
    params: { image: sentPicture, output_format: 'webp' },
  },
]

export const editRefusals: readonly RefusalRow[] = [
  {
    request: { model: 'erase', kind: 'image_edit', input: { images: [picture(), picture()] } },
    param: 'input.images',
  },
  {
    request: { model: 'erase', kind: 'image_edit', input: { images }, provider_options: { grow_mask: 21 } },
    param: 'provider_options.grow_mask',
  },
  {
    request: {
      model: 'inpaint',
      kind: 'image_edit',
      input: { prompt: 'a', images: [picture('source'), picture('mask'), picture('mask')] },
    },
    param: 'input.images',
  },
  { request: { model: 'outpaint', kind: 'image_edit', input: { images } }, param: 'provider_options.left' },
  {
    request: { model: 'outpaint', kind: 'image_edit', input: { images }, provider_options: { up: 2001 } },
    param: 'provider_options.up',
  },
  {
    request: { model: 'search-and-replace', kind: 'image_edit', input: { prompt: 'a', images } },
    param: 'provider_options.search_prompt',
  },
  {
    request: {
      model: 'search-and-recolor',
      kind: 'image_edit',
      input: { prompt: 'a', images },
      provider_options: { search_prompt: 'a dog' },
    },
    param: 'provider_options.select_prompt',
  },
  {
    request: {
      model: 'search-and-replace',
      kind: 'image_edit',
      input: { prompt: 'a', images },
      provider_options: { search_prompt: 'собака' },
    },
    param: 'provider_options.search_prompt',
  },
  {
    request: { model: 'remove-background', kind: 'image_edit', input: { images, format: 'jpeg' } },
    param: 'input.format',
  },
]

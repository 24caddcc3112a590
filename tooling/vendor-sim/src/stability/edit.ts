import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { ANY_IMAGE, NOT_TOO_LONG, readOutputFormat, readSeed, STYLES } from './fields.ts'
import { UP_TO_FOUR_MEGAPIXELS, UP_TO_NINE_MEGAPIXELS } from './fields.ts'
import { FormReader, type ImageRule, type Size } from './form.ts'
import { make } from './make.ts'
import { readAccept, type StabilityState } from './work.ts'

const ROOT = '/v2beta/stable-image/edit'

interface EditRoute {
  image: ImageRule
  /** Fields beside image, seed and output_format. */
  read: (form: FormReader) => Promise<{ prompt: string }> | { prompt: string }
  formats?: readonly string[]
  noSeed?: boolean
  /** Default: the size of the picture. */
  grow?: (form: FormReader, size: Size) => Size
}

const ROUTES: Record<string, EditRoute> = {
  erase: { image: UP_TO_NINE_MEGAPIXELS, read: (form) => readMask(form, 20) },
  inpaint: {
    image: UP_TO_NINE_MEGAPIXELS,
    read: async (form) => {
      await readMask(form, 100)
      return readWords(form)
    },
  },
  outpaint: {
    image: NOT_TOO_LONG,
    read: (form) => {
      form.number('creativity', 0, 1)
      form.word('style_preset', STYLES)
      return { prompt: form.text('prompt') ?? '' }
    },
    grow: (form, { width, height }) => {
      const [left, right, up, down] = ['left', 'right', 'up', 'down'].map(
        (side) => form.number(side, 0, 2000, true) ?? 0,
      )
      const across = (left ?? 0) + (right ?? 0)
      const along = (up ?? 0) + (down ?? 0)
      if (across + along === 0) form.refuse('left', 'at least one of left, right, up, down must be non-zero')
      return { width: width + across, height: height + along }
    },
  },
  'search-and-replace': { image: NOT_TOO_LONG, read: (form) => readSearch(form, 'search_prompt') },
  'search-and-recolor': { image: NOT_TOO_LONG, read: (form) => readSearch(form, 'select_prompt') },
  'remove-background': {
    image: UP_TO_FOUR_MEGAPIXELS,
    read: () => ({ prompt: '' }),
    formats: ['png', 'webp'],
    noSeed: true,
  },
}

export function addEditRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  for (const [name, route] of Object.entries(ROUTES)) {
    app.post(`${ROOT}/${name}`, async (c) => {
      const accept = readAccept(c, 'image/*')
      const form = new FormReader(c)
      const image = (await form.image('image', route.image)) ?? { width: 64, height: 64 }
      const { prompt } = await route.read(form)
      const size = route.grow?.(form, image) ?? image
      const seed = route.noSeed ? {} : { seed: readSeed(form) }
      const format = readOutputFormat(form, route.formats)
      form.finish()
      return make(c, state, name, { prompt, size, format, ...seed }, accept)
    })
  }
}

async function readMask(form: FormReader, most: number): Promise<{ prompt: string }> {
  await form.image('mask', ANY_IMAGE, false)
  form.number('grow_mask', 0, most)
  return { prompt: '' }
}

function readSearch(form: FormReader, field: string): { prompt: string } {
  form.text(field, { required: true })
  form.number('grow_mask', 0, 20)
  return readWords(form)
}

function readWords(form: FormReader): { prompt: string } {
  form.text('negative_prompt')
  form.word('style_preset', STYLES)
  return { prompt: form.text('prompt', { required: true }) ?? '' }
}

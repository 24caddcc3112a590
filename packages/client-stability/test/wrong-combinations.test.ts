import { it } from 'vitest'
import { setUp } from './helpers/client.ts'
import { expectRefusal, type Case } from './helpers/expect-refusal.ts'
import { png, wav } from './helpers/files.ts'

const setup = setUp(0)
const prompt = 'a kite'
const image = png()
const audio = wav()
const text_prompts = [{ text: 'a' }]

/** None of these compiles either: an unused `@ts-expect-error` is an error itself. */
const refusedByTypesToo: readonly Case[] = [
  [
    'unchecked beside what is checked',
    // @ts-expect-error the types refuse it too
    (client) => client.generateCore({ prompt, output_format: 'webp', unchecked: { new_field: 1 } }),
    'prompt',
    'must stand inside unchecked',
  ],
  [
    'unchecked beside what is checked in v1',
    // @ts-expect-error the types refuse it too
    (client) => client.generateV1({ text_prompts, unchecked: { new_field: 1 } }),
    'text_prompts',
    'must stand inside unchecked',
  ],
  [
    'unchecked that is nothing',
    // @ts-expect-error the types refuse it too
    (client) => client.generateCore({ unchecked: undefined }),
    'unchecked',
    'must be an object',
  ],
  [
    'unchecked that is a list',
    // @ts-expect-error the types refuse it too
    (client) => client.generateV1({ unchecked: [] }),
    'unchecked',
    'must be an object',
  ],
  [
    'no prompt',
    // @ts-expect-error the types refuse it too
    (client) => client.generateCore({}),
    'prompt',
    'is missing; give a text',
  ],
  [
    'core takes no picture',
    // @ts-expect-error the types refuse it too
    (client) => client.generateCore({ prompt, image }),
    'image',
    'is not known',
  ],
  [
    'no 4:3',
    // @ts-expect-error the types refuse it too
    (client) => client.generateCore({ prompt, aspect_ratio: '4:3' }),
    'aspect_ratio',
    '"16:9"',
  ],
  [
    'jpeg, not jpg',
    // @ts-expect-error the types refuse it too
    (client) => client.generateCore({ prompt, output_format: 'jpg' }),
    'output_format',
    '"jpeg"',
  ],
  [
    'ultra: strength',
    // @ts-expect-error the types refuse it too
    (client) => client.generateUltra({ prompt, image }),
    'strength',
    'belong together',
  ],
  [
    'ultra: image',
    // @ts-expect-error the types refuse it too
    (client) => client.generateUltra({ prompt, strength: 1 }),
    'image',
    'belong together',
  ],
  [
    'sd3: old model',
    // @ts-expect-error the types refuse it too
    (client) => client.generateSD3({ prompt, model: 'sd3-large' }),
    'model',
    'sd3.5-large',
  ],
  [
    'sd3: mode',
    // @ts-expect-error the types refuse it too
    (client) => client.generateSD3({ prompt, image, strength: 1 }),
    'image',
    'image-to-image',
  ],
  [
    'sd3: strength',
    // @ts-expect-error the types refuse it too
    (client) => client.generateSD3({ prompt, mode: 'image-to-image', image }),
    'strength',
    'needed',
  ],
  [
    'sd3: aspect ratio of a picture',
    (client) =>
      // @ts-expect-error the types refuse it too
      client.generateSD3({ prompt, mode: 'image-to-image', image, strength: 1, aspect_ratio: '1:1' }),
    'aspect_ratio',
    'leave it out',
  ],
  [
    'fast has no prompt',
    // @ts-expect-error the types refuse it too
    (client) => client.upscaleFast({ image, prompt }),
    'prompt',
    'is not known',
  ],
  [
    'erase has no prompt',
    // @ts-expect-error the types refuse it too
    (client) => client.erase({ image, prompt }),
    'prompt',
    'is not known',
  ],
  [
    'outpaint needs a side',
    // @ts-expect-error the types refuse it too
    (client) => client.outpaint({ image }),
    'left',
    'at least one',
  ],
  [
    'replace what?',
    // @ts-expect-error the types refuse it too
    (client) => client.searchAndReplace({ image, prompt }),
    'search_prompt',
    'is missing; give a text',
  ],
  [
    'recolor selects',
    // @ts-expect-error the types refuse it too
    (client) => client.searchAndRecolor({ image, prompt, search_prompt: 'a' }),
    'select_prompt',
    'is missing; give a text',
  ],
  [
    'a JPEG is not transparent',
    // @ts-expect-error the types refuse it too
    (client) => client.removeBackground({ image, output_format: 'jpeg' }),
    'output_format',
    '"webp"',
  ],
  [
    'relight needs a background',
    // @ts-expect-error the types refuse it too
    (client) => client.replaceBackgroundAndRelight({ subject_image: image }),
    'background_prompt',
    'background_reference',
  ],
  [
    'light needs a source',
    (client) =>
      // @ts-expect-error the types refuse it too
      client.replaceBackgroundAndRelight({
        subject_image: image,
        background_prompt: prompt,
        light_source_strength: 0.5,
      }),
    'light_source_strength',
    'light_source_direction',
  ],
  [
    'style takes no strength',
    // @ts-expect-error the types refuse it too
    (client) => client.controlStyle({ image, prompt, control_strength: 1 }),
    'control_strength',
    '',
  ],
  [
    'transfer has two pictures',
    // @ts-expect-error the types refuse it too
    (client) => client.transferStyle({ init_image: image }),
    'style_image',
    '',
  ],
  [
    '3D: texture',
    // @ts-expect-error the types refuse it too
    (client) => client.generateFast3D({ image, texture_resolution: 4096 }),
    'texture_resolution',
    '2048',
  ],
  [
    'fast 3D has no target',
    // @ts-expect-error the types refuse it too
    (client) => client.generateFast3D({ image, target_type: 'face' }),
    'target_type',
    '',
  ],
  [
    '2.5: few steps',
    // @ts-expect-error the types refuse it too
    (client) => client.generateAudio2({ prompt, model: 'stable-audio-2.5', steps: 50 }),
    'steps',
    '4 to 8 for stable-audio-2.5',
  ],
  [
    'inpaint has no model',
    // @ts-expect-error the types refuse it too
    (client) => client.inpaintAudio2({ prompt, audio, model: 'stable-audio-2' }),
    'model',
    '',
  ],
  [
    'audio 3: few steps',
    // @ts-expect-error the types refuse it too
    (client) => client.generateAudio3({ prompt, steps: 9 }),
    'steps',
    '8',
  ],
  [
    'v1: a size',
    // @ts-expect-error the types refuse it too
    (client) => client.generateV1({ text_prompts, width: 1024, height: 768 }),
    'width',
    '1152 x 896',
  ],
  [
    'v1: half a size',
    // @ts-expect-error the types refuse it too
    (client) => client.generateV1({ text_prompts, width: 1024 }),
    'width',
    '1152 x 896',
  ],
  [
    'v1: a schedule for strength',
    // @ts-expect-error the types refuse it too
    (client) => client.transformV1({ text_prompts, init_image: image, step_schedule_start: 0.1 }),
    'step_schedule_start',
    'IMAGE_STRENGTH',
  ],
  [
    'v1: a strength for a schedule',
    (client) =>
      // @ts-expect-error the types refuse it too
      client.transformV1({
        text_prompts,
        init_image: image,
        init_image_mode: 'STEP_SCHEDULE',
        image_strength: 1,
      }),
    'image_strength',
    'STEP_SCHEDULE',
  ],
  [
    'v1: no mask',
    // @ts-expect-error the types refuse it too
    (client) => client.maskV1({ text_prompts, init_image: image, mask_source: 'MASK_IMAGE_WHITE' }),
    'mask_image',
    'needed',
  ],
  [
    'v1: a mask too many',
    (client) =>
      // @ts-expect-error the types refuse it too
      client.maskV1({
        text_prompts,
        init_image: image,
        mask_source: 'INIT_IMAGE_ALPHA',
        mask_image: image,
      }),
    'mask_image',
    'leave it out',
  ],
]

it.each(refusedByTypesToo)('%s', (_name, call, param, cure) => expectRefusal(setup, call, param, cure))

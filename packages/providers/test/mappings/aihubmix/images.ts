import type { MappingRow, RefusalRow } from '../row.ts'
import { file, FRAME, PNG, refusal, REFERENCE, row } from './rows.ts'

const prompt = 'a kite'
const square = { prompt, n: 1, size: '1024x1024', quality: 'medium' }
const onePicture = { prompt, images: [{ url: PNG }] }
const oneLink = { prompt, images: [{ url: FRAME }] }
const twoLinks = { prompt, images: [{ url: FRAME }, { url: REFERENCE }] }

const predicted = (
  kind: 'image' | 'image_edit',
  model: string,
  given: Parameters<typeof row>[2],
  vendor: string,
  input: Record<string, unknown>,
  options?: Record<string, unknown>,
): MappingRow => row(kind, model, given, 'predictions', { vendor, model, input }, options)

const gemini = (imageSize: string, parts: object[], aspectRatio?: string): Record<string, unknown> => ({
  contents: [{ role: 'user', parts }],
  generationConfig: {
    responseModalities: ['TEXT', 'IMAGE'],
    imageConfig: aspectRatio === undefined ? { imageSize } : { aspectRatio, imageSize },
  },
})

const openAI = ['gpt-image-2', 'gpt-image-2.5-sunburst', 'gpt-image-2.5-flare', 'gpt-image-1.5']
const geminis = [
  'gemini-2.5-flash-image',
  'gemini-3-pro-image-preview',
  'gemini-3.1-flash-image-preview',
  'gemini-3.1-flash-lite-image',
  'gemini-nano-banana-2.1',
]
const fluxEditors = [
  'flux-2-pro',
  'flux-2-flex',
  'flux-kontext-max',
  'flux-kontext-pro',
  'FLUX.1-Kontext-pro',
]
const imagens = [
  'imagen-4.0-ultra-generate-001',
  'imagen-4.0-generate-001',
  'imagen-4.0-fast-generate-001',
  'imagen-3.0-generate-002',
]
const seedreams = ['doubao-seedream-5.0-lite', 'doubao-seedream-4-5', 'doubao-seedream-4-0']
const alibabaEditors = ['wan2.7-image', 'wan2.7-image-pro', 'qwen-image-2.0', 'qwen-image-2.0-pro']
const native = ['qwen-image-3.0', 'qwen-image-3.0-pro', 'agnes-image-2.1-flash', 'glm-image']

export const imageRows: readonly MappingRow[] = [
  ...openAI.flatMap((model) => [
    row('image', model, { prompt }, 'images', { model, ...square }),
    row('image_edit', model, onePicture, 'edits', { model, ...square, images: [file('image-1.png')] }),
  ]),
  row('image', 'gpt-image-2', { prompt, n: 2, size: '1536x1024', quality: 'low', format: 'webp' }, 'images', {
    model: 'gpt-image-2',
    prompt,
    n: 2,
    size: '1536x1024',
    quality: 'low',
    output_format: 'webp',
  }),
  row('image', 'gpt-image-2.5-flare', { prompt, quality: 'xhigh' }, 'images', {
    ...square,
    model: 'gpt-image-2.5-flare',
    quality: 'xhigh',
  }),
  row(
    'image',
    'gpt-image-2',
    { prompt },
    'images',
    { model: 'gpt-image-2', ...square, background: 'opaque', extra: { style_hint: 'soft' } },
    { background: 'opaque', extra: { style_hint: 'soft' } },
  ),
  row(
    'image_edit',
    'gpt-image-1.5',
    {
      prompt,
      images: [
        { url: PNG, role: 'source' },
        { url: PNG, role: 'mask' },
        { url: PNG, role: 'reference' },
      ],
    },
    'edits',
    {
      model: 'gpt-image-1.5',
      ...square,
      images: [file('image-1.png'), file('image-2.png')],
      mask: file('image-1.png'),
      input_fidelity: 'high',
    },
    { input_fidelity: 'high' },
  ),
  ...['mai-image-2.6', 'mai-image-2.6-flash', 'gpt-image-1', 'dall-e-3', 'dall-e-2'].map((model) =>
    row('image', model, { prompt }, 'images', {
      model,
      prompt,
      n: 1,
      ...(model === 'gpt-image-1' ? { size: '1024x1024', quality: 'medium' } : {}),
    }),
  ),
  // Left out, Imagen would make and bill four.
  ...imagens.map((model) => predicted('image', model, { prompt }, 'google', { prompt, sampleCount: 1 })),
  predicted('image', 'imagen-4.0-generate-001', { prompt, n: 3, aspect_ratio: '16:9' }, 'google', {
    prompt,
    sampleCount: 3,
    aspectRatio: '16:9',
  }),
  ...[...fluxEditors, 'FLUX-1.1-pro'].map((model) =>
    predicted('image', model, { prompt }, 'bfl', { prompt }),
  ),
  ...fluxEditors.map((model) =>
    predicted('image_edit', model, oneLink, 'bfl', { prompt, input_image: FRAME }),
  ),
  predicted(
    'image',
    'flux-2-pro',
    { prompt, aspect_ratio: '21:9', seed: 7, format: 'jpeg' },
    'bfl',
    { prompt, aspect_ratio: '21:9', seed: 7, output_format: 'jpeg', safety_tolerance: 5 },
    { safety_tolerance: 5 },
  ),
  row('image', 'ideogram-v3', { prompt, aspect_ratio: '16:9', quality: 'speed' }, 'predictions', {
    vendor: 'ideogram',
    model: 'V3',
    input: { prompt, aspect_ratio: '16x9', rendering_speed: 'SPEED' },
  }),
  ...seedreams.flatMap((model) => [
    predicted('image', model, { prompt, resolution: '2k' }, 'doubao', {
      prompt,
      size: '2K',
      watermark: false,
      response_format: 'b64_json',
    }),
    predicted('image_edit', model, twoLinks, 'doubao', {
      prompt,
      watermark: false,
      response_format: 'b64_json',
      image: [FRAME, REFERENCE],
    }),
  ]),
  predicted('image', 'doubao-seedream-4-0', { prompt, size: '2048x1024', seed: 3 }, 'doubao', {
    prompt,
    size: '2048x1024',
    seed: 3,
    watermark: false,
    response_format: 'b64_json',
  }),
  ...[...alibabaEditors, 'wan2.6-t2i', 'qwen-image-max'].map((model) =>
    predicted('image', model, { prompt, size: '1024x768', negative_prompt: 'rain' }, 'bailian', {
      prompt,
      negative_prompt: 'rain',
      size: '1024*768',
      n: 1,
      watermark: false,
    }),
  ),
  ...alibabaEditors.map((model) =>
    predicted('image_edit', model, oneLink, 'bailian', { prompt, n: 1, watermark: false, images: [FRAME] }),
  ),
  predicted(
    'image',
    'wan2.7-image',
    { prompt, resolution: '1k', n: 4, seed: 1 },
    'bailian',
    { prompt, size: '1K', n: 4, seed: 1, watermark: true, prompt_extend: false, thinking_mode: true },
    { watermark: true, prompt_extend: false, thinking_mode: true },
  ),
  predicted('image', 'qwen-image', { prompt, size: '768x512' }, 'qianfan', {
    prompt,
    size: '768*512',
    n: 1,
    watermark: false,
  }),
  predicted('image_edit', 'qwen-image-edit', oneLink, 'qianfan', {
    prompt,
    n: 1,
    watermark: false,
    image: FRAME,
  }),
  ...native.map((model) => row('image', model, { prompt }, 'native-images', { model, prompt })),
  row('image', 'glm-image', { prompt, size: '1728x960' }, 'native-images', {
    model: 'glm-image',
    prompt,
    size: '1728x960',
  }),
  row(
    'image',
    'qwen-image-3.0',
    { prompt },
    'native-images',
    { unchecked: { model: 'qwen-image-3.0', prompt, n: 2 } },
    { extra: { n: 2 } },
  ),
  ...geminis.flatMap((model) => [
    row('image', model, { prompt, aspect_ratio: '16:9', resolution: '2k' }, 'gemini', {
      model,
      ...gemini('2K', [{ text: prompt }], '16:9'),
    }),
    row('image_edit', model, onePicture, 'gemini', {
      model,
      ...gemini('1K', [{ inlineData: { mimeType: 'image/png', data: 'AAECAw==' } }, { text: prompt }]),
    }),
  ]),
]

export const imageRefusals: readonly RefusalRow[] = [
  refusal('image', 'gpt-image-2', onePicture, 'input.images'),
  refusal('image_edit', 'gpt-image-2', { prompt }, 'input.images'),
  refusal('image_edit', 'gpt-image-2', { prompt, images: [{ url: PNG, role: 'mask' }] }, 'input.images'),
  refusal('image_edit', 'gpt-image-2', oneLink, 'input.images[0].url'),
  refusal('image', 'gpt-image-2', { prompt }, 'provider_options.size', { size: '9x9' }),
  refusal('image', 'gpt-image-2', { prompt }, 'provider_options.extra.size', { extra: { size: '9x9' } }),
  refusal('image_edit', 'gpt-image-2', onePicture, 'provider_options.extra.image', { extra: { image: 1 } }),
  refusal('image_edit', 'gpt-image-2', onePicture, 'provider_options.extra.style', { extra: { style: {} } }),
  refusal('image_edit', 'gpt-image-2', onePicture, 'provider_options.input_fidelity', {
    input_fidelity: 'low',
  }),
  refusal('image', 'gpt-image-2', { prompt, format: 'jpeg' }, 'input.format', { background: 'transparent' }),
  refusal('image', 'flux-2-pro', { prompt }, 'provider_options.safety_tolerance', { safety_tolerance: 6 }),
  refusal('image_edit', 'flux-2-pro', oneLink, 'provider_options.safety_tolerance', { safety_tolerance: 3 }),
  refusal('image', 'wan2.7-image', { prompt, size: '1024x1024', resolution: '1k' }, 'input.resolution'),
  refusal('image', 'wan2.7-image', { prompt }, 'provider_options.extra.n', { extra: { n: 9 } }),
  refusal('image', 'qwen-image-3.0', { prompt }, 'provider_options.extra.prompt', { extra: { prompt: 'b' } }),
  refusal('image', 'gemini-2.5-flash-image', { prompt }, 'provider_options.extra.contents', {
    extra: { contents: [] },
  }),
]

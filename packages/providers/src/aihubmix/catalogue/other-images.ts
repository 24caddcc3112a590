import type { ModelInfo, ModelLimits } from '../../spec/model-info.ts'

/** Taken and made by each family. None has a price: the gateway publishes none for a picture of theirs. */
interface Row {
  id: string
  title: string
  /** Pictures it can start from. Absent: words only. */
  edits?: number
  /** Only ever changes pictures. */
  editsOnly?: true
  immediate?: false
  limits?: Omit<ModelLimits, 'inputs'>
}

interface Family {
  description: string
  inputs: ModelLimits['inputs']
  limits?: Omit<ModelLimits, 'inputs'>
  rows: readonly Row[]
}

/** Where a family publishes no limit, that of our own vocabulary. */
const MOST = 16
const POLL_INTERVAL_MS = 2_000
const GLM_SIZES = '1280x1280 1568x1056 1056x1568 1472x1088 1088x1472 1728x960 960x1728'.split(' ')
const QIANFAN_SIZES = '1024x1024 512x1024 768x512 768x1024 1024x576 576x1024'.split(' ')
const FORMATS = ['png', 'jpeg', 'webp'] as const

const families: readonly Family[] = [
  {
    description: 'Imagen, Google’s pictures from words.',
    inputs: ['prompt', 'aspect_ratio', 'n'],
    limits: { maxOutputs: 4 },
    rows: [
      { id: 'imagen-4.0-ultra-generate-001', title: 'Imagen 4 Ultra' },
      { id: 'imagen-4.0-generate-001', title: 'Imagen 4' },
      { id: 'imagen-4.0-fast-generate-001', title: 'Imagen 4 Fast' },
      { id: 'imagen-3.0-generate-002', title: 'Imagen 3' },
    ],
  },
  {
    description: 'FLUX by Black Forest Labs.',
    inputs: ['prompt', 'aspect_ratio', 'seed', 'format'],
    limits: { formats: FORMATS },
    rows: [
      { id: 'flux-2-pro', title: 'FLUX.2 pro', edits: 1, immediate: false },
      { id: 'flux-2-flex', title: 'FLUX.2 flex', edits: 1, immediate: false },
      { id: 'flux-kontext-max', title: 'FLUX.1 Kontext max', edits: 1, immediate: false },
      { id: 'flux-kontext-pro', title: 'FLUX.1 Kontext pro', edits: 1, immediate: false },
      { id: 'FLUX.1-Kontext-pro', title: 'FLUX.1 Kontext pro (Azure spelling)', edits: 1, immediate: false },
      { id: 'FLUX-1.1-pro', title: 'FLUX 1.1 pro', immediate: false },
    ],
  },
  {
    description: 'Ideogram, strong in lettering; quality decides between speed and care.',
    inputs: ['prompt', 'aspect_ratio', 'quality'],
    limits: { qualities: ['quality', 'speed'] },
    rows: [{ id: 'ideogram-v3', title: 'Ideogram 3.0' }],
  },
  {
    description: 'Seedream by ByteDance.',
    inputs: ['prompt', 'size', 'resolution', 'seed'],
    rows: [
      {
        id: 'doubao-seedream-5.0-lite',
        title: 'Seedream 5.0 Lite',
        edits: MOST,
        limits: { resolutions: ['1k', '2k', '4k'] },
      },
      {
        id: 'doubao-seedream-4-5',
        title: 'Seedream 4.5',
        edits: MOST,
        limits: { resolutions: ['2k', '4k'] },
      },
      {
        id: 'doubao-seedream-4-0',
        title: 'Seedream 4.0',
        edits: MOST,
        limits: { resolutions: ['1k', '2k', '4k'] },
      },
    ],
  },
  {
    description: 'Alibaba’s pictures.',
    inputs: ['prompt', 'negative_prompt', 'size', 'resolution', 'n', 'seed'],
    limits: { resolutions: ['1k', '2k'], maxOutputs: 10 },
    rows: [
      { id: 'wan2.7-image', title: 'Wan 2.7 Image', edits: MOST },
      { id: 'wan2.7-image-pro', title: 'Wan 2.7 Image Pro', edits: MOST },
      { id: 'wan2.6-t2i', title: 'Wan 2.6 Image' },
      { id: 'qwen-image-2.0', title: 'Qwen Image 2.0', edits: MOST },
      { id: 'qwen-image-2.0-pro', title: 'Qwen Image 2.0 Pro', edits: MOST },
      { id: 'qwen-image-max', title: 'Qwen Image Max' },
    ],
  },
  {
    description: 'Qwen Image over Baidu’s Qianfan.',
    inputs: ['prompt', 'size', 'n', 'seed'],
    limits: { sizes: QIANFAN_SIZES, maxOutputs: 10 },
    rows: [{ id: 'qwen-image', title: 'Qwen Image' }],
  },
  {
    description: 'Qwen Image over Baidu’s Qianfan.',
    inputs: ['prompt', 'n', 'seed'],
    limits: { maxOutputs: 10 },
    rows: [{ id: 'qwen-image-edit', title: 'Qwen Image Edit', edits: 3, editsOnly: true }],
  },
  {
    description:
      'Served by the gateway’s own media API. Which words beside the prompt it takes is not published.',
    inputs: ['prompt'],
    rows: [
      { id: 'qwen-image-3.0', title: 'Qwen Image 3.0' },
      { id: 'qwen-image-3.0-pro', title: 'Qwen Image 3.0 Pro' },
      { id: 'agnes-image-2.1-flash', title: 'Agnes Image 2.1 Flash' },
    ],
  },
  {
    description: 'Served by the gateway’s own media API.',
    inputs: ['prompt', 'size'],
    limits: { sizes: GLM_SIZES },
    rows: [{ id: 'glm-image', title: 'GLM Image' }],
  },
  {
    description: 'Gemini’s pictures, from words and pictures.',
    inputs: ['prompt', 'aspect_ratio', 'resolution'],
    limits: { resolutions: ['1k', '2k', '4k'] },
    rows: [
      { id: 'gemini-2.5-flash-image', title: 'Gemini 2.5 Flash Image', edits: MOST },
      { id: 'gemini-3-pro-image-preview', title: 'Gemini 3 Pro Image', edits: MOST },
      { id: 'gemini-3.1-flash-image-preview', title: 'Gemini 3.1 Flash Image', edits: MOST },
      { id: 'gemini-3.1-flash-lite-image', title: 'Gemini 3.1 Flash-Lite Image', edits: MOST },
      { id: 'gemini-nano-banana-2.1', title: 'Gemini Nano Banana 2.1', edits: MOST },
    ],
  },
]

function toModel({ description, inputs, limits }: Family, row: Row): ModelInfo {
  const { id, title, edits, editsOnly, immediate = true } = row
  const both = edits !== undefined && editsOnly === undefined
  return {
    id,
    kind: editsOnly === true ? 'image_edit' : 'image',
    ...(both ? { kinds: ['image', 'image_edit'] as const } : {}),
    title,
    description: `${description} What one costs is not known.`,
    limits: {
      inputs: edits === undefined ? inputs : [...inputs, 'images'],
      required: editsOnly === true ? ['prompt', 'images'] : ['prompt'],
      ...limits,
      ...row.limits,
      ...(edits === undefined
        ? {}
        : { images: { min: both ? 0 : 1, max: edits, roles: ['source', 'reference'] as const } }),
    },
    immediate,
    ...(immediate ? {} : { pollIntervalMs: POLL_INTERVAL_MS }),
  }
}

/** Models of the predictions route, of the native API and of Google's protocol. */
export const otherImages: readonly ModelInfo[] = families.flatMap((family) =>
  family.rows.map((row) => toModel(family, row)),
)

import type { ModelInfo } from '../../spec/model-info.ts'
import { NOTICE, ONE_PICTURE, requestPrice, SEEDS, THIRD_PARTY } from './common.ts'

const shared = { required: ['images'], formats: ['glb'], ...ONE_PICTURE } as const

export const threeDModels: readonly ModelInfo[] = [
  {
    id: 'stable-fast-3d',
    kind: 'model_3d',
    title: 'Stable Fast 3D',
    description: 'A textured GLB model from one picture of up to 4 megapixels.',
    limits: { inputs: ['images', 'format'], ...shared },
    price: requestPrice(NOTICE, '10', 'model'),
    immediate: true,
  },
  {
    id: 'stable-point-aware-3d',
    kind: 'model_3d',
    title: 'Stable Point Aware 3D',
    description:
      'A GLB model with a better back, from one picture of up to 4 megapixels; sides under 640 pixels may be refused.',
    limits: { inputs: ['images', 'seed', 'format'], ...shared, ...SEEDS },
    price: requestPrice(THIRD_PARTY, '4', 'model'),
    immediate: true,
  },
]

import { toStabilityCall } from '../../src/stability/mapper.ts'
import type { VendorMapping } from './row.ts'
import { audioRefusals, audioRows } from './stability/audio.ts'
import { controlRefusals, controlRows } from './stability/control.ts'
import { editRefusals, editRows } from './stability/edit.ts'
import { imageRefusals, imageRows } from './stability/image.ts'
import { relightRefusals, relightRows } from './stability/relight.ts'
import { threeDRefusals, threeDRows } from './stability/three-d.ts'
import { upscaleRefusals, upscaleRows } from './stability/upscale.ts'

export const stability: VendorMapping = {
  name: 'stability',
  map: toStabilityCall,
  rows: [
    ...imageRows,
    ...editRows,
    ...relightRows,
    ...controlRows,
    ...upscaleRows,
    ...audioRows,
    ...threeDRows,
  ],
  refusals: [
    ...imageRefusals,
    ...editRefusals,
    ...relightRefusals,
    ...controlRefusals,
    ...upscaleRefusals,
    ...audioRefusals,
    ...threeDRefusals,
  ],
}

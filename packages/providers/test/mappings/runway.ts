import { toRunwayCall } from '../../src/runway/mapper.ts'
import type { VendorMapping } from './row.ts'
import { guestVideoRefusals, guestVideoRows } from './runway/guest-video.ts'
import { ownVideoRefusals, ownVideoRows } from './runway/own-video.ts'
import { pictureRefusals, pictureRows } from './runway/pictures.ts'
import { seedanceRefusals, seedanceRows } from './runway/seedance.ts'
import { soundRefusals, soundRows } from './runway/sound.ts'

export const runway: VendorMapping = {
  name: 'runway',
  map: toRunwayCall,
  rows: [...ownVideoRows, ...guestVideoRows, ...seedanceRows, ...pictureRows, ...soundRows],
  refusals: [
    ...ownVideoRefusals,
    ...guestVideoRefusals,
    ...seedanceRefusals,
    ...pictureRefusals,
    ...soundRefusals,
  ],
}

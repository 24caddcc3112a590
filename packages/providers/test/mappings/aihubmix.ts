import { toAIHubMixCall } from '../../src/aihubmix/mapper.ts'
import { imageRefusals, imageRows } from './aihubmix/images.ts'
import { soundRefusals, soundRows } from './aihubmix/sound.ts'
import { videoRefusals, videoRows } from './aihubmix/videos.ts'
import type { VendorMapping } from './row.ts'

export const aihubmix: VendorMapping = {
  name: 'aihubmix',
  map: toAIHubMixCall,
  rows: [...imageRows, ...videoRows, ...soundRows],
  refusals: [...imageRefusals, ...videoRefusals, ...soundRefusals],
}

import { aihubmix } from './aihubmix.ts'
import type { VendorMapping } from './row.ts'
import { runway } from './runway.ts'
import { stability } from './stability.ts'

export const mappings: readonly VendorMapping[] = [aihubmix, runway, stability]

import type { VendorMapping } from './row.ts'
import { stability } from './stability.ts'

export const mappings: readonly VendorMapping[] = [stability]

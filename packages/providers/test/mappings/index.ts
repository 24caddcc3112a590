import type { VendorMapping } from './row.ts'

export const mappings: readonly VendorMapping[] = []

import { StabilityClient } from '../../src/index.ts'

/** Everything that a caller of the class can call. */
export const methods: readonly string[] = Object.getOwnPropertyNames(StabilityClient.prototype).filter(
  (name) => name !== 'constructor',
)

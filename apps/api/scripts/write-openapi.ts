import { readArguments } from '@jointo/test-support/arguments'
import { writeFile } from 'node:fs/promises'
import { documentText } from './document.ts'

readArguments('Usage: pnpm --filter @jointo/api openapi\n\nWrites apps/api/openapi.json anew.\n', {})
await writeFile(new URL('../openapi.json', import.meta.url), documentText())

import { readArguments } from '@jointo/test-support/arguments'
import { writeFile } from 'node:fs/promises'
import { renderErrorsPage } from './render.ts'

readArguments('Usage: pnpm --filter @jointo/api docs:write\n\nWrites docs/errors.md anew.\n', {})
await writeFile(new URL('../../../../docs/errors.md', import.meta.url), await renderErrorsPage())

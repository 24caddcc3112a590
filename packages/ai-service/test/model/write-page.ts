import { readArguments } from '@jointo/test-support/arguments'
import { writeFile } from 'node:fs/promises'
import { renderMoneyPage } from './render-money-page.ts'
import { renderPage } from './render-page.ts'

readArguments(
  'Usage: pnpm --filter @jointo/ai-service docs:write\n\nWrites docs/job-machine.md and docs/money.md anew.\n',
  {},
)
const docs = new URL('../../../../docs/', import.meta.url)
await writeFile(new URL('job-machine.md', docs), renderPage())
await writeFile(new URL('money.md', docs), renderMoneyPage())

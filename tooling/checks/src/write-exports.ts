import { readArguments } from '@jointo/test-support/arguments'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describeExports, listOf } from './exports.ts'
import { listFiles, ROOT } from './repository.ts'

readArguments(
  'Usage: pnpm --filter @jointo/checks docs:write\n\nWrites the lists of what packages export anew.\n',
  {},
)
for (const manifestFile of listFiles().filter((file) => file.endsWith('/package.json'))) {
  const text = describeExports(manifestFile)
  if (text !== undefined) writeFileSync(path.join(ROOT, listOf(manifestFile)), text)
}

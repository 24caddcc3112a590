import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describeExports, listOf } from './exports.ts'
import { listFiles, ROOT } from './repository.ts'

for (const manifestFile of listFiles().filter((file) => file.endsWith('/package.json'))) {
  const text = describeExports(manifestFile)
  if (text !== undefined) writeFileSync(path.join(ROOT, listOf(manifestFile)), text)
}

import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Plan } from './plan.ts'

/**
 * Writes the plan, and lays it out as `pnpm format` would: how lines break depends on the length of the name.
 * What the packages then export is listed anew.
 */
export function writePlan(root: string, { created, changed }: Plan): void {
  const files = [...created, ...changed]
  for (const { file, text } of files) {
    const absolute = path.join(root, file)
    mkdirSync(path.dirname(absolute), { recursive: true })
    writeFileSync(absolute, text)
  }
  const formatter = path.join(root, 'node_modules/.bin/oxfmt')
  execFileSync(
    formatter,
    files.map(({ file }) => file),
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  execFileSync(process.execPath, [path.join(root, 'tooling/checks/src/write-exports.ts')], { cwd: root })
}

import { fileURLToPath } from 'node:url'
import { bundleProgram } from './bundle-program.ts'
import { askDesk, DESK_VARIABLE } from './desk.ts'

/**
 * A script of this repository with all that it loads in one file, made once per run: most of a start is else spent on a
 * thousand small files. Outside a run it is made in `folder`, or where none is given the script itself.
 *
 * @example `spawnNode(await program(new URL('../src/main.ts', import.meta.url)), { env })`
 */
export async function program(script: URL, folder?: string): Promise<string> {
  const desk = process.env[DESK_VARIABLE]
  const file = fileURLToPath(script)
  if (desk !== undefined) return askDesk(desk, `program ${file}`)
  return folder === undefined ? file : bundleProgram(file, folder)
}

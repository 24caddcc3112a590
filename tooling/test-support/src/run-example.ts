import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Runs a package's example as a program of its own (in `folder`, if given) and gives back what it prints.
 * @throws when it fails, or when the package's README does not show the same code
 */
export async function runExample(
  example: URL,
  environment: Record<string, string>,
  folder?: string,
): Promise<string> {
  const code = (await readFile(example, 'utf8')).trim()
  const readme = await readFile(new URL('../README.md', example), 'utf8')
  if (!readme.includes(code))
    throw new Error(`README.md does not show ${example.pathname.split('/').at(-1)} as it is`)
  const { PATH = '', NODE_COMPILE_CACHE } = process.env
  const { stdout } = await run(process.execPath, ['--conditions=@jointo/source', fileURLToPath(example)], {
    env: { PATH, ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }), ...environment },
    timeout: 30_000,
    ...(folder === undefined ? {} : { cwd: folder }),
  })
  return stdout
}

import { readFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

export interface ThrownError {
  name: string
  /** The package that exports it. */
  from: string
  /** Code and meaning, from the comment above the class. */
  codes: { code: string; means: string }[]
}

/** What routes throw by themselves: `new ApiError(404, 'not_found', …)`. */
export async function readApiErrors(): Promise<{ status: number; code: string }[]> {
  const found = new Map<string, { status: number; code: string }>()
  for (const text of await readAll('apps/api/src/**/*.ts'))
    for (const [, status, code = ''] of text.matchAll(/new ApiError\(\s*(\d{3}),\s*'([a-z_]+)'/g))
      found.set(`${code} ${status}`, { status: Number(status), code })
  return [...found.values()]
}

/** The members of a union of strings: `export type Name = | 'a' | 'b'`. */
export async function readUnion(file: string, name: string): Promise<string[]> {
  const [text = ''] = await readAll(file)
  const members = new RegExp(`export type ${name} =([^]*?)\\n\\n`).exec(text)?.[1]
  if (members === undefined) throw new Error(`${file} has no type ${name}`)
  return [...members.matchAll(/\| '([a-z_]+)'/g)].map(([, member = '']) => member)
}

/** Error classes with a code, of the packages below the service. Their comments begin with the code. */
export async function readErrorClasses(folder: string): Promise<ThrownError[]> {
  const manifest = await readFile(`${ROOT}${folder}/package.json`, 'utf8')
  const { name: from }: { name: string } = JSON.parse(manifest)
  const texts = await readAll(`${folder}/src/*.ts`)
  return texts.flatMap((text) =>
    [...text.matchAll(/\/\*\* ((?:(?!\*\/).)*) \*\/\nexport class (\w+) extends \w+/g)].flatMap(
      ([, comment = '', name = '']) => {
        const codes = [...comment.matchAll(/`([a-z_]+)`: ([^`]+?)\.?(?= `|$)/g)].map(
          ([, code = '', means = '']) => ({ code, means }),
        )
        return codes.length === 0 ? [] : [{ name, from, codes }]
      },
    ),
  )
}

async function readAll(pattern: string): Promise<string[]> {
  const files = globSync(pattern, { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted()
  return Promise.all(files.map((file) => readFile(`${ROOT}${file}`, 'utf8')))
}

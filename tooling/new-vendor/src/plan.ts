import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { edits } from './edits.ts'
import { insert } from './insert.ts'
import { fill, type VendorNames } from './names.ts'
import { NewVendorError } from './new-vendor-error.ts'
import { readTemplates } from './templates.ts'

export interface PlannedFile {
  /** From the root of the repository. */
  file: string
  text: string
}

/** All that would be written. Making it writes nothing. */
export interface Plan {
  created: PlannedFile[]
  changed: PlannedFile[]
}

/** Folders that a vendor of this name already has, if any has them. */
const FOLDERS = [
  'packages/client-vendor-name',
  'packages/providers/src/vendor-name',
  'tooling/vendor-sim/src/vendor-name',
]

/**
 * Works out every file before one is touched.
 * @throws NewVendorError naming each list that is not where it was, or what already has the name
 */
export function planVendor(root: string, names: VendorNames, today: string): Plan {
  const filled = (template: string): string => fill(template, names, today)
  refuseExisting(root, names, filled)
  const created = readTemplates()
    .map(({ file, text }) => ({ file: filled(file), text: filled(text) }))
    .sort((one, other) => (one.file < other.file ? -1 : 1))
  const taken = created.filter(({ file }) => existsSync(path.join(root, file)))
  if (taken.length > 0)
    throw new NewVendorError(`${taken.map(({ file }) => file).join(', ')}: already there.`)

  const changed = new Map<string, string>()
  const problems: string[] = []
  for (const edit of edits) {
    const before = changed.get(edit.file) ?? read(root, edit.file)
    const after = before === undefined ? undefined : insert(before, edit, names.kebab, filled(edit.add))
    if (after === undefined) problems.push(`${edit.file}: ${edit.list} not found.`)
    else changed.set(edit.file, after)
  }
  if (problems.length > 0) {
    throw new NewVendorError(
      `${problems.join('\n')}\nNothing was written. Where the repository has changed its shape, tooling/new-vendor/src/edits.ts has to follow.`,
    )
  }
  return { created, changed: [...changed].map(([file, text]) => ({ file, text })) }
}

function refuseExisting(root: string, names: VendorNames, filled: (template: string) => string): void {
  const folder = FOLDERS.map(filled).find((one) => existsSync(path.join(root, one)))
  if (folder !== undefined) {
    throw new NewVendorError(`There is a vendor "${names.kebab}" already: ${folder}. Nothing was written.`)
  }
  const words = ['VENDOR_NAME_API_KEY', 'VendorNameProvider', 'startVendorNameSim', 'createVendorName'].map(
    filled,
  )
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = read(root, file) ?? ''
    const word = words.find((one) => new RegExp(String.raw`\b${one}\b`, 'i').test(text))
    if (word !== undefined) {
      throw new NewVendorError(`${file} has a ${word} already: choose another name. Nothing was written.`)
    }
  }
}

function read(root: string, file: string): string | undefined {
  const absolute = path.join(root, file)
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined
}

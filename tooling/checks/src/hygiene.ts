import { findLines, type Problem } from './problem.ts'

const REGISTRY_HOST = /registry\.npmjs|deb\.debian\.org/
const MACHINE_PATH = /(^|[\s'"`(=:])\/(work|root)\/[\w.]/
const FOCUSED = /\b(it|test|describe|suite|bench)(\.\w+)*\.(only|skip|todo)\b/
const ANY = /\bas\sany\b(?!\s+\w)/
const SILENCED = /@ts-(ignore|nocheck)\b/

/** What no file may contain. */
export function checkText(file: string, text: string): Problem[] {
  const everywhere = [
    ...findLines(
      file,
      text,
      MACHINE_PATH,
      'names a folder of one machine: the repository must work in any place',
    ),
    ...findLines(
      file,
      text,
      REGISTRY_HOST,
      'names a registry: each machine has its own, set up outside the repository',
    ),
  ]
  if (!/\.[mc]?[jt]sx?$/.test(file)) return everywhere
  return [
    ...everywhere,
    ...findLines(
      file,
      text,
      FOCUSED,
      'leaves tests out: remove it, or use skipIf with a reason for a missing program',
    ),
    ...findLines(file, text, ANY, 'switches the type checker off: narrow the value instead'),
    ...findLines(file, text, SILENCED, 'silences the type checker: fix what it says'),
  ]
}

/** The lock file must not say where packages come from. */
export function checkLockfile(file: string, text: string): Problem[] {
  return findLines(
    file,
    text,
    /https?:\/\//,
    'holds an address: install from the registry by name and version',
  )
}

import { findLines, type Problem } from './problem.ts'
import type { PublishedManifest } from './package-shape.ts'

/** Of these one version only: why, stands in docs/decisions/0027-ranges-for-others-one-version-here.md. */
const EXACT = new Set(['pg-boss'])

/**
 * What a published package asks for. An exact version would give its users a second copy of what they have already;
 * in this repository the lock file decides.
 */
export function checkRanges(
  file: string,
  text: string,
  { private: isPrivate, dependencies = {} }: PublishedManifest,
  workspace: string,
): Problem[] {
  if (!/^packages\/[^/]+\/package\.json$/.test(file) || isPrivate === true) return []
  return Object.entries(dependencies).flatMap(([name, asked]) => {
    if (asked.startsWith('workspace:')) return []
    const version = asked === 'catalog:' ? readCatalogue(workspace).get(name) : asked
    if (version === undefined || /^\d/.test(version) === EXACT.has(name)) return []
    const message = EXACT.has(name)
      ? `${name} must be one exact version: its tables are written by SQL of ours`
      : `${name} must be a range such as ^${version}: an exact version installs a second copy beside the user's own`
    return findLines(file, text, new RegExp(`"${name}":`), message).slice(0, 1)
  })
}

function readCatalogue(workspace: string): ReadonlyMap<string, string> {
  const section = /^catalog:\n((?: {2}.*\n?)*)/m.exec(workspace)?.[1] ?? ''
  const entries = [...section.matchAll(/^ {2}'?([@\w/-]+)'?: '?([^'\n]+)'?$/gm)]
  return new Map(entries.map(([, name = '', version = '']) => [name, version]))
}

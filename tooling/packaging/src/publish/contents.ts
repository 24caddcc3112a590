import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../repository.ts'
import type { Consumer } from './consumer.ts'
import type { PublishedPackage } from './packages.ts'

/** Words of this workspace that mean nothing elsewhere. */
const OURS = /"workspace:|"catalog:|"@jointo\/source":/

/** A module that only names what another one exports has nothing to map. */
const PASSED_ON = /^(?:(?:import|export) \{[^}]*\} from "[^"]+";\s*)*$/

/**
 * Looks at what was downloaded: licence, documents, a source map for each module, and nothing that only we need.
 * @throws with all that is wrong
 */
export function checkContents({ folder, pkg }: Consumer): void {
  const place = path.join(folder, 'node_modules', pkg.name)
  const files = globSync('**/*', { cwd: place, exclude: (name) => name === 'node_modules' })
  const problems = [
    ...['LICENSE', 'README.md', 'CHANGELOG.md']
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is missing`),
    ...files
      .filter((file) => file.endsWith('.js') && !files.includes(`${file}.map`))
      .filter((file) => !PASSED_ON.test(readFileSync(path.join(place, file), 'utf8')))
      .map((file) => `${file} has no source map`),
    ...files
      .filter((file) => /^(src|test|bench|examples)\//.test(file))
      .map((file) => `${file} is not for others`),
    ...(OURS.test(readFileSync(path.join(place, 'package.json'), 'utf8'))
      ? ['package.json has words of our workspace']
      : []),
  ]
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

/** What each entry exports at run time, by `exports.txt`: classes, functions and constants. */
export function readExported(pkg: PublishedPackage): Record<string, string[]> {
  const text = readFileSync(path.join(ROOT, pkg.folder, 'exports.txt'), 'utf8')
  return Object.fromEntries(
    text
      .split('\n\n')
      .slice(1)
      .map((section) => {
        const [entry = '', ...lines] = section.trim().split('\n')
        const names = lines.flatMap((line) => /^ {2}(?:class|const|function) (\w+)$/.exec(line)?.[1] ?? [])
        return [entry, names.toSorted()]
      }),
  )
}

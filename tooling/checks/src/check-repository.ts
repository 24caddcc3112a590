import { existsSync } from 'node:fs'
import path from 'node:path'
import { checkDefaults } from './defaults.ts'
import { checkDocument, type Scripts } from './documents.ts'
import { checkExports } from './exports.ts'
import { checkLockfile, checkText } from './hygiene.ts'
import { checkLayers, checkManifest } from './layers.ts'
import { checkNames, readVocabulary, type Vocabulary } from './names.ts'
import { checkPackageShape } from './package-shape.ts'
import type { Problem } from './problem.ts'
import { checkPrograms } from './programs.ts'
import { checkRanges } from './ranges.ts'
import { listFiles, readManifest, readText, ROOT } from './repository.ts'
import { checkSettings, EXAMPLE, type Source } from './settings.ts'

const BINARY = /\.(png|jpe?g|webp|gif|ico|mp4|webm|mp3|wav|ogg|woff2?|ttf|zip|tgz|glb|wasm)$/i

const WORKSPACE = 'pnpm-workspace.yaml'

/** Everything that the repository demands of itself beyond types and lint. Empty means it is in order. */
export function checkRepository(root: string = ROOT): Problem[] {
  const files = listFiles(root).filter((file) => !BINARY.test(file))
  const sources = files
    .filter((file) => !/\.md$|pnpm-lock\.yaml$|^tooling\/checks\/.*\.test\.ts$/.test(file))
    .map((file) => ({ file, text: readText(file, root) }))
  const known: Known = {
    scripts: readScripts(files, root),
    vocabulary: readVocabulary(sources),
    workspace: files.includes(WORKSPACE) ? readText(WORKSPACE, root) : '',
  }
  return [...files.flatMap((file) => checkFile(file, known, root)), ...checkExample(files, sources, root)]
}

function checkExample(files: readonly string[], sources: readonly Source[], root: string): Problem[] {
  if (!files.includes(EXAMPLE)) return []
  const example = readText(EXAMPLE, root)
  const readmes = files
    .filter((file) => /^apps\/[^/]+\/README\.md$/.test(file))
    .map((file) => ({ file, text: readText(file, root) }))
  return [...checkSettings(example, sources), ...checkDefaults(example, [...sources, ...readmes])]
}

interface Known {
  scripts: Scripts
  vocabulary: Vocabulary
  /** Where the versions are that several packages share. */
  workspace: string
}

/** They tell what was, also of what is gone since. */
const HISTORY = /^docs\/decisions\/|CHANGELOG\.md$|^\.changeset\//

function checkFile(file: string, { scripts, vocabulary, workspace }: Known, root: string): Problem[] {
  const text = readText(file, root)
  if (file.endsWith('pnpm-lock.yaml')) return checkLockfile(file, text)
  const problems = checkText(file, text)
  if (/(^|\/)package\.json$/.test(file))
    problems.push(...checkPrograms(file, readManifest(file, root), (program) => readText(program, root)))
  if (file.endsWith('/package.json')) {
    const manifest = readManifest(file, root)
    const readme = file.replace('package.json', 'README.md')
    problems.push(...checkManifest(file, manifest), ...checkExports(file, root))
    problems.push(...checkRanges(file, text, manifest, workspace))
    problems.push(
      ...checkPackageShape(file, manifest, existsSync(path.join(root, readme)) ? readText(readme, root) : ''),
    )
  }
  if (file.endsWith('.md') && !file.endsWith('CHANGELOG.md')) {
    problems.push(...checkDocument(file, text, scripts, root))
    if (!HISTORY.test(file)) problems.push(...checkNames(file, text, vocabulary, root))
  }
  return [...problems, ...checkLayers(file, text)]
}

function readScripts(files: string[], root: string): Scripts {
  const namesOf = (file: string): Set<string> => new Set(Object.keys(readManifest(file, root).scripts ?? {}))
  const manifests = files.filter((file) => file.endsWith('/package.json') && !file.includes('__fixtures__'))
  return {
    root: files.includes('package.json') ? namesOf('package.json') : new Set(),
    packages: new Map(manifests.map((file) => [readManifest(file, root).name ?? '', namesOf(file)])),
  }
}

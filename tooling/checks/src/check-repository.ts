import { checkDocument, type Scripts } from './documents.ts'
import { checkLockfile, checkText } from './hygiene.ts'
import { checkLayers, checkManifest } from './layers.ts'
import type { Problem } from './problem.ts'
import { listFiles, readManifest, readText, ROOT } from './repository.ts'

const BINARY = /\.(png|jpe?g|webp|gif|ico|mp4|webm|mp3|wav|ogg|woff2?|ttf|zip|tgz|glb|wasm)$/i

/** Everything that the repository demands of itself beyond types and lint. Empty means it is in order. */
export function checkRepository(root: string = ROOT): Problem[] {
  const files = listFiles(root)
  const scripts = readScripts(files, root)
  return files.filter((file) => !BINARY.test(file)).flatMap((file) => checkFile(file, scripts, root))
}

function checkFile(file: string, scripts: Scripts, root: string): Problem[] {
  const text = readText(file, root)
  if (file.endsWith('pnpm-lock.yaml')) return checkLockfile(file, text)
  const problems = checkText(file, text)
  if (file.endsWith('/package.json')) problems.push(...checkManifest(file, readManifest(file, root)))
  if (file.endsWith('.md') && !file.endsWith('CHANGELOG.md')) {
    problems.push(...checkDocument(file, text, scripts, root))
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

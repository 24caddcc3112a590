import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-classic'

const HERE = fileURLToPath(new URL('../', import.meta.url))

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts'],
  types: ['node'],
  typeRoots: [path.join(HERE, 'node_modules/@types')],
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  customConditions: ['@jointo/source'],
}

/** Types by the name under which a piece of TypeScript exports them. */
export interface ReadTypes {
  checker: ts.TypeChecker
  /** @throws Error when there is none, or it is not what it should be */
  typeOf: (name: string) => ts.Type
}

/** Type-checks a piece of TypeScript that is in no file; imports in it are absolute paths. */
export function readTypes(source: string): ReadTypes {
  const entry = path.join(HERE, 'entry.ts')
  const disk = ts.createCompilerHost(OPTIONS)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => file === entry || disk.fileExists(file),
    readFile: (file) => (file === entry ? source : disk.readFile(file)),
    getSourceFile: (file, ...rest) =>
      file === entry ? ts.createSourceFile(file, source, rest[0]) : disk.getSourceFile(file, ...rest),
  }
  const program = ts.createProgram([entry], OPTIONS, host)
  const file = program.getSourceFile(entry)
  const wrong = program.getSemanticDiagnostics(file)[0]
  if (wrong)
    throw new Error(`The types can not be read: ${ts.flattenDiagnosticMessageText(wrong.messageText, ' ')}`)
  return { checker: program.getTypeChecker(), typeOf: (name) => exportedType(program, entry, name) }
}

function exportedType(program: ts.Program, entry: string, name: string): ts.Type {
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(entry)
  const module = file && checker.getSymbolAtLocation(file)
  const found = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name)
  const type = found && checker.getDeclaredTypeOfSymbol(found)
  if (!type || (type.flags & ts.TypeFlags.Any) !== 0) throw new Error(`There is no type ${name} to compare`)
  return type
}

/** An import of a type from a file, as TypeScript writes it. */
export function importType(name: string, as: string, file: string): string {
  return `import type { ${name} as ${as} } from ${JSON.stringify(file)}`
}

/** The declarations that a package shows first. */
export function declarationsOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const { types, exports } = manifest as { types?: string; exports?: { '.'?: { types?: string } } }
  return path.join(folder, exports?.['.']?.types ?? types ?? 'index.d.ts')
}

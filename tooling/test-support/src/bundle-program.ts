import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

/** Puts a script with all that it loads into a folder of its own, and says where it begins. */
export async function bundleProgram(script: string, folder: string): Promise<string> {
  const bundle = await rolldown({
    input: script,
    platform: 'node',
    // Packages that ask for what is not installed ask for it when they need it, as ever.
    logLevel: 'silent',
    resolve: { conditionNames: ['@jointo/source', 'node'] },
    plugins: [{ name: 'where-it-was', transform: { filter: { code: 'import.meta.' }, handler: placed } }],
  })
  await bundle.write({
    dir: folder,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    banner: BANNER,
  })
  await bundle.close()
  return path.join(folder, `${path.basename(script, '.ts')}.mjs`)
}

const BANNER = `import { createRequire as requireOf } from 'node:module'
import { pathToFileURL as urlOf } from 'node:url'
const resolveFrom = (place) => (name) => urlOf(requireOf(place).resolve(name)).href`

/** Each module finds the files beside it where they are. */
function placed(code: string, id: string): string {
  const place = JSON.stringify(pathToFileURL(id).href)
  return code.replaceAll('import.meta.url', place).replaceAll('import.meta.resolve', `resolveFrom(${place})`)
}

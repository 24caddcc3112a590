import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { folderSize } from '../folder-size.ts'
import type { Consumer } from './consumer.ts'
import type { Registry } from './registry.ts'

/** What a stranger gets with one package. */
export interface Footprint {
  /** Bytes of the archive that is downloaded. */
  archive: number
  /** Packages that come with it, ours and others'. */
  dependencies: number
  /** Bytes of all of them, unpacked. */
  installed: number
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
})

/** Of a package that npm installed. */
export async function measure({ folder, pkg }: Consumer, registry: Registry): Promise<Footprint> {
  const text = readFileSync(path.join(folder, 'package-lock.json'), 'utf8')
  const { packages } = lockSchema.parse(JSON.parse(text))
  const folders = Object.entries(packages)
    .filter(
      ([name, { dev, devOptional }]) =>
        name !== '' && !dev && !devOptional && existsSync(path.join(folder, name)),
    )
    .map(([name]) => path.join(folder, name))
  const sizes = await Promise.all(folders.map(ownSize))
  const file = `${pkg.name.split('/')[1]}-${pkg.version}.tgz`
  const archive = await fetch(`${registry.url}/${pkg.name}/-/${file}`)
  return {
    archive: (await archive.bytes()).length,
    dependencies: folders.length - 1,
    installed: sizes.reduce((sum, size) => sum + size, 0),
  }
}

/** Without the packages that lie inside, which have their own entry. */
async function ownSize(folder: string): Promise<number> {
  const inside = path.join(folder, 'node_modules')
  return (await folderSize(folder)) - (existsSync(inside) ? await folderSize(inside) : 0)
}

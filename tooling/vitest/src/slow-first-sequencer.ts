import { createHash } from 'node:crypto'
import path from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { SLOW_FILES } from './slow-files.ts'

/** The slow files first, so that none of them is left alone at the end; the rest in an order that only the seed decides. */
export class SlowFirstSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root, sequence } = this.ctx.config
    const placed = files.map((file) => {
      const name = path.relative(root, file.moduleId).replaceAll(path.sep, '/')
      const slow = SLOW_FILES.indexOf(name)
      const key = createHash('sha256').update(`${sequence.seed} ${name}`).digest('hex')
      return { file, rank: slow === -1 ? SLOW_FILES.length : slow, key }
    })
    placed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))
    return placed.map(({ file }) => file)
  }
}

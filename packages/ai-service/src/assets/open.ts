import type { ServiceContext } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { reachStorage } from '../storage/reach.ts'
import type { AssetRange, ByteRange, OpenedAsset, Principal } from '../types.ts'
import { presentAsset, readAsset } from './get.ts'

export async function openAsset(
  context: ServiceContext,
  principal: Principal,
  assetId: string,
  wanted?: AssetRange,
): Promise<OpenedAsset> {
  const row = await readAsset(context, principal, assetId)
  const range = wanted === undefined ? undefined : resolveRange(wanted, row.bytes)
  const { stream } = await reachStorage(() => context.storage.open(row.storageKey, range))
  return { asset: presentAsset(row), stream, ...(range === undefined ? {} : { range }) }
}

/** @throws ServiceError `range_not_satisfiable` */
export function resolveRange(wanted: AssetRange, size: number): ByteRange {
  const start = wanted.suffix === undefined ? (wanted.start ?? 0) : Math.max(0, size - wanted.suffix)
  const end = Math.min(wanted.end ?? size - 1, size - 1)
  if (start >= size || start > end || wanted.suffix === 0) {
    throw new ServiceError('range_not_satisfiable', `The file has ${size} bytes.`)
  }
  return { start, end }
}

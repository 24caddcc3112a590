import { SettingsError } from '@jointo/ai-service'
import { BlockList, isIP } from 'node:net'

/** What one account may ask for, over all of its keys. 0: as much as it likes. */
export interface LimitSettings {
  /** Jobs and generations. Default 60. */
  createsPerMinute: number
  /** Chats and embeddings. Default 600. */
  callsPerMinute: number
  /** Everything else. Default 600. */
  readsPerMinute: number
  /** Event streams open at once, in one process. Default 20. */
  streams: number
  /** Uploads at once, in one process. Default 4. */
  uploads: number
  /** Memory for bodies above 256 kB, of all accounts together in one process. Default 256. */
  bodyMebibytes: number
  /** Keys that nobody has, from one address. Default 600. */
  wrongKeysPerMinute: number
  /** Whose word about the address of a client is taken. */
  trustedProxies: BlockList
  /** Processes with the same one count together. */
  redisUrl: string | undefined
}

/** At once only: for apps that are made by hand, in tests. */
export const NO_RATES: LimitSettings = {
  createsPerMinute: 0,
  callsPerMinute: 0,
  readsPerMinute: 0,
  streams: 20,
  uploads: 4,
  bodyMebibytes: 256,
  wrongKeysPerMinute: 0,
  trustedProxies: new BlockList(),
  redisUrl: undefined,
}

/** @throws SettingsError that names the variable and the cure */
export function readLimitSettings(env: NodeJS.ProcessEnv): LimitSettings {
  // Somebody who tries things out on his own machine runs loops.
  const whenAlone = (usual: number): number => (env['JOINTO_EMBEDDED'] === '1' ? 0 : usual)
  return {
    createsPerMinute: readCount(env, 'RATE_LIMIT_CREATES_PER_MINUTE', whenAlone(60)),
    callsPerMinute: readCount(env, 'RATE_LIMIT_CALLS_PER_MINUTE', whenAlone(600)),
    readsPerMinute: readCount(env, 'RATE_LIMIT_READS_PER_MINUTE', whenAlone(600)),
    streams: readCount(env, 'RATE_LIMIT_STREAMS', 20),
    uploads: readCount(env, 'RATE_LIMIT_UPLOADS', 4),
    bodyMebibytes: readBodyMemory(env),
    wrongKeysPerMinute: readCount(env, 'RATE_LIMIT_WRONG_KEYS_PER_MINUTE', 600),
    trustedProxies: readProxies(env),
    redisUrl: readRedis(env),
  }
}

function readCount(env: NodeJS.ProcessEnv, name: string, usual: number): number {
  const text = env[name]?.trim() || String(usual)
  if (!/^\d{1,7}$/.test(text)) {
    throw new SettingsError([`${name} is "${text}": set it to a whole number, or to 0 for no limit`])
  }
  return Number(text)
}

/** With less, a form with files would have no room at all. */
const LEAST_BODY_MEBIBYTES = 64

function readBodyMemory(env: NodeJS.ProcessEnv): number {
  const mebibytes = readCount(env, 'BODY_MEMORY_MB', 256)
  if (mebibytes === 0 || mebibytes >= LEAST_BODY_MEBIBYTES) return mebibytes
  throw new SettingsError([
    `BODY_MEMORY_MB is ${mebibytes}: set it to ${LEAST_BODY_MEBIBYTES} or more, or to 0 for no limit`,
  ])
}

function readRedis(env: NodeJS.ProcessEnv): string | undefined {
  const text = env['REDIS_URL']?.trim()
  if (!text) return undefined
  if (!/^rediss?:\/\/[^/]/.test(text) || !URL.canParse(text)) {
    // In the words of the service, which reads it for its vendors: one line is enough.
    throw new SettingsError(['REDIS_URL must be an address such as redis://127.0.0.1:6379: set it to one.'])
  }
  return text
}

function readProxies(env: NodeJS.ProcessEnv): BlockList {
  const list = new BlockList()
  for (const entry of (env['TRUSTED_PROXIES'] ?? '').split(',').map((part) => part.trim())) {
    if (entry === '') continue
    const [address = '', bits] = entry.split('/')
    const family = isIP(address)
    const most = family === 4 ? 32 : 128
    if (family === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))) {
      throw new SettingsError([
        `TRUSTED_PROXIES holds "${entry}": set it to addresses and networks such as 10.0.0.0/8,127.0.0.1`,
      ])
    }
    list.addSubnet(address, Number(bits ?? most), family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

/** The parts of the public API's answers that the console reads. */
export type Kind =
  | 'image'
  | 'image_edit'
  | 'image_upscale'
  | 'video'
  | 'video_upscale'
  | 'speech'
  | 'sound'
  | 'music'
  | 'voice'
  | 'transcription'
  | 'translation'
  | 'model_3d'

export type Status = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'

export interface Output {
  asset_id: string
  url: string | null
  media_type: string
  bytes: number
  sha256: string
  width: number | null
  height: number | null
  duration_seconds: number | null
  deleted_at: string | null
}

export interface Job {
  id: string
  kind: Kind
  model: string
  provider: string
  status: Status
  stage: string
  progress: number
  input: Record<string, unknown>
  output: Output[]
  error: { code: string; message: string; safe_to_retry: boolean } | null
  credits: { quoted: string; held: string; charged: string }
  warnings: { code: string; message: string; param?: string }[]
  metadata: Record<string, string>
  created_at: string
  started_at: string | null
  finished_at: string | null
}

export interface Page<T> {
  data: T[]
  has_more: boolean
  next_cursor: string | null
}

export type MediaRole = 'first_frame' | 'last_frame' | 'reference' | 'mask' | 'source'

export interface Limits {
  inputs?: string[]
  required?: string[]
  maxPromptLength?: number
  minPromptLength?: number
  maxTextLength?: number
  sizes?: string[]
  aspectRatios?: string[]
  resolutions?: string[]
  durations?: { min: number; max: number; step?: number } | number[]
  defaultDurationSeconds?: number
  maxInputSeconds?: number
  maxOutputs?: number
  images?: { min: number; max: number; roles: MediaRole[]; requiredRoles?: MediaRole[] }
  qualities?: string[]
  formats?: string[]
  styles?: string[]
  voices?: string[]
  languages?: string[]
  backgrounds?: string[]
  strength?: { min: number; max: number }
  maxSeed?: number
  maxOutputTokens?: number
}

export interface Rate {
  unit: string
  credits: string
  per: number
  when?: Record<string, string | boolean>
  description: string
}

export interface Model {
  id: string
  owned_by: string
  title: string
  description: string
  kinds: string[]
  available: boolean
  limits: Limits
  price: { rates: Rate[] } | null
}

export interface QuoteLine {
  description: string
  quantity: string
  unit: string
  unit_amount: string
  amount: string
}

export interface Quote {
  id: string
  credits: string
  lines: QuoteLine[]
  expires_at: string
}

export interface Balance {
  balance: string
  held: string
  available: string
}

export interface Asset {
  id: string
  job_id: string | null
  media_type: string
  bytes: number
  width: number | null
  height: number | null
  duration_seconds: number | null
  created_at: string
}

export interface LedgerEntry {
  id: string
  kind: 'grant' | 'settle' | 'adjustment'
  amount: string
  balance: string
  job_id: string | null
  corrects: string | null
  description: string
  quote: { credits: string; lines: QuoteLine[] } | null
  created_at: string
}

export interface Delivery {
  id: string
  url: string
  event_type: string
  status: 'pending' | 'delivered' | 'failed'
  error: string | null
  attempts: {
    number: number
    created_at: string
    duration_ms: number | null
    status_code: number | null
    error: string | null
  }[]
  next_attempt_at: string | null
  created_at: string
}

import { z } from 'zod'

export interface Balance {
  /** Stability's credits of USD 0.01, with fractions. */
  credits: number
}

export interface Account {
  id: string
  email: string
  organizations: Organization[]
  /** An address. */
  profile_picture?: string | undefined
}

export interface Organization {
  id: string
  name: string
  role: string
  is_default: boolean
}

export interface Engine {
  /** Goes into `engine` of the v1 methods. */
  id: string
  name: string
  description: string
  /** AUDIO, CLASSIFICATION, PICTURE, STORAGE, TEXT or VIDEO; new words may appear. */
  type: string
}

export const balance: z.ZodType<Balance> = z.object({ credits: z.number() })

export const account: z.ZodType<Account> = z.object({
  id: z.string(),
  email: z.string(),
  organizations: z.array(
    z.object({ id: z.string(), name: z.string(), role: z.string(), is_default: z.boolean() }),
  ),
  profile_picture: z.string().optional().catch(undefined),
})

export const engines: z.ZodType<Engine[]> = z.array(
  z.object({ id: z.string(), name: z.string(), description: z.string(), type: z.string() }),
)

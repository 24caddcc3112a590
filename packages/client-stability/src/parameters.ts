import {
  checkArguments,
  InvalidArgumentError,
  type FormFields,
  type FormFile,
  type FormValue,
} from '@jointo/http-base'
import { z } from 'zod'
import { isUnchecked, type Unchecked } from './unchecked.ts'

type KeysOf<T> = T extends unknown ? keyof T : never
type ValueOf<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : undefined) : never
/** A check for every field that any branch of T has. */
type Checks<T> = { readonly [K in KeysOf<T>]-?: z.ZodType<ValueOf<T, K>> }

/** Every field can be a part of a form. */
export type FormParams<T> = { readonly [K in keyof T]: FormValue }

export interface Problem {
  field: string
  /** What is wrong and how to put it right. */
  message: string
}

/** What one field alone can't tell. */
export type Rule<T> = (params: T) => Problem | undefined | Promise<Problem | undefined>

/** What a route takes. */
export interface Parameters<T> {
  readonly fields: z.ZodType
  readonly rules: readonly Rule<T>[]
}

export function parameters<T>(checks: Checks<T>, ...rules: Rule<T>[]): Parameters<T> {
  const shape: Record<string, z.ZodType> = Object.fromEntries(Object.entries(checks))
  return { fields: z.strictObject(shape), rules }
}

/**
 * The form of a route, checked.
 *
 * @throws InvalidArgumentError that names the field at fault
 */
export async function checkForm<T extends FormParams<T>>(
  known: Parameters<T>,
  params: NoInfer<T> | Unchecked,
  maxBytes: number,
): Promise<FormFields> {
  if (isUnchecked(params)) return params.unchecked
  return checkAs(known, params, (checked) => toForm(checked, maxBytes))
}

/**
 * What `build` makes of the parameters, once they are right. Rules come last, as they may read whole files.
 *
 * @throws InvalidArgumentError that names the field at fault
 */
export async function checkAs<T, Built>(
  { fields, rules }: Parameters<T>,
  params: T,
  build: (checked: T) => Built,
): Promise<Built> {
  checkArguments<unknown>(fields, params)
  const built = build(params)
  for (const rule of rules) {
    const problem = await rule(params)
    if (problem !== undefined) throw invalid(problem)
  }
  return built
}

function toForm<T extends FormParams<T>>(params: T, maxBytes: number): FormFields {
  const form: Record<string, FormValue> = {}
  for (const name in params) form[name] = params[name]
  return checkFormSize(form, maxBytes)
}

/** Head and boundary of one part, rounded up. */
const PART_BYTES = 256

/**
 * Stability limits the whole request: all parts share it.
 *
 * @throws InvalidArgumentError that names the largest part
 */
export function checkFormSize(form: FormFields, maxBytes: number): FormFields {
  const parts = Object.entries(form).flatMap(([field, value]) =>
    listOf(value).map((part) => ({ field, bytes: sizeOf(part) })),
  )
  const bytes = parts.reduce((sum, part) => sum + part.bytes + PART_BYTES, 0)
  if (bytes <= maxBytes) return form
  const largest = parts.reduce((one, other) => (one.bytes >= other.bytes ? one : other))
  throw invalid({
    field: largest.field,
    message: `the whole request has ${bytes} bytes and may have ${maxBytes}, all files together: send smaller files`,
  })
}

function listOf(value: FormValue): readonly (string | number | boolean | FormFile)[] {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}

function isList(value: FormValue): value is readonly string[] | readonly FormFile[] {
  return Array.isArray(value)
}

function sizeOf(part: string | number | boolean | FormFile): number {
  if (typeof part !== 'object') return Buffer.byteLength(String(part))
  return part.bytes instanceof Blob ? part.bytes.size : part.bytes.length
}

function invalid({ field, message }: Problem): InvalidArgumentError {
  return new InvalidArgumentError(`${field}: ${message}`, field)
}

/** A value that survives `JSON.parse(JSON.stringify(value))` unchanged. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/** What may be stored in a `jsonb` column and opened by another process. */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

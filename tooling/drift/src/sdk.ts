/** One of our methods, or several that share the work of one: what any of them takes is enough. */
export type Counterpart = string | readonly string[] | NamedCounterpart

/** Where the methods' own types do not fit the SDK's, types to compare in their place; `ours.` is what we export. */
export interface NamedCounterpart {
  methods: readonly string[]
  sent?: string
  reply?: string
}

/** Differences that are meant to be, and why. */
export interface Acceptance {
  reason: string
  /** Lines copied from the output. `*` stands for anything. */
  differences: readonly string[]
}

/** An SDK and the client of ours that speaks the same API. */
export interface SDK {
  /** Name of its package. */
  name: string
  /** Name of its client class. */
  client: string
  /** Resources to compare; all when left out. */
  resources?: readonly string[]
  ours: {
    /** Folder of the package, from the root of the repository. */
    folder: string
    client: string
    /** Fields by which a caller sends what the package does not know yet. */
    escapes: readonly string[]
  }
  /** Whether replies are compared too, not only what is sent. */
  replies: boolean
  /** Methods of the SDK and ours. */
  pairs: Readonly<Record<string, Counterpart>>
  accepted: readonly Acceptance[]
}

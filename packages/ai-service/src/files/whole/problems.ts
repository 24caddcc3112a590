import type { FileWindow } from './file-window.ts'

export interface LookOptions {
  /**
   * For what strangers bring: nothing may be damaged or hide behind the end. Else what players and viewers read all the same is
   * whole.
   */
  strict: boolean
}

/** @returns what is wrong with a file, in a customer's words; undefined when nothing is */
export type Look = (file: FileWindow, options: LookOptions) => Promise<string | undefined>

export const CUT = 'the file is cut off'

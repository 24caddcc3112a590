/** Something that the repository does not allow, where it is, and why it is not allowed. */
export interface Problem {
  /** Path from the root of the repository. */
  file: string
  /** From 1; 0 when it concerns the whole file. */
  line: number
  message: string
}

export function format({ file, line, message }: Problem): string {
  return `${line > 0 ? `${file}:${line}` : file}: ${message}`
}

/** One problem for each line on which `pattern` is found. */
export function findLines(file: string, text: string, pattern: RegExp, message: string): Problem[] {
  return text
    .split('\n')
    .flatMap((content, index) => (pattern.test(content) ? [{ file, line: index + 1, message }] : []))
}

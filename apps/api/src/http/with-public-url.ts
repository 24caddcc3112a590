/** Links in answers are absolute; the service knows only their paths. */
export function withPublicUrl(path: string, publicUrl: string): string {
  return path.startsWith('/') ? publicUrl + path : path
}

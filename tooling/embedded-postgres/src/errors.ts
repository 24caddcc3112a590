/** The embedded database cannot run here. The message is one line and names the cure. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

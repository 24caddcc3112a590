import type { createH264MP4Encoder } from 'h264-mp4-encoder'

/** Loaded at the first video, as few tests need one. */
export async function loadEncoder(): Promise<{ createH264MP4Encoder: typeof createH264MP4Encoder }> {
  const unhook = rememberErrorListeners()
  const { default: encoder } = await import('h264-mp4-encoder')
  unhook()
  return encoder
}

/** The encoder's runtime hooks into the process's error events when loaded; a test process wants its own there. */
function rememberErrorListeners(): () => void {
  const exceptions = process.listeners('uncaughtException')
  const rejections = process.listeners('unhandledRejection')
  return () => {
    for (const listener of process.listeners('uncaughtException')) {
      if (!exceptions.includes(listener)) process.off('uncaughtException', listener)
    }
    for (const listener of process.listeners('unhandledRejection')) {
      if (!rejections.includes(listener)) process.off('unhandledRejection', listener)
    }
  }
}

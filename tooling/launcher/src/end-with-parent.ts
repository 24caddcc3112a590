// Loaded into each app before its own code: the app ends in good order when the launcher is gone, even
// after `kill -9`, because the channel between the two closes then.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 10_000).unref()
})
// Watching must not keep an app alive that has nothing left to do.
process.channel?.unref()

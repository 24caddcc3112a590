import { startTestS3 } from '@jointo/test-support'

/** An S3 server in a process of its own. Tells where it is in one line, and ends with its parent. */
const s3 = await startTestS3('chaos')
process.stdout.write(`${JSON.stringify(s3)}\n`)
process.stdin.resume().on('close', () => void s3.stop().then(() => process.exit()))

import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, onTestFinished, test } from 'vitest'
import { startTestS3, type TestS3 } from '../src/index.ts'

function client(s3: TestS3, secretAccessKey = s3.secretAccessKey): S3Client {
  return new S3Client({
    endpoint: s3.endpoint,
    region: s3.region,
    forcePathStyle: true,
    credentials: { accessKeyId: s3.accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

test('it stores objects, serves ranges, and refuses a wrong secret', async () => {
  const s3 = await startTestS3()
  onTestFinished(() => s3.stop())
  const object = { Bucket: s3.bucket, Key: 'a/picture.png' }
  await client(s3).send(new PutObjectCommand({ ...object, Body: 'abcdef', ContentType: 'image/png' }))
  const reply = await client(s3).send(new GetObjectCommand({ ...object, Range: 'bytes=2-3' }))
  expect([await reply.Body?.transformToString(), reply.ContentType]).toEqual(['cd', 'image/png'])
  await expect(client(s3, 'guess').send(new GetObjectCommand(object))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  })
})

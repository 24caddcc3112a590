import type { Hono } from 'hono'
import type { Colour } from '../media/colour.ts'
import { encodePicture } from '../media/picture.ts'
import { sendFile } from '../media/send-file.ts'
import { checkSignature, noSuchFile, signedPath } from '../signed-files.ts'
import { sendReply, type VendorEnv } from '../vendor.ts'

export type ImageFormat = 'png' | 'jpeg' | 'webp'

/** The whole picture is in its name, so nothing need be kept. */
export const signedImagePath = (width: number, height: number, colour: Colour, format: ImageFormat): string =>
  signedPath(`/_files/${width}x${height}-${colour.join('-')}.${format}`)

/** The foreign store that families outside OpenAI's leave their pictures in. */
export function addImageFileRoute(app: Hono<VendorEnv>): void {
  app.get('/_files/:file', (c) => {
    checkSignature(c)
    const name = /^(\d+)x(\d+)-(\d+)-(\d+)-(\d+)\.(\w+)$/.exec(c.req.param('file'))
    if (!name) return sendReply(noSuchFile())
    const [width = 0, height = 0, red = 0, green = 0, blue = 0] = name.slice(1, 6).map(Number)
    const format = name[6] === 'jpeg' || name[6] === 'webp' ? name[6] : 'png'
    return sendFile(c, encodePicture(format, width, height, [red, green, blue]), `image/${format}`)
  })
}

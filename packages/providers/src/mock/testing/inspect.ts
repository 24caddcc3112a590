import { crc32, inflateSync } from 'node:zlib'
import { expect } from 'vitest'

/** A part of a file: chunk or box. */
interface Part {
  type: string
  body: Buffer
}

/** Checks chunks, checksums and rows of a PNG as written here: RGB, 8 bits. */
export function inspectPng(file: Uint8Array): { width: number; height: number } {
  const png = Buffer.from(file)
  expect(png.toString('hex', 0, 8)).toBe('89504e470d0a1a0a')
  const parts: Part[] = []
  let offset = 8
  for (; offset < png.length; offset += 12 + (parts.at(-1)?.body.length ?? 0)) {
    const length = png.readUInt32BE(offset)
    const type = png.toString('latin1', offset + 4, offset + 8)
    const end = offset + 8 + length
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(offset + 4, end)))
    parts.push({ type, body: png.subarray(offset + 8, end) })
  }
  expect(offset).toBe(png.length)
  expect(parts.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND'])
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  expect(inflateSync(parts[1]?.body ?? Buffer.alloc(0))).toHaveLength(height * (width * 3 + 1))
  return { width, height }
}

/** Checks sizes and chunks of a WAV, and that it can be heard without being cut off. */
export function inspectWav(file: Uint8Array): { seconds: number; chunks: string[]; samples: Int16Array } {
  const wav = Buffer.from(file)
  expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8)
  const parts: Part[] = []
  let offset = 12
  while (offset < wav.length) {
    const length = wav.readUInt32LE(offset + 4)
    const body = wav.subarray(offset + 8, offset + 8 + length)
    parts.push({ type: wav.toString('latin1', offset, offset + 4), body })
    offset += 8 + length + (length % 2)
  }
  expect(offset).toBe(wav.length)
  const format = parts.find(({ type }) => type === 'fmt ')?.body ?? Buffer.alloc(16)
  const [coding, channels, rate, bits] = [0, 2, 4, 14].map((at) =>
    at === 4 ? format.readUInt32LE(at) : format.readUInt16LE(at),
  )
  expect({ coding, channels, bits }).toEqual({ coding: 1, channels: 1, bits: 16 })
  expect(format.readUInt32LE(8)).toBe((rate ?? 0) * 2)
  const data = parts.find(({ type }) => type === 'data')?.body ?? Buffer.alloc(0)
  const samples = Int16Array.from({ length: data.length / 2 }, (_, index) => data.readInt16LE(index * 2))
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  expect(loudest).toBeGreaterThan(1_000)
  expect(loudest).toBeLessThan(32_700)
  return { seconds: samples.length / (rate ?? 0), chunks: parts.map(({ type }) => type), samples }
}

interface Gltf {
  asset: { version: string }
  nodes: { name: string }[]
  materials: { pbrMetallicRoughness: { baseColorFactor: number[] } }[]
  accessors: {
    bufferView: number
    componentType: number
    count: number
    type: string
    min?: number[]
    max?: number[]
  }[]
  bufferViews: { byteOffset: number; byteLength: number }[]
  buffers: { byteLength: number }[]
}

/** Checks header, chunks and accessors of a GLB with positions, normals and indices. */
export function inspectGlb(file: Uint8Array): { gltf: Gltf; positions: number[][]; chunks: string[] } {
  const glb = Buffer.from(file)
  expect(glb.toString('latin1', 0, 4)).toBe('glTF')
  expect([glb.readUInt32LE(4), glb.readUInt32LE(8)]).toEqual([2, glb.length])
  const parts: Part[] = []
  let offset = 12
  while (offset < glb.length) {
    const length = glb.readUInt32LE(offset)
    expect(length % 4).toBe(0)
    parts.push({
      type: glb.toString('latin1', offset + 4, offset + 8),
      body: glb.subarray(offset + 8, offset + 8 + length),
    })
    offset += 8 + length
  }
  expect(offset).toBe(glb.length)
  const gltf: Gltf = JSON.parse(parts.find(({ type }) => type === 'JSON')?.body.toString() ?? '')
  const binary = parts.find(({ type }) => type === 'BIN\0')?.body ?? Buffer.alloc(0)
  expect(gltf.asset.version).toBe('2.0')
  expect(gltf.buffers[0]?.byteLength).toBeLessThanOrEqual(binary.length)
  const [positions = [], normals = [], indices = []] = gltf.accessors.map((accessor) =>
    readAccessor(gltf, accessor, binary),
  )
  for (const normal of normals) expect(Math.hypot(...normal)).toBeCloseTo(1, 5)
  for (const [index = -1] of indices) expect(index).toBeLessThan(positions.length)
  expect(normals).toHaveLength(positions.length)
  expect(indices.length % 3).toBe(0)
  const [{ min = [], max = [] } = {}] = gltf.accessors
  for (const axis of [0, 1, 2]) {
    const values = positions.map((position) => position[axis] ?? NaN)
    expect([Math.min(...values), Math.max(...values)]).toEqual([min[axis], max[axis]])
  }
  return { gltf, positions, chunks: parts.map(({ type }) => type) }
}

function readAccessor(gltf: Gltf, accessor: Gltf['accessors'][number], binary: Buffer): number[][] {
  const view = gltf.bufferViews[accessor.bufferView]
  const isFloat = accessor.componentType === 5126
  const size = isFloat ? 4 : 2
  const width = accessor.type === 'VEC3' ? 3 : 1
  expect(view?.byteLength).toBe(accessor.count * width * size)
  const start = view?.byteOffset ?? NaN
  expect(start % size).toBe(0)
  expect(start + accessor.count * width * size).toBeLessThanOrEqual(gltf.buffers[0]?.byteLength ?? 0)
  return Array.from({ length: accessor.count }, (_, item) =>
    Array.from({ length: width }, (_unused, part) => {
      const at = start + (item * width + part) * size
      return isFloat ? binary.readFloatLE(at) : binary.readUInt16LE(at)
    }),
  )
}

/** Checks that the boxes of an MP4 fill it, and that every frame lies in its data. */
export function inspectMp4(file: Uint8Array): { frames: number; boxes: string[] } {
  const mp4 = Buffer.from(file)
  const boxes: { type: string; start: number; end: number }[] = []
  let offset = 0
  while (offset < mp4.length) {
    const end = offset + mp4.readUInt32BE(offset)
    boxes.push({ type: mp4.toString('latin1', offset + 4, offset + 8), start: offset, end })
    offset = end
  }
  expect(offset).toBe(mp4.length)
  expect(boxes[0]?.type).toBe('ftyp')
  const data = boxes.find(({ type }) => type === 'mdat')
  const sizes = mp4.indexOf('stsz')
  const frames = mp4.readUInt32BE(sizes + 12)
  const bytes = Array.from({ length: frames }, (_, frame) => mp4.readUInt32BE(sizes + 16 + frame * 4))
  const first = mp4.readUInt32BE(mp4.indexOf('stco') + 12)
  expect(first).toBeGreaterThanOrEqual(data?.start ?? Infinity)
  expect(first + bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(data?.end ?? 0)
  return { frames, boxes: boxes.map(({ type }) => type) }
}

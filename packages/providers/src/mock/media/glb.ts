import type { Colour } from './palette.ts'

/** Triangles of one colour. Three numbers for each position and normal, three indices for each triangle. */
export interface Mesh {
  name: string
  positions: Float32Array
  normals: Float32Array
  indices: Uint16Array
  colour: Colour
}

const FLOAT = 5126
const UNSIGNED_SHORT = 5123
const VERTICES = 34962
const INDICES = 34963

/** A binary glTF 2.0 file with one mesh. */
export function encodeGlb(mesh: Mesh): Uint8Array {
  const parts = [mesh.positions, mesh.normals, mesh.indices]
  const binary = Buffer.concat(
    parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)),
  )
  const json = chunk('JSON', Buffer.from(JSON.stringify(describe(mesh))), ' ')
  const data = chunk('BIN\0', binary, '\0')
  const header = Buffer.alloc(12)
  header.write('glTF', 0, 'latin1')
  header.writeUInt32LE(2, 4)
  header.writeUInt32LE(header.length + json.length + data.length, 8)
  return Buffer.concat([header, json, data])
}

function describe({ name, positions, normals, indices, colour }: Mesh): object {
  const afterPositions = positions.byteLength
  const afterNormals = afterPositions + normals.byteLength
  const count = positions.length / 3
  return {
    asset: { version: '2.0', generator: 'Jointo AI mock' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, NORMAL: 1 }, indices: 2, material: 0 }] }],
    materials: [
      {
        doubleSided: true,
        pbrMetallicRoughness: {
          baseColorFactor: [...colour.map((value) => (value / 255) ** 2.2), 1],
          metallicFactor: 0.1,
          roughnessFactor: 0.6,
        },
      },
    ],
    accessors: [
      { bufferView: 0, componentType: FLOAT, count, type: 'VEC3', ...bounds(positions) },
      { bufferView: 1, componentType: FLOAT, count, type: 'VEC3' },
      { bufferView: 2, componentType: UNSIGNED_SHORT, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: positions.byteLength, target: VERTICES },
      { buffer: 0, byteOffset: afterPositions, byteLength: normals.byteLength, target: VERTICES },
      { buffer: 0, byteOffset: afterNormals, byteLength: indices.byteLength, target: INDICES },
    ],
    buffers: [{ byteLength: afterNormals + indices.byteLength }],
  }
}

/** Viewers need the bounds of the positions to place the camera. */
function bounds(positions: Float32Array): { min: number[]; max: number[] } {
  const axes = [0, 1, 2].map((axis) => positions.filter((_, index) => index % 3 === axis))
  return { min: axes.map((values) => Math.min(...values)), max: axes.map((values) => Math.max(...values)) }
}

function chunk(type: string, body: Buffer, filler: string): Buffer {
  const padding = Buffer.alloc((4 - (body.length % 4)) % 4, filler)
  const head = Buffer.alloc(8)
  head.writeUInt32LE(body.length + padding.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body, padding])
}

/** A tetrahedron as binary glTF 2.0 with a coloured material: small, and a real model. */
export function encodeGlb([red, green, blue]: readonly number[]): Uint8Array<ArrayBuffer> {
  const positions = new Float32Array([0, 1, 0, -1, -1, 1, 1, -1, 1, 0, -1, -1])
  const indices = new Uint16Array([0, 1, 2, 0, 2, 3, 0, 3, 1, 1, 3, 2])
  const data = Buffer.concat([Buffer.from(positions.buffer), Buffer.from(indices.buffer)])
  const colour = [red, green, blue].map((value) => (value ?? 0) / 255)
  const document = {
    asset: { version: '2.0', generator: 'vendor-sim' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [{ pbrMetallicRoughness: { baseColorFactor: [...colour, 1] } }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 4, type: 'VEC3', min: [-1, -1, -1], max: [1, 1, 1] },
      { bufferView: 1, componentType: 5123, count: 12, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 48, target: 34962 },
      { buffer: 0, byteOffset: 48, byteLength: 24, target: 34963 },
    ],
    buffers: [{ byteLength: data.length }],
  }
  const json = chunk('JSON', pad(Buffer.from(JSON.stringify(document)), ' '))
  const binary = chunk('BIN\0', pad(data, '\0'))
  const head = Buffer.alloc(12)
  head.write('glTF', 'latin1')
  head.writeUInt32LE(2, 4)
  head.writeUInt32LE(12 + json.length + binary.length, 8)
  return new Uint8Array(Buffer.concat([head, json, binary]))
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(data.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data])
}

/** Chunks end on four bytes. */
function pad(data: Buffer, filler: string): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4, filler)])
}

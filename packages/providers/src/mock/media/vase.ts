import { encodeGlb } from './glb.ts'
import { noiseOf } from './noise.ts'
import { paletteOf } from './palette.ts'

const RINGS = 24
const SEGMENTS = 32

/** A GLB of a turned vase whose outline and colour depend on the words. */
export function renderVase(words: string, seed: number): Uint8Array {
  const noise = noiseOf(`${seed}\n${words}`)
  const waves = [1, 2, 3].map((count) => ({
    count,
    height: noise() * (0.2 / count),
    shift: noise() * Math.PI,
  }))
  const radius = (height: number): number =>
    waves.reduce(
      (sum, { count, height: swing, shift }) => sum + swing * Math.sin(Math.PI * count * height + shift),
      0.5,
    )
  const positions: number[] = []
  const normals: number[] = []
  for (let ring = 0; ring <= RINGS; ring += 1) {
    const height = ring / RINGS
    const slope = (radius(height + 0.01) - radius(height - 0.01)) / 0.04
    const length = Math.hypot(1, slope)
    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      const angle = (2 * Math.PI * segment) / SEGMENTS
      const [across, along] = [Math.cos(angle), Math.sin(angle)]
      positions.push(across * radius(height), height * 2 - 1, along * radius(height))
      normals.push(across / length, -slope / length, along / length)
    }
  }
  return encodeGlb({
    name: words.slice(0, 60) || 'vase',
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    indices: Uint16Array.from(triangles()),
    colour: paletteOf(words, seed).glow,
  })
}

/** Two for each field between two rings. */
function triangles(): number[] {
  const indices: number[] = []
  for (let ring = 0; ring < RINGS; ring += 1) {
    for (let segment = 0; segment < SEGMENTS; segment += 1) {
      const here = ring * SEGMENTS + segment
      const beside = ring * SEGMENTS + ((segment + 1) % SEGMENTS)
      indices.push(here, here + SEGMENTS, beside, beside, here + SEGMENTS, beside + SEGMENTS)
    }
  }
  return indices
}

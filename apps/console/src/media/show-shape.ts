import {
  AmbientLight,
  Box3,
  DirectionalLight,
  HemisphereLight,
  PerspectiveCamera,
  Scene,
  Sphere,
  Spherical,
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'

export interface ShownShape {
  /** By steps to the right and down. */
  turn(right: number, down: number): void
}

const STEP = Math.PI / 16

/** Draws a GLB into a place until the signal fires. Rejects where it can't be read or drawn. */
export async function showShape(place: HTMLElement, url: string, signal: AbortSignal): Promise<ShownShape> {
  const renderer = new WebGLRenderer({ antialias: true, alpha: true })
  signal.addEventListener('abort', () => {
    renderer.setAnimationLoop(null)
    renderer.dispose()
    renderer.domElement.remove()
  })
  const { scene: shape } = await new GLTFLoader().loadAsync(url)
  signal.throwIfAborted()
  const { center, radius } = new Box3().setFromObject(shape).getBoundingSphere(new Sphere())
  shape.position.sub(center)

  const scene = new Scene()
  const sun = new DirectionalLight(0xffffff, 2.2)
  sun.position.set(2, 4, 3)
  scene.add(shape, new HemisphereLight(0xffffff, 0x6a5fe4, 1.4), new AmbientLight(0xffffff, 0.4), sun)
  const camera = new PerspectiveCamera(40, 1, radius / 100, radius * 100)
  camera.position.set(radius * 1.4, radius * 0.9, radius * 2.4)
  const controls = new OrbitControls(camera, renderer.domElement)
  controls.enableDamping = true
  controls.autoRotate = !matchMedia('(prefers-reduced-motion: reduce)').matches
  controls.addEventListener('start', () => (controls.autoRotate = false))

  place.append(renderer.domElement)
  let isDrawn = false
  const resize = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = place
    renderer.setPixelRatio(Math.min(devicePixelRatio, 2))
    renderer.setSize(width, height, false)
    camera.aspect = width / Math.max(height, 1)
    camera.updateProjectionMatrix()
    isDrawn = false
  })
  resize.observe(place)
  signal.addEventListener('abort', () => {
    resize.disconnect()
    controls.dispose()
  })
  renderer.setAnimationLoop(() => {
    // What stands still is drawn once.
    if (!controls.update() && isDrawn) return
    isDrawn = true
    renderer.render(scene, camera)
  })
  return {
    turn(right, down) {
      controls.autoRotate = false
      const position = new Spherical().setFromVector3(camera.position)
      position.theta += right * STEP
      position.phi += down * STEP
      camera.position.copy(new Vector3().setFromSpherical(position.makeSafe()))
    },
  }
}

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    target: 'es2022',
    // Older ones have no light-dark(), and what stands in for it does not know Mantine's schemes.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Everything under a name that holds its hash: the policy of the pages allows no data: scripts or styles.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
  },
})

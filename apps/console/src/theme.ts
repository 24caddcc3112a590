import { createTheme, type CSSVariablesResolver } from '@mantine/core'

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  colors: {
    iris: [
      '#f3f2ff',
      '#e4e2fd',
      '#c8c4f8',
      '#aaa3f3',
      '#8f86ee',
      '#7a70ea',
      '#6a5fe4',
      '#5a4fd6',
      '#4a3fc1',
      '#3b32a0',
    ],
    gray: [
      '#f8f8fb',
      '#f1f1f6',
      '#e6e6ee',
      '#d8d8e3',
      '#c3c3d1',
      '#a4a4b5',
      '#68687a',
      '#565669',
      '#3b3b4c',
      '#23232f',
    ],
    dark: [
      '#e6e7ee',
      '#c3c5d2',
      '#a2a5b8',
      '#7a7d94',
      '#343748',
      '#272a39',
      '#1c1e2a',
      '#12131b',
      '#0d0e14',
      '#08090d',
    ],
  },
  components: {
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } },
    Button: { defaultProps: { radius: 'md' } },
    Modal: { defaultProps: { centered: true, radius: 'lg' } },
    Tooltip: { defaultProps: { withArrow: true } },
    Table: { defaultProps: { verticalSpacing: 'sm', highlightOnHover: true } },
  },
})

/** Contrast of small and quiet texts, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfbfd',
    '--mantine-color-dimmed': '#60606f',
    '--mantine-color-placeholder': '#6b6b7b',
    '--mantine-color-error': '#c02828',
    '--jointo-surface': '#ffffff',
    '--jointo-border': '#e4e4ec',
    '--jointo-well': '#f3f3f8',
  },
  dark: {
    '--mantine-color-dimmed': '#a2a5b8',
    '--mantine-color-placeholder': '#8b8ea3',
    '--mantine-color-error': '#ff8787',
    '--jointo-surface': '#1a1c27',
    '--jointo-border': '#2b2e3e',
    '--jointo-well': '#0d0e14',
  },
})

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
    // Words as they are written: capitals are read letter by letter.
    Badge: { defaultProps: { tt: 'none', fw: 600, miw: 'max-content' } },
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } },
    Button: { defaultProps: { radius: 'md' } },
    Modal: { defaultProps: { centered: true, radius: 'lg' } },
    Tooltip: { defaultProps: { withArrow: true } },
    Table: { defaultProps: { verticalSpacing: 'sm', highlightOnHover: true } },
  },
})

/** A light touch of a colour on whatever is below: full colours are too loud on dark. */
const tinted = (name: string, rgb: string, text: string): Record<string, string> => ({
  [`--mantine-color-${name}-light`]: `rgb(${rgb} / 18%)`,
  [`--mantine-color-${name}-light-hover`]: `rgb(${rgb} / 26%)`,
  [`--mantine-color-${name}-light-color`]: text,
})

/** Contrast of small and quiet texts, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfbfd',
    '--mantine-color-dimmed': '#60606f',
    '--mantine-color-placeholder': '#6b6b7b',
    '--mantine-color-error': '#c02828',
    '--mantine-color-gray-light': 'rgb(86 86 105 / 11%)',
    '--mantine-color-teal-light-color': '#05614a',
    '--mantine-color-orange-light-color': '#9a3f05',
    '--mantine-color-red-light-color': '#a51d1d',
    '--jointo-surface': '#ffffff',
    '--jointo-border': '#e4e4ec',
    '--jointo-well': '#f3f3f8',
  },
  dark: {
    '--mantine-color-dimmed': '#a2a5b8',
    '--mantine-color-placeholder': '#8b8ea3',
    '--mantine-color-error': '#ff8787',
    ...tinted('iris', '122 112 234', 'var(--mantine-color-iris-2)'),
    ...tinted('red', '250 82 82', '#ffb3b3'),
    ...tinted('teal', '32 201 151', '#7fe3c4'),
    ...tinted('orange', '255 146 43', '#ffc078'),
    ...tinted('gray', '162 165 184', 'var(--mantine-color-dark-1)'),
    '--jointo-surface': '#1a1c27',
    '--jointo-border': '#2b2e3e',
    '--jointo-well': '#0d0e14',
  },
})

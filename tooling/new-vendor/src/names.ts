import { NewVendorError } from './new-vendor-error.ts'

/** One vendor's name in each spelling. Templates spell it `vendor-name`, `vendorName`, `VendorName`… */
export interface VendorNames {
  /** `north-star`: folders, packages, model ids. */
  kebab: string
  /** `northStar` */
  camel: string
  /** `NorthStar` */
  pascal: string
  /** `NORTH_STAR` */
  constant: string
  /** `North Star`: in prose. */
  title: string
}

const LONGEST = 30

/** Words that can't name a constant, or that the simulators' and providers' own names use. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield ' +
    'all apps base close http image media mock options pricing provider reset sim spec standalone subject subjects ' +
    'vendor video'
  ).split(' '),
)

/** @throws NewVendorError that says what a name must look like */
export function readNames(kebab: string, title: string = titleOf(kebab)): VendorNames {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab) || kebab.length > LONGEST) {
    throw new NewVendorError(
      `"${kebab}" can't be a name: use small letters and digits, a letter first, words joined by single dashes, at most ${LONGEST} characters (acme, north-star).`,
      2,
    )
  }
  if (RESERVED.has(kebab)) {
    throw new NewVendorError(`"${kebab}" has a meaning of its own in the code: choose another name.`, 2)
  }
  if (!/^[\p{L}\p{N}][\p{L}\p{N} .&-]{0,39}$/u.test(title)) {
    throw new NewVendorError(`"${title}" can't be a title: use letters, digits, spaces, and . & -`, 2)
  }
  const words = kebab.split('-')
  const pascal = words.map(capital).join('')
  return {
    kebab,
    camel: `${words[0] ?? ''}${words.slice(1).map(capital).join('')}`,
    pascal,
    constant: words.join('_').toUpperCase(),
    title,
  }
}

/** The text of a template, or its path, for this vendor. */
export function fill(template: string, names: VendorNames, today: string): string {
  return template
    .replaceAll('vendor-name', names.kebab)
    .replaceAll('vendorName', names.camel)
    .replaceAll('VendorName', names.pascal)
    .replaceAll('VENDOR_NAME', names.constant)
    .replaceAll('Vendor Name', names.title)
    .replaceAll(/\bDATE\b/g, today)
}

function titleOf(kebab: string): string {
  return kebab.split('-').map(capital).join(' ')
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}

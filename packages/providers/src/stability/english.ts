/**
 * Signs of scripts that English is not written in. Greek letters stand in English formulas, so Stability itself may judge
 * them, as it does other languages in Latin script.
 */
const FOREIGN = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}\p{C}]/u

/** Whether a prompt may be English: Stability refuses every other language, by rules that it does not publish. */
export function isEnglish(text: string): boolean {
  return !FOREIGN.test(text)
}

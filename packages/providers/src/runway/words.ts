/** The words of a text: `Words<'a b'>` is `'a' | 'b'`. */
export type Words<Text extends string> = Text extends `${infer Word} ${infer Rest}`
  ? Word | Words<Rest>
  : Text

export function words<const Text extends string>(text: Text): readonly Words<Text>[] {
  return text.split(' ').filter((word): word is Words<Text> => word !== '')
}

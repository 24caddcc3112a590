import { Box, Spoiler, Text, type TextProps } from '@mantine/core'

/** Of a text in pixels, before the rest is folded away. */
const HEIGHT = 150

/** What somebody wrote, in the direction of its own script. However long it is, what stands below stays in reach. */
export function LongText({ text, ...look }: TextProps & { text: string }) {
  return (
    <Box mb="md">
      <Spoiler maxHeight={HEIGHT} showLabel="Show all of it" hideLabel="Show less">
        <Text className="words" dir="auto" {...look}>
          {text}
        </Text>
      </Spoiler>
    </Box>
  )
}

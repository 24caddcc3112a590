/** Words in a prompt that decide its fate, for tests that cannot reach the simulator's own controls. */
export const refuses = (prompt: string | undefined): boolean => prompt?.includes('[[refuse]]') ?? false
export const fails = (prompt: string | undefined): boolean => prompt?.includes('[[fail]]') ?? false
/** AIHubMix's OpenAI route only: the picture lies behind an address, as with families outside OpenAI's. */
export const leavesBehindAddress = (prompt: string | undefined): boolean =>
  prompt?.includes('[[link]]') ?? false
/** Stability only: produced, then blurred by moderation. */
export const blurs = (prompt: string | undefined): boolean => prompt?.includes('[[blur]]') ?? false

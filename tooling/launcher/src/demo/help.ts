export const DEMO_HELP = `Usage: pnpm demo [image|speech|video|all] [--out FOLDER]

Makes a picture, a speech, a video or all three (default) with the running API, saves the files,
and says what each cost.

  --out FOLDER       where the files go (jointo-demo)

  JOINTO_URL         the API (PUBLIC_URL, or http://HOST:PORT)
  JOINTO_API_KEY     the key (that of the demo account, in DATA_DIR/dev-api-key)

Exit codes: 0 all made, 1 something failed, 2 wrong arguments
`

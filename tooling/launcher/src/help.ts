/** What `pnpm start --help` prints. */
export const HELP = `Usage: pnpm start

Starts the API and the worker, and without DATABASE_URL a Postgres of its own beside them.
Ctrl-C stops everything within 10 seconds; a second Ctrl-C at once. An app that dies is started again.

  HOST, PORT          where the API listens (127.0.0.1, 8787; 0 takes any free port)
  DATA_DIR            database, stored files and keys (.jointo)
  DATABASE_URL        a Postgres 14 or newer instead of the embedded one
  MOCK_PROVIDER       on or off: models that need no vendor (on with the embedded database)
  LOG_LEVEL           debug, info, warn, error (info)
  AIHUBMIX_API_KEY, STABILITY_API_KEY, RUNWAYML_API_SECRET
                      vendors whose models are then offered

All other variables of the apps are passed on:
  node --conditions=@jointo/source apps/api/src/main.ts --help
`

/** What `--help` prints. */
export const HELP = `Usage: node dist/main.js [--help]

Serves the HTTP API. Jobs are driven by the worker, which needs the same variables.

  HOST, PORT             where to listen (127.0.0.1, 8787; 0 takes any free port)
  PUBLIC_URL             base of links in answers (http://HOST:PORT)
  API_KEY_ENVIRONMENT    live or test: makes and takes only keys that begin with jt_live_ or jt_test_ (both)
  CORS_ALLOWED_ORIGINS   origins of web pages that may call the API, such as https://app.example.com; * for all (none)
  ADMIN_API_KEY          opens /admin (without it, /admin is closed)
  LOG_LEVEL              trace, debug, info, warn, error, fatal or silent (info)

  RATE_LIMIT_CREATES_PER_MINUTE, RATE_LIMIT_CALLS_PER_MINUTE, RATE_LIMIT_READS_PER_MINUTE
                         of one account: new jobs and generations (60), chats and embeddings (600), everything
                         else (600); 0: as many as it likes, which is the default of pnpm start
  RATE_LIMIT_STREAMS, RATE_LIMIT_UPLOADS
                         of one account at once: event streams (20), large uploads (4)
  BODY_MEMORY_MB         for bodies above 256 kB that are in memory, of all accounts; each may have a quarter, and at
                         least one of the largest (256); 0: no limit
  RATE_LIMIT_WRONG_KEYS_PER_MINUTE
                         from one address (600); above it, keys that are new here are not looked up
  TRUSTED_PROXIES        addresses and networks whose X-Forwarded-For is believed (none)
  OVERLOAD_LAG_MS, OVERLOAD_WAITING_QUERIES
                         lag of the event loop (150) and queries without a connection (20) from which on
                         new requests are turned away; 0: never
  SHUTDOWN_DELAY_SECONDS, SHUTDOWN_GRACE_SECONDS
                         after SIGTERM: how long requests still come in (1), and may still take (20)

  DATABASE_URL           Postgres 14 or newer
  DATABASE_MAX_CONNECTIONS
                         connections of this process for its queries (10)
  DATA_DIR               a folder of this process: uploads pass through it, and without S3_BUCKET files are
                         stored there (.jointo)
  S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_FORCE_PATH_STYLE
                         object storage (region us-east-1)
  S3_PRESIGN             1: downloads are answered with a link into the object storage (0)

  AIHUBMIX_API_KEY, AIHUBMIX_BASE_URL, AIHUBMIX_APP_CODE
  STABILITY_API_KEY, STABILITY_BASE_URL
  RUNWAYML_API_SECRET, RUNWAYML_BASE_URL
                         vendors; without its key a vendor's models are not offered
  REDIS_URL              shares the vendors' rate limits, and those above, between processes
  MOCK_PROVIDER          on or off: offers mock/* models (off)

  JOB_LEASE_SECONDS, JOB_UNKNOWN_WINDOW_SECONDS, JOB_DEADLINE_SECONDS
                         clocks of the job machine (75, 900, 3600)
  JOB_STORING_GRACE_SECONDS
                         how long a finished result may wait for our own storage, past the deadline too (86400)
  JOB_RESULT_PATIENCE_SECONDS
                         over how long a result that is gone or broken at the vendor is fetched again (30)
  JOB_RESUBMIT_MODELS, JOB_RESUBMIT_DAILY_CREDITS, JOB_RESUBMIT_MAX_UNKNOWN_RATE
                         models that may be sent once more when nobody knows whether the vendor took
                         the job, and how much that may cost us in a day (none, 0, 0.005)
  JOB_OPERATOR_ABOVE_CREDITS, JOB_OPERATOR_WINDOW_SECONDS
                         above this price an operator decides instead, for so long (never, 86400)
  DIRECT_CALLS_PER_ACCOUNT, DIRECT_CALL_LEASE_SECONDS
                         chats and embeddings of one account at once (50), seconds until one whose
                         process died gives back what it held (300)
  VENDOR_RISK_DAILY_CREDITS
                         what may be lost at one vendor before it gets no new work: on its way, unknown,
                         given up in a day (10000)

  ASSET_RETENTION_DAYS, INPUT_RETENTION_DAYS
                         when results (never), and prompts and uploaded files (30) are deleted

  JOINTO_BREAK_POINTS    for tests of crashes: places to die or wait at. Never in production (none)

  ALLOW_PRIVATE_NETWORK  1: webhooks and input files may be at private addresses and http: (0; for tests and intranets)
  WEBHOOK_RETRY_SECONDS  pauses between attempts (5,300,1800,7200,18000,36000,50400,72000,86400)
  WEBHOOK_CONNECT_SECONDS, WEBHOOK_TIMEOUT_SECONDS, WEBHOOK_LEASE_SECONDS
                         to connect, for a whole attempt, until a dead sender is replaced (5, 15, 30)
  WEBHOOK_MAX_ENDPOINTS, WEBHOOK_PARALLEL, WEBHOOK_ACCOUNT_PARALLEL
                         endpoints of one account (10), attempts at once at one of them (2), at all of them (20)
  WEBHOOK_SECRET_OVERLAP_SECONDS, WEBHOOK_DISABLE_AFTER_SECONDS, WEBHOOK_RETENTION_DAYS
                         how long an old secret still signs (86400), an endpoint may only fail (432000),
                         deliveries are kept (30)

Start everything at once, without any of these: pnpm start
`

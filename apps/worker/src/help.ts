/** What `--help` prints. */
export const HELP = `Usage: node dist/main.js [--help]

Drives jobs: submits them to vendors, asks for results, stores files, settles credits. Any number of
workers may run; each needs the same variables as the API.

  WORKER_CONCURRENCY     jobs in hand at once (50)
  WORKER_PORT            where /healthz, /readyz and /metrics answer (nowhere)
  HOST                   at which address they do (every one of this machine)
  WORKER_DRAIN_SECONDS   how long jobs in hand may take at the end (240)
  LOG_LEVEL              trace, debug, info, warn, error, fatal or silent (info)

  DATABASE_URL           Postgres 14 or newer
  DATABASE_MAX_CONNECTIONS
                         connections of this process for its queries (10)
  DATA_DIR               a folder that outlives this process, also with S3_BUCKET: results pass through it, and what
                         vendors answered is in its journal until the database has it; without S3_BUCKET files
                         are stored there (.jointo)
  S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_FORCE_PATH_STYLE
                         object storage (region us-east-1)

  AIHUBMIX_API_KEY, AIHUBMIX_BASE_URL, AIHUBMIX_APP_CODE
  STABILITY_API_KEY, STABILITY_BASE_URL
  RUNWAYML_API_SECRET, RUNWAYML_BASE_URL
                         vendors; without its key a vendor's models are not offered
  REDIS_URL              shares the vendors' rate limits between processes
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

  ACCOUNT_MAX_CONCURRENT_JOBS
                         jobs of one account in hand or at vendors at once (10000)
  VENDOR_RISK_DAILY_CREDITS
                         what may be lost at one vendor before it gets no new work: on its way, unknown,
                         given up in a day (10000)
  VENDOR_SPEND_DAILY_CREDITS
                         what customers may be charged in 24 hours for one vendor's work before it
                         gets no more (no limit); at 70 % the log warns
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

The first SIGTERM or SIGINT drains: no new jobs, running ones are brought to a safe place. The second
ends at once.
`

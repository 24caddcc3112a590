const JOB_ID = 'job_8f14e45fceea167a5a36dedd4bea2543'
const ASSET_ID = 'asset_1679091c5a880faf6fb5e6087eb1b2dc'
const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const CREATED = '2030-01-31T12:00:00.000Z'
const FINISHED = '2030-01-31T12:00:02.000Z'
const LINES = [{ description: 'image', quantity: '1', unit: 'image', unit_amount: '1', amount: '1' }]

/** Grey, eight by eight. */
const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADElEQVR4nGNgoA4AAABIAAEuuDx+AAAAAElFTkSuQmCC'

const request = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite', size: '64x64' } }
const file = { media_type: 'image/png', bytes: 1024, sha256: SHA256, width: 64, height: 64 }

/** What the document shows where a schema of this name is meant. Requests work as they are, on a server with the mock. */
export const NAMED_EXAMPLES: Readonly<Record<string, unknown>> = {
  Kind: 'image',
  CreateJob: request,
  CreateQuote: request,
  Job: {
    id: JOB_ID,
    object: 'job',
    ...request,
    provider: 'mock',
    status: 'succeeded',
    stage: 'succeeded',
    progress: 1,
    output: [
      {
        asset_id: ASSET_ID,
        url: `http://127.0.0.1:8787/v1/assets/${ASSET_ID}/content`,
        ...file,
        duration_seconds: null,
        deleted_at: null,
      },
    ],
    error: null,
    credits: { quoted: '1', held: '0', charged: '1' },
    warnings: [],
    metadata: { order: '7' },
    created_at: CREATED,
    started_at: CREATED,
    finished_at: FINISHED,
  },
  Quote: {
    id: 'quote_c9f0f895fb98ab9159f51fd0297e236d',
    object: 'quote',
    model: 'mock/image',
    kind: 'image',
    credits: '1',
    lines: LINES,
    expires_at: '2030-01-31T12:15:00.000Z',
  },
  Asset: {
    id: ASSET_ID,
    object: 'asset',
    job_id: JOB_ID,
    ...file,
    duration_seconds: null,
    created_at: FINISHED,
  },
  ChatRequest: { model: 'mock/chat', messages: [{ role: 'user', content: 'Name the kite.' }] },
  ChatReply: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_896_091_200,
    model: 'mock/chat',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Ruby.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
  },
  CreateEmbeddings: { model: 'mock/embedding', input: 'a red kite' },
  GenerateImage: { model: 'mock/image', prompt: 'a red kite', size: '64x64' },
  EditImage: {
    model: 'mock/image-edit',
    prompt: 'make it blue',
    images: [{ image_url: PICTURE }],
  },
  EditImageForm: { model: 'mock/image-edit', prompt: 'make it blue', image: 'kite.png' },
  CreateSpeech: { model: 'mock/speech', input: 'Good morning.' },
  CreateVideo: { model: 'mock/video', prompt: 'a red kite over the sea' },
  CreateVideoForm: { model: 'mock/video', prompt: 'a red kite over the sea' },
  CreateWebhookEndpoint: { url: 'https://example.com/hooks', events: ['job.succeeded'] },
  LedgerEntry: {
    id: 'txn_42',
    object: 'ledger_entry',
    kind: 'settle',
    amount: '-1',
    balance: '99',
    job_id: JOB_ID,
    corrects: null,
    description: 'image by mock/image',
    quote: { credits: '1', lines: LINES },
    created_at: FINISHED,
  },
  Error: {
    error: {
      message: 'input.n: must be 1 to 10',
      type: 'invalid_request_error',
      param: 'input.n',
      code: 'invalid_request',
    },
  },
}

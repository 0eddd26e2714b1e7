import { AwsClient } from 'aws4fetch'
import { ShapekinError } from '../../../shared/errors.js'
import type { BlobKey, BlobStore } from './blobStore.js'

/** Endpoint and keys of a bucket, from the variables that all S3 tools use. */
export interface S3Account {
  /** `https://HOST[:PORT]` of a store that is not Amazon's. `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`. */
  readonly endpoint: string | undefined
  /** `AWS_REGION`, default us-east-1. */
  readonly region: string
  /** `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`. */
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

/** Reads the account. @throws ShapekinError `input.invalid` when the keys are missing */
export function readS3Account(env: NodeJS.ProcessEnv): S3Account {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!accessKeyId || !secretAccessKey)
    throw new ShapekinError('input.invalid', {
      field: 'store',
      problem: 's3:// needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    })
  return {
    endpoint: env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL,
    region: env.AWS_REGION ?? 'us-east-1',
    accessKeyId,
    secretAccessKey,
    sessionToken: env.AWS_SESSION_TOKEN,
  }
}

/**
 * A bucket of an S3-compatible store. The client retries errors that may pass (5xx, too many requests). A rule of the
 * bucket removes old blobs, see docs/scale.md.
 */
export class S3Store implements BlobStore {
  private readonly client: AwsClient
  private readonly base: string

  /** @param name `s3://BUCKET[/PREFIX]` */
  constructor(
    readonly name: string,
    { endpoint, region, accessKeyId, secretAccessKey, sessionToken }: S3Account,
  ) {
    const [, bucket, prefix] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(name) ?? []
    if (!bucket) throw new ShapekinError('input.invalid', { field: 'store', problem: 's3://BUCKET/PREFIX is expected' })
    const account = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
    this.client = new AwsClient({ ...account, service: 's3', region })
    const root = endpoint ? `${endpoint.replace(/\/$/, '')}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`
    this.base = prefix ? `${root}/${prefix}` : root
  }

  /** @throws ShapekinError `queue.storeFailed` */
  async get(key: BlobKey): Promise<Uint8Array | undefined> {
    return this.ask('GET', key)
  }

  /** @throws ShapekinError `queue.storeFailed` */
  async put(key: BlobKey, bytes: Uint8Array): Promise<void> {
    if ((await this.ask('PUT', key, bytes)) === undefined) throw this.failure('there is no such bucket')
  }

  /** @throws ShapekinError `queue.storeFailed` */
  async has(key: BlobKey): Promise<boolean> {
    return (await this.ask('HEAD', key)) !== undefined
  }

  /** @throws ShapekinError `queue.storeFailed` */
  async remove(key: BlobKey): Promise<void> {
    await this.ask('DELETE', key)
  }

  tidy(): Promise<void> {
    return Promise.resolve()
  }

  /** Sends a request. @returns the body of the answer; undefined where the blob does not exist */
  private async ask(method: string, key: BlobKey, body?: Uint8Array): Promise<Uint8Array | undefined> {
    let status: number
    let answer: Buffer
    try {
      const response = await this.client.fetch(`${this.base}/${key}`, { method, ...(body ? { body } : {}) })
      status = response.status
      answer = Buffer.from(await response.arrayBuffer()) // a connection may be lost within the body, too
      if (response.ok) return answer
    } catch (cause) {
      const { message, cause: inner } = cause as Error
      throw this.failure(inner instanceof Error ? inner.message : message, cause)
    }
    if (status === 404) return undefined
    const [, code] = /<Code>(\w+)<\/Code>/.exec(answer.toString()) ?? []
    throw this.failure(`it answered ${status}${code ? ` ${code}` : ''}`)
  }

  private failure(reason: string, cause?: unknown): ShapekinError {
    return new ShapekinError('queue.storeFailed', { store: this.name, reason }, { cause })
  }
}

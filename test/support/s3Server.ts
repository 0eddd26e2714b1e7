import S3rver from 's3rver'

/** The one user of the server: name and secret. */
export const S3_KEY = 'S3RVER'

/** A server of S3 that keeps a bucket in a folder. */
export async function startS3(directory: string, bucket: string) {
  const configureBuckets = [{ name: bucket, configs: [] }]
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets })
  const { port } = await server.run()
  return { endpoint: `http://127.0.0.1:${port}`, close: () => server.close() }
}

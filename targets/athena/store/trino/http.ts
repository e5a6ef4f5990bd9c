import http from 'node:http';
import https from 'node:https';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** A page of Trino's is 16 MB at most by default; a server that sends without end is stopped. */
const MAX_BYTES = 256 << 20;
const SILENCE = 120_000;

/**
 * HTTP by Node's own module rather than `fetch`, which takes no certificates of one's own. Redirections are not followed.
 */
export class HttpClient {
  readonly #agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent };

  /** @param ca PEM text of the authorities to trust; the system's when absent */
  constructor(ca?: string) {
    this.#agents = {
      'http:': new http.Agent({ keepAlive: true }),
      'https:': new https.Agent({ keepAlive: true, ...(ca === undefined ? {} : { ca }) }),
    };
  }

  /** @throws Error when there is no answer; any status is an answer */
  send({ method, url, headers, body, signal }: HttpRequest): Promise<HttpAnswer> {
    const isSecure = new URL(url).protocol === 'https:';
    const agent = this.#agents[isSecure ? 'https:' : 'http:'];
    return new Promise((resolve, reject) => {
      const request = (isSecure ? https : http).request(
        url,
        { method, headers, agent, timeout: SILENCE, ...(signal === undefined ? {} : { signal }) },
        (response) => {
          const chunks: Buffer[] = [];
          let length = 0;
          response.on('data', (chunk: Buffer) => {
            length += chunk.length;
            if (length > MAX_BYTES) request.destroy(new Error(`an answer of more than ${MAX_BYTES} bytes`));
            else chunks.push(chunk);
          });
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              retryAfter: response.headers['retry-after'],
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      request.on('timeout', () => request.destroy(new Error('the server has been silent for two minutes')));
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#agents['http:'].destroy();
    this.#agents['https:'].destroy();
  }
}

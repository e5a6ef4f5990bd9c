import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Loopback {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** A server on this machine alone. A body that is no text is sent as JSON; `null` closes the connection without an answer. */
export async function serve(
  answer: (asked: Asked, url: string) => Answer | null | Promise<Answer | null>,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Loopback> {
  const asked: Asked[] = [];
  let url = '';
  const listener: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      asked.push(one);
      Promise.resolve(answer(one, url)).then(
        (given) => {
          if (given === null) return request.socket.destroy();
          const { status = 200, headers: own = {}, body = '' } = given;
          response.writeHead(status, { 'Content-Type': 'application/json', ...own });
          return response.end(typeof body === 'string' ? body : JSON.stringify(body));
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  };
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export interface TrinoColumn {
  readonly name: string;
  /** As Trino writes it: `varchar(5)`, `array(varchar)`, `timestamp(3) with time zone`. */
  readonly type: string;
}

export interface TrinoResult {
  readonly columns: readonly TrinoColumn[];
  readonly rows: readonly (readonly unknown[])[];
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: readonly TrinoColumn[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly errorName: string; readonly message: string };
}

/** https://trino.io/docs/current/develop/client-protocol.html */
export class TrinoClient {
  constructor(readonly url: string) {}

  /** @throws Error with Trino's own message and the text. */
  async query(sql: string): Promise<TrinoResult> {
    let columns: readonly TrinoColumn[] = [];
    const rows: (readonly unknown[])[] = [];
    let page = await this.#fetch(`${this.url}/v1/statement`, sql);
    for (;;) {
      if (page.error !== undefined) throw new Error(`${page.error.errorName}: ${page.error.message}\n${sql}`);
      columns = page.columns ?? columns;
      rows.push(...(page.data ?? []));
      if (page.nextUri === undefined) return { columns, rows };
      page = await this.#fetch(page.nextUri);
    }
  }

  async #fetch(address: string, sql?: string): Promise<Page> {
    const headers = {
      'X-Trino-User': 'ruleport',
      'X-Trino-Catalog': 'awsdatacatalog',
      'X-Trino-Schema': 'default',
      // A zone other than UTC, which no query may depend on.
      'X-Trino-Time-Zone': 'Asia/Kolkata',
    };
    for (;;) {
      const response = await fetch(address, sql === undefined ? { headers } : { method: 'POST', body: sql, headers });
      if (response.ok) return (await response.json()) as Page;
      if (![502, 503, 504].includes(response.status))
        throw new Error(`Trino answers ${response.status}: ${await response.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

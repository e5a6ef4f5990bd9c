// Runs emitted detectors in a Node.js that knows nothing else, a line of JSON at a time: {"events": [...]} sets the log, and
// {"module": "<path>", "options": {...}} is answered by {"error"} or {"matches"}, in which what JSON lacks is {"$": "<text>"}.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const extended = (_key, value) =>
  typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? { $: String(value) } : value;

let log = [];
for await (const line of createInterface({ input: process.stdin })) {
  const { events, module, options } = JSON.parse(line);
  let answer = {};
  if (events !== undefined) log = events;
  else
    try {
      const { detect } = await import(pathToFileURL(module).href);
      answer = { matches: detect(log, options) };
    } catch (error) {
      answer = { error: String(error?.stack ?? error) };
    }
  process.stdout.write(`${JSON.stringify(answer, extended)}\n`);
}

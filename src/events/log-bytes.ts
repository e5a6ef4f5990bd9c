import { close, fstat, open, read } from 'node:fs';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';

const openFile = promisify(open);
const closeFile = promisify(close);
const statFile = promisify(fstat);
const readFile = promisify(read);
const gunzipWhole = promisify(gunzip);

/** Most CloudTrail files are far smaller; they are read and unpacked in one go, which costs half of what a stream does. */
const WHOLE_FILE_BYTES = 4 << 20;
const WHOLE_LOG_BYTES = 32 << 20;
const READ_BYTES = 256 << 10;
/** When gzip data break off, what was unpacked into the last, unfinished chunk is lost; so chunks are small. */
const UNPACK_BYTES = 64 << 10;
const SALVAGE_BYTES = 1 << 8;
const GZIP_TRAILER_BYTES = 8;

/** A file's bytes, unpacked: all at once where the file is small, else in pieces that are valid until the next one. */
export type LogBytes =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'stream'; readonly chunks: AsyncIterable<Buffer> }
  | { readonly kind: 'unreadable'; readonly error: unknown };

/** A file by its path, or one that is already open and stays so. */
export type FileHandle = string | number;

/** Never rejects, so that a file can be fetched ahead of its turn. Iterating `chunks` throws what zlib or the system throw. */
export async function readLogBytes(file: FileHandle): Promise<LogBytes> {
  try {
    return await withOpen(file, async (descriptor) => {
      const { size } = await statFile(descriptor);
      if (size > WHOLE_FILE_BYTES) return { kind: 'stream', chunks: streamed(file, UNPACK_BYTES) };
      const packed = await readAll(descriptor, size);
      if (!isGzip(packed)) return { kind: 'whole', bytes: packed };
      return await unpackWhole(packed, file);
    });
  } catch (error) {
    return { kind: 'unreadable', error };
  }
}

/** By its magic number, since names lie: `.json` files are often packed and `.gz` files unpacked on their way. */
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unpackWhole(packed: Buffer, file: FileHandle): Promise<LogBytes> {
  // The trailer names the unpacked size: one chunk of that size, and zlib need not join chunks.
  const size = packed.length < GZIP_TRAILER_BYTES ? 0 : packed.readUInt32LE(packed.length - 4);
  const chunkSize = Math.min(Math.max(size + 1, 1 << 14), WHOLE_LOG_BYTES);
  try {
    return { kind: 'whole', bytes: await gunzipWhole(packed, { chunkSize, maxOutputLength: WHOLE_LOG_BYTES }) };
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return { kind: 'stream', chunks: streamed(file, isTooLarge ? UNPACK_BYTES : SALVAGE_BYTES) };
  }
}

async function* streamed(file: FileHandle, chunkSize: number): AsyncGenerator<Buffer> {
  const descriptor = typeof file === 'number' ? file : await openFile(file, 'r');
  try {
    const first = await readPiece(descriptor, 0);
    yield* isGzip(first) ? unpacked(pieces(descriptor), chunkSize) : pieces(descriptor);
  } finally {
    if (typeof file === 'string') await closeFile(descriptor);
  }
}

async function* pieces(descriptor: number): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const piece = await readPiece(descriptor, position);
    if (piece.length === 0) return;
    position += piece.length;
    yield piece;
  }
}

/**
 * Unpacks with one write at a time instead of a pipe: a pipe that ends in an error drops chunks that it had not yet
 * delivered, and those hold records. zlib itself goes on to the next member of a file of several.
 */
async function* unpacked(packed: AsyncIterable<Buffer>, chunkSize: number): AsyncGenerator<Buffer> {
  const zlib = createGunzip({ chunkSize });
  let ready: Buffer[] = [];
  let failure: Error | null = null;
  let proceed = (): void => undefined;
  zlib.on('data', (chunk: Buffer) => ready.push(chunk));
  zlib.on('error', (error) => {
    failure = error;
    proceed();
  });
  const step = (send: () => void): Promise<void> =>
    new Promise((resolve) => {
      proceed = resolve;
      send();
    });
  try {
    for await (const piece of packed) {
      await step(() => zlib.write(piece, () => proceed()));
      yield* ready;
      ready = [];
      if (failure !== null) throw failure;
    }
    await step(() => zlib.once('end', () => proceed()).end());
    yield* ready;
    if (failure !== null) throw failure;
  } finally {
    zlib.destroy();
  }
}

async function withOpen<Result>(file: FileHandle, use: (descriptor: number) => Promise<Result>): Promise<Result> {
  if (typeof file === 'number') return use(file);
  const descriptor = await openFile(file, 'r');
  try {
    return await use(descriptor);
  } finally {
    await closeFile(descriptor);
  }
}

async function readAll(descriptor: number, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await readFile(descriptor, bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

async function readPiece(descriptor: number, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await readFile(descriptor, Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, position);
  return buffer.subarray(0, bytesRead);
}

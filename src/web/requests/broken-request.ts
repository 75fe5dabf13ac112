import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

const LINGER = 500; // milliseconds
const BROKEN: Readonly<Record<string, readonly [number, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The address and the headers are larger than this server accepts.'],
};

/**
 * Answers what never became a request, at once, and hangs up (S132). Nobody knows whether a page or an endpoint was
 * meant: the answer reads as both.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket) {
  if (socket.writableEnded) return; // answered, and more of the same came in
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, sentence] = BROKEN[error.code ?? ''] ?? [400, 'This is not an HTTP request that can be read.'];
  const body = JSON.stringify({ error: 'invalid_request', error_description: sentence });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Hanging up on somebody who is still sending would lose the answer on its way.
  setTimeout(() => socket.destroy(), LINGER).unref();
}

import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Received = {
  readonly to: readonly string[];
  readonly headers: string;
  readonly text: string;
  readonly html: string;
};

/** A mail server that keeps what it is given; `refuse` says no to an address, with a code and words. */
export async function mailServer(
  options: {
    readonly refuse?: (address: string) => { readonly code: number; readonly text: string } | undefined;
    readonly port?: number;
  } = {},
) {
  const mails: Received[] = [];
  let arrived = () => {};
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const no = options.refuse?.(address);
      done(no ? Object.assign(new Error(no.text), { responseCode: no.code }) : undefined);
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), ...read(Buffer.concat(parts).toString()) });
        done();
        arrived();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    /** Once so many have come. */
    async received(count: number, milliseconds = 10_000): Promise<readonly Received[]> {
      const deadline = Date.now() + milliseconds;
      while (mails.length < count && Date.now() < deadline) {
        await new Promise<void>((done) => {
          arrived = done;
          setTimeout(done, 50);
        });
      }
      if (mails.length < count) throw new Error(`${mails.length} of ${count} mails came`);
      return mails;
    },
    close: () => new Promise<void>((done) => server.close(done)),
  };
}

/** Head and both forms of a mail of ours, decoded. */
function read(raw: string): Omit<Received, 'to'> {
  const [headers = ''] = raw.split('\r\n\r\n', 1);
  const boundary = /boundary="([^"]+)"/.exec(headers)?.[1] ?? '\0';
  const parts = raw.split(`--${boundary}`);
  const body = (type: string) => {
    const part = parts.find((each) => each.includes(`Content-Type: ${type}`)) ?? '';
    const at = part.indexOf('\r\n\r\n');
    const content = part.slice(at + 4);
    return /Content-Transfer-Encoding: quoted-printable/i.test(part) ? unquoted(content) : content;
  };
  return { headers, text: body('text/plain').replaceAll('\r\n', '\n'), html: body('text/html') };
}

function unquoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

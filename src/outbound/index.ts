import type {
  FetchDocument,
  FetchedDocument,
  FetchText,
  Outbound,
  OutboundFailure,
  PostForm,
} from '../oauth/model/outbound.ts';
import { parses } from '../oauth/parses.ts';
import { type Admission, admission } from './admission.ts';
import { cachedDocuments } from './cached-documents.ts';
import { Failed, type Incoming, type Outgoing, type Resolve, request } from './request.ts';
import { readAllowed } from './vet-address.ts';

const KIB = 1024;
const USER_AGENT = 'Latchkey';
const ADMISSION: Admission = { atOncePerHost: 4, atOnce: 32, perMinutePerHost: 60, perMinute: 600 };

/** The one place from which requests leave (S098). `onFailure` is told of each, with the host and no more of the address. */
export function outbound({
  allow,
  now,
  onFailure,
  timeoutMs = 5000,
  resolve,
  ca,
  limits = ADMISSION,
}: {
  readonly allow: readonly string[];
  readonly now: () => Date;
  readonly onFailure: (failure: OutboundFailure & { readonly host: string }) => void;
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
  readonly ca?: string;
  readonly limits?: Admission;
}): Outbound {
  const allowed = readAllowed(allow);
  const admit = admission(limits);
  const joined = new Map<string, Promise<FetchedDocument | OutboundFailure>>();

  const send = async <T>(
    url: string,
    outgoing: Omit<Outgoing, 'url'>,
    read: (incoming: Incoming) => T,
  ): Promise<T | OutboundFailure> => {
    if (!parses(url)) return failed('address-refused', '');
    const parsed = new URL(url);
    try {
      const headers = { ...outgoing.headers, 'user-agent': USER_AGENT, 'accept-encoding': 'identity' };
      const through = { allowed, timeoutMs, resolve, ca };
      return read(await admit(parsed.hostname, () => request({ ...outgoing, url: parsed, headers }, through)));
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      return failed(error.fault, parsed.hostname);
    }
  };

  function failed(fault: OutboundFailure['fault'], host: string): OutboundFailure {
    onFailure({ kind: 'failed', fault, host });
    return { kind: 'failed', fault };
  }

  const fetchDocument: FetchDocument = (url, { accept = 'application/json', mostBytes = 64 * KIB } = {}) => {
    const key = JSON.stringify([url, accept, mostBytes]);
    const running = joined.get(key);
    if (running !== undefined) return running;
    const begun = send(url, { method: 'GET', headers: { accept }, mostBytes }, readDocument);
    const mine = begun.finally(() => joined.delete(key));
    joined.set(key, mine);
    return mine;
  };

  const fetchText: FetchText = (url, { accept, mostBytes }) =>
    send(url, { method: 'GET', headers: { accept }, mostBytes }, ({ body }) => {
      return { kind: 'fetched', text: body.toString('latin1') } as const;
    });

  const postForm: PostForm = (url, form) => {
    const body = new URLSearchParams(form).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
    };
    return send(url, { method: 'POST', headers, body, mostBytes: undefined }, () => ({ kind: 'posted' }) as const);
  };

  return { fetchDocument, fetchText, postForm, documents: cachedDocuments({ fetchDocument, now }) };
}

function readDocument({ headers, body }: Incoming): FetchedDocument {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { kind: 'fetched', json: JSON.parse(text), maxAgeSeconds: maxAge(headers['cache-control']) };
  } catch {
    throw new Failed('not-json');
  }
}

/** RFC 9111 §5.2.2: what may not be kept at all counts as zero. */
function maxAge(cacheControl = ''): number | undefined {
  if (/(?:^|[\s,])no-(?:store|cache)\b/i.test(cacheControl)) return 0;
  const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(cacheControl) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

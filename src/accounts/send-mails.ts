import { type ClaimedMail, type ComposeMail, type MailQueue, MailRefused, type MailTransport } from './mail.ts';

const LEASE_SECONDS = 120; // longer than a mail server is waited for
const GIVE_UP_SECONDS = 2 * 86_400;
/** After the first refusal, the second and so on; then the last again. */
const WAITS = [10, 30, 120, 600, 1800, 3600];

export type Sender = {
  /** There is one more: do not wait for the next look. */
  nudge(): void;
  /** After the mail that is on its way. */
  stop(): Promise<void>;
};

export type SenderParts = {
  readonly queue: Pick<MailQueue, 'claim' | 'done' | 'postpone' | 'giveUp'>;
  readonly compose: ComposeMail;
  readonly transport: MailTransport;
  /** A mail was refused; it is tried again, unless it was given up. */
  readonly onRefused: (about: { readonly kind: string; readonly givenUp: boolean; readonly error: unknown }) => void;
  /** The queue could not be asked; it is asked again. */
  readonly onError: (error: unknown) => void;
  readonly now: () => Date;
  readonly lookEveryMs?: number;
};

/**
 * Sends what waits in the queue, one mail after the other, until it is stopped. However many senders there are, a mail has
 * one at a time. One that dies between the mail server's yes and ours leaves the mail to the next: it goes out twice under the same
 * Message-ID, rather than never.
 */
export function sendMails(parts: SenderParts): Sender {
  const { onError, lookEveryMs = 5000 } = parts;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let more = false;
  let busy = false;
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    clearTimeout(timer);
    if (stopped) return;
    if (busy) {
      more = true;
      return;
    }
    busy = true;
    running = sendAll(parts, () => stopped)
      .catch(onError)
      .then(() => {
        busy = false;
        if (stopped) return;
        if (more) {
          more = false;
          look();
        } else timer = setTimeout(look, lookEveryMs).unref();
      });
  };
  timer = setTimeout(look, lookEveryMs).unref();
  return {
    nudge: look,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function sendAll(parts: SenderParts, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    const mail = await parts.queue.claim(LEASE_SECONDS);
    if (!mail) return;
    await sendOne(mail, parts);
  }
}

async function sendOne(claimed: ClaimedMail, { queue, compose, transport, onRefused, now }: SenderParts) {
  try {
    const mail = await compose(claimed.job);
    if (mail) await transport(mail, claimed.id);
  } catch (error) {
    const said = error instanceof MailRefused ? error.message : 'could not be written';
    const old = now().getTime() - claimed.createdAt.getTime() > GIVE_UP_SECONDS * 1000;
    const givenUp = old || (error instanceof MailRefused && error.forGood);
    if (givenUp) await queue.giveUp(claimed, said);
    else await queue.postpone(claimed, { seconds: waitAfter(claimed.attempts), error: said });
    onRefused({ kind: claimed.job.kind, givenUp, error });
    return;
  }
  await queue.done(claimed);
}

function waitAfter(attempts: number): number {
  return WAITS[Math.min(attempts, WAITS.length) - 1] ?? 10;
}

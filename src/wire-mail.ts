import type { FastifyBaseLogger } from 'fastify';
import type { ComposeMail, Mailbox, MailTransport } from './accounts/mail.ts';
import { type Sender, sendMails } from './accounts/send-mails.ts';
import { smtpTransport } from './accounts/smtp.ts';
import type { Config } from './config.ts';
import type { Database } from './storage/engine/database.ts';
import { mailQueue } from './storage/mail.ts';

export type WiredMail = {
  /** Undefined: this server sends no mail. */
  readonly mailbox: Mailbox | undefined;
  /** Begins to send what waits; undefined where there is nothing to send it with. */
  readonly start: (compose: ComposeMail) => Sender | undefined;
};

/**
 * Mail: over SMTP where it is set; in development otherwise on standard output, for whoever sits in front of it; in
 * production otherwise none.
 */
export function wireMail(
  { config, database, log }: { readonly config: Config; readonly database: Database; readonly log: FastifyBaseLogger },
  print: (text: string) => void = (text) => void process.stdout.write(text),
): WiredMail {
  const transport = transportOf(config, print);
  if (!transport) return { mailbox: undefined, start: () => undefined };
  const queue = mailQueue(database);
  let sender: Sender | undefined;
  return {
    mailbox: {
      async add(job) {
        await queue.add(job);
        sender?.nudge();
      },
      prints: config.smtpUrl === undefined,
      listUnsent: (most) => queue.listUnsent(most),
    },
    start(compose) {
      sender = sendMails({
        queue,
        compose,
        transport,
        now: () => database.now(),
        onRefused: ({ kind, givenUp, error }) =>
          log.warn({ event: 'mail.refused', kind, givenUp, err: error }, 'the mail server did not take a mail'),
        onError: (err) => log.warn({ event: 'mail.queue_failed', err }, 'could not look for mails that wait'),
      });
      return sender;
    },
  };
}

function transportOf(config: Config, print: (text: string) => void): MailTransport | undefined {
  const { smtpUrl: url, mailFrom: from } = config;
  if (url !== undefined && from !== undefined) return smtpTransport({ url, from });
  if (config.strict) return undefined;
  return async ({ to, subject, text }) => print(`\nMail to ${to}: ${subject}\n\n${text}\n`);
}

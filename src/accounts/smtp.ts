import type { Transporter } from 'nodemailer';
import { MailRefused, type MailTransport } from './mail.ts';

const PATIENCE_MS = 10_000;
const LONGEST_ANSWER = 500;

/** Hands mails to the mail server at `url` (smtp:// or smtps://), from this address. The package is loaded with the first mail. */
export function smtpTransport({ url, from }: { readonly url: string; readonly from: string }): MailTransport {
  let opened: Promise<Transporter> | undefined;
  const domain = /@([^\s>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return async ({ to, subject, text, html }, id) => {
    opened ??= open(url);
    try {
      await (await opened).sendMail({
        from,
        // As an object: what stands in it is never read as a list of addresses.
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834 §5
      });
    } catch (error) {
      throw refusal(error);
    }
  };
}

async function open(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport(
    {
      url,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      dnsTimeout: PATIENCE_MS,
      socketTimeout: 3 * PATIENCE_MS,
    },
    { disableFileAccess: true, disableUrlAccess: true },
  );
}

function refusal(error: unknown): MailRefused {
  const { response, responseCode, message, code } = error as {
    readonly response?: string;
    readonly responseCode?: number;
    readonly message?: string;
    readonly code?: string;
  };
  const said = (response ?? message ?? code ?? '').replace(/\s+/g, ' ').slice(0, LONGEST_ANSWER);
  // Of what is wrong with an account or a command of ours (EAUTH, 530, 535) the next mail knows no more; it may be put right.
  const forGood = code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 550 && responseCode < 560;
  return new MailRefused(said, { forGood, cause: error });
}

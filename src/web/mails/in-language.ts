import type { FastifyRequest } from 'fastify';
import type { Mailbox } from '../../accounts/mail.ts';

/** The mailbox, for mails in the language of the request that causes them, where their person chose none. */
export function inLanguageOf({ language }: FastifyRequest, mailbox: Mailbox): Mailbox {
  return { ...mailbox, add: (job) => mailbox.add({ ...job, language }) };
}

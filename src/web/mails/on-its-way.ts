import type { Mailbox } from '../../accounts/mail.ts';
import type { Words } from '../words/index.ts';

/** What a page says of a mail that it has caused: this sentence, or, where none is sent, where it stands. */
export function onItsWay(words: Words, mailbox: Mailbox | undefined, sentence: string): string {
  return mailbox?.prints ? words.layout.mailPrinted : sentence;
}

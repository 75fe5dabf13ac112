// SQL of its own: a mail is taken by one statement that passes over those that others hold, by the clock of the database.
import type { ClaimedMail, MailJob, MailQueue } from '../accounts/mail.ts';
import type { Database, Statement } from './engine/database.ts';

/** Mails that wait until the mail server has taken them. */
export function mailQueue(database: Pick<Database, 'run'>): MailQueue {
  const about = ({ id, attempts }: ClaimedMail) => [id, attempts];
  return {
    async add(job) {
      await database.run(ADD, [JSON.stringify(job)]);
    },
    async claim(leaseSeconds) {
      type Row = {
        readonly id: string;
        readonly job: MailJob;
        readonly attempts: number;
        readonly created_at: Date;
      };
      const [row] = await database.run<Row>(CLAIM, [leaseSeconds]);
      return row && { id: row.id, job: row.job, attempts: row.attempts, createdAt: row.created_at };
    },
    async done(mail) {
      await database.run(DONE, about(mail));
    },
    async postpone(mail, { seconds, error }) {
      await database.run(POSTPONE, [...about(mail), seconds, error]);
    },
    async giveUp(mail, error) {
      await database.run(GIVE_UP, [...about(mail), error]);
    },
    async listUnsent(most) {
      type Row = {
        readonly id: string;
        readonly kind: MailJob['kind'];
        readonly created_at: Date;
        readonly failed_at: Date | null;
        readonly last_error: string;
      };
      const rows = await database.run<Row>(UNSENT, [most]);
      return rows.map(({ id, kind, created_at: createdAt, failed_at, last_error: error }) => {
        return { id, kind, createdAt, failedAt: failed_at ?? undefined, error };
      });
    },
  };
}

/** 2 job. */
const ADD: Statement = {
  name: 'add-mail',
  text: `INSERT INTO mails (job, created_at, due_at) VALUES ($2::jsonb, now() + $1::interval, now() + $1::interval)`,
};

/** 2 seconds of the lease: it is due again after that, and nobody but its holder says sooner what became of it. */
const CLAIM: Statement = {
  name: 'claim-mail',
  text: `
    UPDATE mails SET attempts = attempts + 1, due_at = now() + $1::interval + make_interval(secs => $2)
    WHERE id = (
      SELECT id FROM mails WHERE due_at <= now() + $1::interval ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, job, attempts, created_at`,
};

/** The lease, by its number: 2 id, 3 attempts. */
const HELD = 'id = $2::uuid AND attempts = $3';

const DONE: Statement = {
  name: 'mail-done',
  text: `DELETE FROM mails WHERE ${HELD} AND $1::interval IS NOT NULL`,
};

/** 4 seconds, 5 error. */
const POSTPONE: Statement = {
  name: 'postpone-mail',
  text: `
    UPDATE mails SET due_at = now() + $1::interval + make_interval(secs => $4), last_error = $5 WHERE ${HELD}`,
};

/** 4 error. */
const GIVE_UP: Statement = {
  name: 'give-up-mail',
  text: `UPDATE mails SET due_at = 'infinity', failed_at = now() + $1::interval, last_error = $4 WHERE ${HELD}`,
};

/** 2 most. */
const UNSENT: Statement = {
  name: 'list-unsent-mails',
  text: `
    SELECT id, job->>'kind' AS kind, created_at, failed_at, last_error FROM mails
    WHERE last_error IS NOT NULL AND $1::interval IS NOT NULL ORDER BY created_at DESC, id LIMIT $2`,
};

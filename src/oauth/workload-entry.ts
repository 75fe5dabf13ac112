import type { Workload } from './model/client-metadata.ts';
import { parses } from './parses.ts';

const MOST = 20;

/** What keeps text from being a workload: its parts, the issuer, or a subject that anybody could have. */
export type WorkloadProblem = 'parts' | 'issuer' | 'subject' | 'too-many';

/**
 * Reads "ISSUER SUBJECT [AUDIENCE]", with single spaces; without an audience it is `usualAudience`. A pattern has something before its
 * asterisk, which is the last character.
 */
export function readWorkloads(
  texts: readonly string[],
  usualAudience: string,
): { readonly workloads: readonly Workload[] } | { readonly problem: WorkloadProblem; readonly text: string } {
  const workloads: Workload[] = [];
  for (const text of texts) {
    const [issuer = '', subject = '', audience = usualAudience, ...more] = text.trim().split(/ +/);
    const problem = problemOf(issuer, subject, more.length);
    if (problem) return { problem, text };
    workloads.push({ issuer, subject, audience });
  }
  if (workloads.length > MOST) return { problem: 'too-many', text: String(workloads.length) };
  return { workloads };
}

function problemOf(issuer: string, subject: string, more: number): WorkloadProblem | undefined {
  if (issuer === '' || subject === '' || more > 0) return 'parts';
  if (!isIssuer(issuer)) return 'issuer';
  const asterisk = subject.indexOf('*');
  return asterisk !== -1 && (asterisk === 0 || asterisk < subject.length - 1) ? 'subject' : undefined;
}

/** Whether it is what an issuer is called by: an https address, without a query or fragment (RFC 8414 §2). */
export function isIssuer(text: string): boolean {
  return /^https:\/\/[^?#@\s]+$/.test(text) && parses(text);
}

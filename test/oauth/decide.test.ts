import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextStep, type Seen } from '../../src/oauth/decide.ts';
import type { AuthorizationRequest } from '../../src/oauth/read-request.ts';

type Kind = {
  readonly confidential?: boolean;
  readonly trusted?: boolean;
  readonly responseType?: 'code' | 'token';
  /** In a dialect that asks every time. */
  readonly asksAlways?: boolean;
};

function requestOf({ confidential = true, trusted = false, responseType = 'code', asksAlways = false }: Kind) {
  const dialect = asksAlways ? { name: 'one', remembersConsent: false, needed: true } : undefined;
  const address = { client: { confidential, trusted } };
  return { address, responseType, dialect } as unknown as AuthorizationRequest;
}

function stepOf(kind: Kind, session: Seen['session'], consent: Seen['consent']): string {
  const next = nextStep(requestOf(kind), { session, consent });
  return next.step === 'answer' ? `answer by ${next.by}` : next.step === 'refuse' ? next.error.rule : next.step;
}

test('without a session a person signs in, whoever asks and whatever they decided', () => {
  for (const kind of [{}, { trusted: true }, { confidential: false }, { responseType: 'token' }] as const) {
    for (const consent of ['unread', 'missing', 'asked', 'given', 'denied'] as const) {
      assert.equal(stepOf(kind, 'none', consent), 'sign-in');
    }
  }
});

test('S061 what was allowed before answers for a confidential or trusted application alone, and never a token', () => {
  const kinds: readonly (readonly [Kind, string, string])[] = [
    [{}, 'answer by memory', 'consent'],
    [{ trusted: true }, 'answer by memory', 'answer by first-party'],
    [{ trusted: true, confidential: false }, 'answer by memory', 'answer by first-party'],
    [{ confidential: false }, 'read-session', 'consent'],
    [{ asksAlways: true }, 'read-session', 'consent'],
    [{ asksAlways: true, trusted: true }, 'read-session', 'consent'],
    [{ responseType: 'token' }, 'read-session', 'consent'],
    [{ responseType: 'token', trusted: true }, 'answer by first-party', 'answer by first-party'],
    [{ responseType: 'token', trusted: true, asksAlways: true }, 'answer by first-party', 'answer by first-party'],
  ];
  for (const [kind, first, after] of kinds) {
    assert.equal(stepOf(kind, 'unread', 'unread'), first, JSON.stringify(kind));
    const read = first === 'answer by memory' ? 'missing' : 'unread';
    assert.equal(stepOf(kind, 'live', read), after, JSON.stringify(kind));
  }
});

test('S007 what is decided on the page counts once it is known who decided', () => {
  for (const kind of [{}, { trusted: true }, { confidential: false }, { responseType: 'token' }] as const) {
    assert.equal(stepOf(kind, 'unread', 'asked'), 'read-session');
    assert.equal(stepOf(kind, 'live', 'asked'), 'consent', 'also where nobody need be asked');
    assert.equal(stepOf(kind, 'live', 'given'), 'answer by person');
    assert.equal(stepOf(kind, 'unread', 'denied'), 'read-session');
    assert.equal(stepOf(kind, 'live', 'denied'), 'access-denied');
  }
});

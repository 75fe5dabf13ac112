import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Acr } from '../../src/oauth/acr.ts';
import { nextStep, type Seen } from '../../src/oauth/decide.ts';
import type { Prompt } from '../../src/oauth/prompt.ts';
import type { AuthorizationRequest } from '../../src/oauth/read-request.ts';

type Kind = {
  readonly confidential?: boolean;
  readonly trusted?: boolean;
  /** For some groups of people alone. */
  readonly restricted?: boolean;
  readonly responseType?: 'code' | 'token';
  /** In a dialect that asks every time. */
  readonly asksAlways?: boolean;
  readonly prompts?: readonly Prompt[];
  readonly maxAge?: number;
  readonly acr?: Acr;
};

function requestOf({
  confidential = true,
  trusted = false,
  restricted = false,
  responseType = 'code',
  asksAlways = false,
  prompts = [],
  maxAge,
  acr,
}: Kind) {
  const dialect = asksAlways ? { name: 'one', remembersConsent: false, needed: true } : undefined;
  const address = { client: { confidential, trusted, restricted } };
  return { address, responseType, dialect, prompts, maxAge, acr, details: [] } as unknown as AuthorizationRequest;
}

function stepOf(kind: Kind, session: Seen['session'], consent: Seen['consent'], more: Partial<Seen> = {}): string {
  const next = nextStep(requestOf(kind), { session, consent, ...more });
  return next.step === 'answer' ? `answer by ${next.by}` : next.step === 'refuse' ? next.error.rule : next.step;
}

test('without a session a person signs in, whoever asks and whatever they decided', () => {
  for (const kind of [{}, { trusted: true }, { confidential: false }, { responseType: 'token' }] as const) {
    for (const consent of ['unread', 'missing', 'asked', 'given', 'denied'] as const) {
      assert.equal(stepOf(kind, 'none', consent), 'sign-in');
    }
  }
});

test('who says no where they are asked to sign in is asked nothing more', () => {
  for (const session of ['none', 'unread', 'live'] as const) {
    for (const kind of [{}, { restricted: true }, { prompts: ['login'] }, { prompts: ['create'] }] as const) {
      assert.equal(stepOf(kind, session, 'declined'), 'access-denied', JSON.stringify([kind, session]));
    }
  }
  assert.equal(stepOf({ prompts: ['none'] }, 'none', 'declined'), 'login-required');
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

test('S007 what is decided on the page counts by two factors where the application needs them by now', () => {
  for (const kind of [{ acr: 'aal2' }, { acr: 'aal2', trusted: true }, { acr: 'aal2', restricted: true }] as const) {
    assert.equal(stepOf(kind, 'unread', 'given'), 'read-session');
    assert.equal(stepOf(kind, 'live', 'given', { amr: ['pwd'], admitted: true }), 'set-up');
    assert.equal(stepOf(kind, 'live', 'given', { amr: ['pwd', 'mfa'], admitted: true }), 'answer by person');
    assert.equal(stepOf(kind, 'live', 'denied', { amr: ['pwd'], admitted: true }), 'access-denied');
  }
});

test('S008 S009 who the person is is asked before what they allow, and with prompt=none nothing is asked', () => {
  const live = { authenticatedSecondsAgo: 100 };
  const cases: readonly (readonly [Kind, Partial<Seen>, string])[] = [
    [{ prompts: ['login'] }, live, 'sign-in-again'],
    [{ prompts: ['login'] }, { ...live, proof: 'chosen' }, 'sign-in-again'],
    [{ prompts: ['login'] }, { ...live, proof: 'signed-in' }, 'answer by memory'],
    [{ prompts: ['login', 'select_account'] }, live, 'choose'],
    [{ prompts: ['login', 'select_account'] }, { ...live, proof: 'chosen' }, 'sign-in-again'],
    [{ prompts: ['login', 'select_account'] }, { ...live, proof: 'signed-in' }, 'answer by memory'],
    [{ prompts: ['create'] }, live, 'choose'],
    [{ prompts: ['create'] }, { ...live, proof: 'chosen' }, 'answer by memory'],
    [{ prompts: ['create'] }, { ...live, proof: 'signed-in' }, 'answer by memory'],
    [{ prompts: ['login', 'consent'] }, { ...live, proof: 'signed-in' }, 'consent'],
    [{ prompts: ['consent'], trusted: true }, live, 'consent'],
    [{ maxAge: 99 }, live, 'sign-in-again'],
    [{ maxAge: 99 }, { ...live, proof: 'signed-in' }, 'answer by memory'],
    [{ maxAge: 100 }, live, 'answer by memory'],
    [{ maxAge: 99 }, {}, 'read-session'],
    [{ maxAge: 99, prompts: ['none'] }, live, 'login-required'],
    [{ prompts: ['none'], confidential: false }, live, 'consent-required'],
  ];
  for (const [kind, seen, step] of cases) {
    assert.equal(stepOf(kind, 'live', 'unread', seen), step, JSON.stringify([kind, seen]));
  }
  assert.equal(stepOf({ prompts: ['login'] }, 'unread', 'unread'), 'read-session');
  assert.equal(stepOf({ prompts: ['create'] }, 'none', 'unread'), 'sign-up');
  for (const prompt of ['login', 'select_account', 'consent'] as const) {
    assert.equal(stepOf({ prompts: [prompt] }, 'none', 'unread'), 'sign-in');
  }
});

test('of an application for some groups it is asked whether the person is in one, before anything is asked or given', () => {
  const restricted = true;
  assert.equal(stepOf({ restricted }, 'unread', 'unread'), 'answer by memory', 'the statement looks by itself');
  const cases: readonly (readonly [Kind, Seen['consent'], string])[] = [
    [{ restricted }, 'missing', 'consent'],
    [{ restricted }, 'asked', 'consent'],
    [{ restricted }, 'given', 'answer by person'],
    [{ restricted, trusted: true }, 'missing', 'answer by first-party'],
    [{ restricted, responseType: 'token', trusted: true }, 'unread', 'answer by first-party'],
    [{ restricted, prompts: ['none'] }, 'missing', 'consent-required'],
  ];
  for (const [kind, consent, step] of cases) {
    assert.equal(stepOf(kind, 'unread', consent), 'read-session', JSON.stringify(kind));
    assert.equal(stepOf(kind, 'live', consent), 'read-groups', JSON.stringify(kind));
    assert.equal(stepOf(kind, 'live', consent, { admitted: true }), step, JSON.stringify(kind));
    assert.equal(stepOf(kind, 'live', consent, { admitted: false }), 'not-admitted', JSON.stringify(kind));
  }
  const silent = nextStep(requestOf({ restricted, prompts: ['none'] }), {
    session: 'live',
    consent: 'missing',
    admitted: false,
  });
  assert.equal(silent.step, 'refuse');
  const told = nextStep(requestOf({ restricted }), { session: 'live', consent: 'denied', admitted: false });
  assert.equal(told.step, 'refuse');
  assert.equal(stepOf({ restricted }, 'live', 'denied', { admitted: true }), 'access-denied');
});

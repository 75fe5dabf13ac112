import assert from 'node:assert/strict';
import test from 'node:test';
import { checkClientSettings, type RegistrationRules, type TypedSettings } from '../../src/oauth/client-settings.ts';
import { redirectUriRemark } from '../../src/oauth/redirect-uri.ts';
import { newClientId } from '../../src/oauth/register-client.ts';
import { sentenceOf } from '../../src/web/words/en/problems.ts';

const REST = { resourceServer: false, dialect: undefined, confidential: true, redirectUris: [] };
const rules: RegistrationRules = {
  catalogue: [
    {
      name: 'read',
      description: 'Read',
      detail: undefined,
      privileged: false,
      safe: false,
      grants: [],
      offered: true,
      claims: [],
    },
    {
      name: 'admin',
      description: 'Administer',
      detail: undefined,
      privileged: true,
      safe: false,
      grants: [],
      offered: true,
      claims: [],
    },
  ],
  grants: ['authorization_code', 'refresh_token', 'client_credentials'],
  held: undefined,
  privileged: 'review',
};
const typed: TypedSettings = {
  name: 'Trailmark',
  homepage: 'https://trailmark.example/',
  confidential: true,
  redirectUris: ['https://trailmark.example/cb'],
  scopes: ['read'],
  grants: ['authorization_code'],
  requirePkce: false,
};

function problems(change: Partial<TypedSettings>, others: Partial<RegistrationRules> = {}) {
  const checked = checkClientSettings({ ...typed, ...change }, { ...rules, ...others });
  return 'problems' in checked
    ? checked.problems.map(({ field, line, problem }) => ({ field, line, sentence: sentenceOf(problem) }))
    : [];
}

function fields(change: Partial<TypedSettings>, others: Partial<RegistrationRules> = {}) {
  return problems(change, others).map(({ field, line }) => (line === undefined ? field : `${field} ${line}`));
}

test('settings in order come back trimmed and each value once', () => {
  const checked = checkClientSettings(
    {
      ...typed,
      name: '  Trail\u00a0 mark ',
      homepage: ' ',
      redirectUris: [' https://a.example/ ', '', 'https://a.example/', 'com.example.app:/cb'],
      scopes: ['read', 'read'],
    },
    rules,
  );
  assert.deepEqual(checked, {
    needsReview: false,
    settings: {
      name: 'Trail mark',
      homepage: undefined,
      confidential: true,
      redirectUris: ['https://a.example/', 'com.example.app:/cb'],
      scopes: ['read'],
      grants: ['authorization_code'],
      requirePkce: false,
    },
  });
});

test('every problem is reported at once, beside its field and line', () => {
  const found = fields({
    name: ' ',
    homepage: 'trailmark.example',
    redirectUris: ['https://a.example/', 'http://a.example/', '', 'https://a.example/#x'],
    scopes: ['write'],
    grants: ['magic'],
  });
  assert.deepEqual(found, ['name', 'homepage', 'redirectUris 2', 'redirectUris 4', 'scopes', 'grants']);
});

test('S014 the scheme of an app that has no dot is an administrator’s to take, and stays', () => {
  const old = ['vespucci:/oauth2/', 'streetcomplete://oauth', 'everydoor:/oauth', 'gomaposm://oauth/callback'];
  const never = [
    ...[
      'javascript:alert(1)',
      'JavaScript:x',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc',
      'blob:x',
      'about:blank',
    ],
    ...[
      'ws://a.example',
      'wss://a.example',
      'mailto:a@b.example',
      'view-source:x',
      'intent://a#Intent',
      'tel:1',
      'urn:x:y',
    ],
    ...[
      'ftp://a.example/',
      'http://a.example/',
      'a:/b',
      'vespucci:/a b',
      'vespucci:/*',
      'vespucci://u@h/',
      'vespucci:/#',
    ],
    ...['vespucci://host:cb', 'chrome-extension://x/y', 'content://x'],
  ];
  const held = { ...REST, scopes: [], grants: [] };
  for (const uri of old) {
    assert.match(problems({ redirectUris: [uri] })[0]?.sentence ?? '', /domain of yours turned round/, uri);
    assert.deepEqual(fields({ redirectUris: [uri] }, { privileged: 'allow' }), [], uri);
    assert.deepEqual(fields({ redirectUris: [uri] }, { held: { ...held, redirectUris: [uri] } }), [], uri);
    assert.deepEqual(fields({ redirectUris: [`${uri}x`] }, { held: { ...held, redirectUris: [uri] } }), [
      'redirectUris',
    ]);
    assert.equal(redirectUriRemark(uri)?.id, 'uri-scheme-shared', uri);
  }
  for (const uri of never) {
    assert.deepEqual(fields({ redirectUris: [uri] }, { privileged: 'allow' }), ['redirectUris'], uri);
  }
  assert.equal(redirectUriRemark('com.example.app:/cb'), undefined);
});

test('S014 the redirect URIs of a registration are held to the rules, line by line', () => {
  assert.match(problems({ redirectUris: ['http://a.example/'] })[0]?.sentence ?? '', /not this computer/);
  assert.deepEqual(fields({ redirectUris: [] }), ['redirectUris']);
  assert.deepEqual(fields({ redirectUris: [], grants: ['client_credentials'] }), []);
  assert.deepEqual(fields({ redirectUris: Array.from({ length: 21 }, (_, i) => `https://a.example/${i}`) }), [
    'redirectUris',
  ]);
});

test('S125 a name that cannot be read as what it is, is refused', () => {
  const hostile = [
    'a\u202eb',
    'a\u2066b',
    'a\u200bb',
    'a\u00adb',
    'a\ufeffb',
    'a\0b',
    'a\nb',
    '\u3164',
    'a\u{e0041}b',
    '\u061c',
  ];
  for (const name of hostile) assert.deepEqual(fields({ name }), ['name'], JSON.stringify(name));
  assert.match(problems({ name: 'a\u202eb' })[0]?.sentence ?? '', /U\+202E/);
  assert.deepEqual(fields({ name: 'x'.repeat(81) }), ['name']);
  for (const name of ['é'.repeat(80), '地図', '🗺 Maps', '<script>alert(1)</script>', 'חברה']) {
    assert.deepEqual(fields({ name }), [], name);
  }
});

test('a homepage is the address of a page, or nothing', () => {
  for (const homepage of ['javascript:alert(1)', 'http://', 'https://a b/', 'https://u:p@a.example/', '//a.example']) {
    assert.deepEqual(fields({ homepage }), ['homepage'], homepage);
  }
  for (const homepage of ['', 'http://a.example', 'https://bücher.example/ö']) {
    assert.deepEqual(fields({ homepage }), [], homepage);
  }
});

test('a public application cannot have client_credentials', () => {
  assert.deepEqual(fields({ confidential: false, grants: ['authorization_code', 'client_credentials'] }), ['grants']);
  assert.deepEqual(fields({ confidential: false }), []);
});

test('S142 a privileged scope is an administrator’s to give', () => {
  const asked = { ...typed, scopes: ['read', 'admin'] };
  const review = checkClientSettings(asked, rules);
  assert.equal('settings' in review && review.needsReview, true);
  const allowed = checkClientSettings(asked, { ...rules, privileged: 'allow' });
  assert.equal('settings' in allowed && allowed.needsReview, false);
  assert.deepEqual(fields({ scopes: ['admin'] }, { privileged: 'refuse' }), ['scopes']);
  const held = { scopes: ['admin'], grants: [], ...REST };
  assert.deepEqual(fields({ scopes: ['admin'] }, { privileged: 'refuse', held }), []);
});

test('S142 a grant that developers may not choose stays where an administrator gave it, and cannot be added', () => {
  assert.deepEqual(fields({ grants: ['password'] }), ['grants']);
  const held = { scopes: [], grants: ['password'], ...REST };
  assert.deepEqual(fields({ grants: ['password'] }, { held }), []);
});

test('S142 settings hold nothing that only an administrator may set', () => {
  const hostile = { ...typed, trusted: true, resourceServer: true, ownerId: 'x', accessTokenSeconds: 1, id: 'y' };
  const checked = checkClientSettings(hostile, rules);
  assert.ok('settings' in checked);
  assert.deepEqual(Object.keys(checked.settings).sort(), Object.keys(typed).sort());
});

test('S140 client ids cannot be guessed', () => {
  const ids = new Set(Array.from({ length: 1000 }, newClientId));
  assert.equal(ids.size, 1000);
  for (const id of ids) assert.match(id, /^lk_ci_[0-9A-Za-z]{22}$/);
});

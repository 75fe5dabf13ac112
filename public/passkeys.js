// Asks for passkeys (WebAuthn Level 3): the forms that need one are shown where the browser can, and filled in with what it brings.
// Pages are complete without it for whoever has none.
const known = typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

if (known) {
  for (const form of document.querySelectorAll('form[data-passkey]')) prepare(form);
  for (const place of document.querySelectorAll('[data-passkey-signal]')) {
    for (const [name, told] of Object.entries(JSON.parse(place.dataset.passkeySignal))) {
      // Whatever keeps the passkeys may show them as they are here, and forget those that are gone.
      if (name in PublicKeyCredential) PublicKeyCredential[name](told).catch(() => {});
    }
  }
}

function prepare(form) {
  const credential = form.elements.namedItem('credential');
  const failed = form.querySelector('[data-failed]');
  const options = JSON.parse(form.dataset.options);
  let waiting; // the question that the browser offers in the field, until the button asks aloud
  form.hidden = false;

  const send = (found) => {
    credential.value = JSON.stringify(found.toJSON());
    form.submit();
  };
  form.addEventListener('submit', (event) => {
    if (credential.value !== '') return;
    event.preventDefault();
    waiting?.abort();
    failed.hidden = true;
    ask(form.dataset.passkey, options).then(send, () => {
      failed.hidden = false;
    });
  });
  if (form.hasAttribute('data-conditional')) {
    PublicKeyCredential.isConditionalMediationAvailable?.().then((available) => {
      if (!available) return;
      waiting = new AbortController();
      ask('get', options, { mediation: 'conditional', signal: waiting.signal }).then(send, () => {});
    });
  }
}

function ask(what, options, more = {}) {
  if (what === 'create') {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), ...more });
}

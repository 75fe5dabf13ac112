import type { Endpoint } from '../endpoint.ts';

/** Where password managers lead people who want another password (A Well-Known URL for Changing Passwords). */
export const changePasswordEndpoint: Endpoint = {
  path: '/.well-known/change-password',
  mount(app) {
    app.get(this.path, (_request, reply) => reply.redirect('/account#password', 303));
  },
};

/** Where they lead people who want a passkey, or another one (A Well-Known URL for Relying Party Passkey Endpoints). */
export const passkeyEndpointsEndpoint: Endpoint = {
  path: '/.well-known/passkey-endpoints',
  mount(app, deps) {
    const page = `${deps.issuer}/account/factors`;
    if (deps.relyingParty) app.get(this.path, () => ({ enroll: page, manage: page }));
  },
};

import type { FastifyReply, FastifyRequest } from 'fastify';
import { newAppSecret, openAppSecret } from '../../accounts/set-up-app.ts';
import { totpUri } from '../../accounts/totp.ts';
import type { Deps } from '../../deps.ts';
import type { Requester } from '../authorization/requester.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import { FACTORS } from './account-tabs.ts';
import type { PasskeyForm } from './passkey-form.ts';
import { qrCodeOf } from './qr-code.ts';

export type SetUpState = { readonly status?: number; readonly notice?: Notice | undefined; readonly refused?: boolean };

/** To whom the secret is shown, and where its form goes. */
export type SetUpAsked = {
  /** The session or the sign-in: the form works in no other. */
  readonly context: string;
  readonly email: string;
  readonly action: string;
  readonly lead: string;
  readonly requester: Requester | undefined;
  /** Before there is a session. */
  readonly signingIn: boolean;
  /** A passkey instead, where there can be one. */
  readonly passkey?: PasskeyForm | undefined;
};

/** The page on which an authenticator app gets its secret. A code that was wrong leaves the secret as it was. */
export async function showSetUp(
  request: FastifyRequest,
  reply: FastifyReply,
  { context, email, action, lead, requester, signingIn, passkey }: SetUpAsked,
  state: SetUpState,
  deps: Pick<Deps, 'keys' | 'issuer'>,
): Promise<FastifyReply> {
  const carried = field(formOf(request), 'secret');
  const known = openAppSecret(carried, context, deps.keys);
  const { secret, sealed } =
    known === undefined ? newAppSecret(context, deps.keys) : { secret: known, sealed: carried };
  const qr = await qrCodeOf(totpUri(secret, { issuer: new URL(deps.issuer).host, account: email }));
  const text = request.words['factor-app'];
  return show(request, reply, 'factor-app', {
    title: passkey ? text.titleEither : text.title,
    status: state.status ?? 200,
    ...(signingIn ? { form: 'browser' as const } : {}),
    ...(requester ? { authorization: requester } : {}),
    copyButton: true,
    passkeys: passkey !== undefined,
    values: {
      requester,
      passkey,
      lead,
      notice: state.notice,
      action,
      sealed,
      cancel: signingIn || requester ? undefined : FACTORS,
      qr,
      secret: (secret.match(/.{4}/g) ?? []).join(' '),
      fields: {
        code: {
          id: 'code',
          label: text.code,
          hint: text.hint,
          autocomplete: 'one-time-code',
          required: true,
          mono: true,
          error: state.refused ? text.refused : undefined,
        },
      } satisfies Fields,
    },
  });
}

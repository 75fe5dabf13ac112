import { verificationUriComplete } from '../../oauth/device-authorization.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { readUserCode } from '../../oauth/user-code.ts';
import type { Endpoint } from '../endpoint.ts';
import { field, queryOf } from '../frame/form.ts';
import { addressLimit } from '../requests/address-limit.ts';

const MOST = 120; // drawn a minute, for each address prefix; one costs a millisecond

/**
 * The address with a device's code as a picture (RFC 8628 §3.3.1), for devices that can show one and not draw one. It is
 * made of what stands in the address alone: nobody learns from it whether such a code waits, or can make it hold another.
 */
export const deviceQrCodeEndpoint: Endpoint = {
  path: '/device/code.svg',
  mount(app, deps) {
    const tooMany = addressLimit(MOST);
    app.get(this.path, async (request, reply) => {
      const code = readUserCode(field(queryOf(request), 'user_code'));
      if (code === undefined) throw new OAuthError('user-code-malformed');
      if (await tooMany(request, reply)) throw new OAuthError('too-many-requests');
      const { default: qrcode } = await import('qrcode');
      const picture = await qrcode.toString(verificationUriComplete(code, deps.issuer), { type: 'svg', width: 240 });
      return reply
        .headers({
          'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
          'cross-origin-resource-policy': 'cross-origin', // the device's own page shows it
        })
        .type('image/svg+xml')
        .send(picture);
    });
  },
};

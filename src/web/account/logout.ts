import type { Deps } from '../../deps.ts';
import { parses } from '../../oauth/parses.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { HOME, localPath, withReturnTo } from '../requests/return-to.ts';

const LOGIN = '/login';

/**
 * Where programs for OpenStreetMap send people to switch the account: `/logout?referer=`, with `/login?referer=` and an
 * authorization request inside. A GET signs nobody out: the page asks. It leads on to a path of ours, and shows a link to
 * an address of an origin that an active application registered; to nothing else.
 */
export const logout: Page = {
  name: 'logout',
  path: '/logout',
  mount(app, deps) {
    app.get(logout.path, async (request, reply) => {
      const referer = field(queryOf(request), 'referer');
      const back = await registered(referer, deps);
      const onward = back ? `${logout.path}?${new URLSearchParams({ referer })}` : localPath(referer);
      const session = await request.findSession();
      if (!session && !back) return reply.redirect(onward, 303);
      const text = request.words.logout;
      return show(request, reply, 'logout', {
        title: session ? text.title : text.done,
        // Programs open it as a pop-up, on the way to an authorization.
        ...(onward.startsWith(LOGIN) ? { authorization: { leaves: false } } : {}),
        values: {
          email: session?.user.email,
          action: withReturnTo('/sign-out', onward),
          stay: back?.href ?? HOME,
          back,
        },
      });
    });
    app.get(LOGIN, (request, reply) => {
      const referer = localPath(field(queryOf(request), 'referer'));
      return reply.redirect(withReturnTo('/sign-in', referer), 303);
    });
  },
};

async function registered(referer: string, { hasOrigin }: Pick<Deps, 'hasOrigin'>) {
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(referer) || !parses(referer)) return undefined;
  const { href, host, origin, username, password } = new URL(referer);
  return username === '' && password === '' && (await hasOrigin(origin)) ? { href, host } : undefined;
}

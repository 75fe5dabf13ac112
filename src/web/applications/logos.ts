import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';

const LARGE = 256;
const SMALL = 64;
const YEAR_SECONDS = 31_536_000;

/** The pictures of applications, by their digest: what is at such an address never changes. */
export const logos: Page = {
  name: 'logos',
  path: '/logos/:name',
  mount(app, deps) {
    app.get<{ Params: { name: string } }>(this.path, async (request, reply) => {
      const [, digest = '', size] = /^([0-9a-f]{64})(-64)?\.png$/.exec(request.params.name) ?? [];
      const image = await deps.logos.find(digest, size === undefined ? 'large' : 'small');
      if (!image) throw new PageError('notFound');
      return reply
        .header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
        .header('content-security-policy', "default-src 'none'")
        .type('image/png')
        .send(image);
    });
  },
};

/** What views/partials/tile.eta shows: the logo, or the first letter of the name. */
export function tileOf(logo: string | undefined, size: 'large' | 'small' = 'large') {
  if (logo === undefined) return undefined;
  return size === 'large' ? { src: `/logos/${logo}.png`, side: LARGE } : { src: `/logos/${logo}-64.png`, side: SMALL };
}

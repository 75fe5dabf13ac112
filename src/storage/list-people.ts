import type { PeopleList } from '../accounts/listed-person.ts';
import type { Database } from './engine/database.ts';
import { toUser } from './user-row.ts';
import { isUuid } from './uuid.ts';

/** Everybody with an account, by pages: what somebody owns is counted for those that are shown, however many there are. */
export function peopleList(database: Pick<Database, 'prisma'>): PeopleList {
  return {
    async list({ size, search = '', after }) {
      const prisma = await database.prisma();
      const rows = await prisma.user.findMany({
        where: {
          ...(after === undefined ? {} : { emailCanonical: { gt: after } }),
          ...(search === '' ? {} : { OR: foundBy(search) }),
        },
        orderBy: { emailCanonical: 'asc' },
        take: size + 1,
      });
      const shown = rows.slice(0, size);
      const counts = await prisma.client.groupBy({
        by: ['ownerId'],
        where: { ownerId: { in: shown.map(({ id }) => id) } },
        _count: true,
      });
      const owned = new Map(counts.map(({ ownerId, _count }) => [ownerId, _count]));
      return {
        people: shown.map((row) => ({ ...toUser(row), applications: owned.get(row.id) ?? 0 })),
        next: rows.length > size ? shown.at(-1)?.emailCanonical : undefined,
      };
    },
  };
}

/** In any letters; Prisma leaves the signs of LIKE as they are. */
function foundBy(search: string) {
  const has = { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const;
  return [{ name: has }, { email: has }, { emailCanonical: has }, ...(isUuid(search) ? [{ id: search }] : [])];
}

import type { SessionStore } from './session.ts';
import type { UserStore } from './user.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';
const AT_ONCE = 6; // a page asks for so many things, each over a connection of its own
const SOON_MILLIS = 100; // whoever is being answered is answered first

/**
 * Loads what only people need before they wait for it: Prisma with its compiler, by asking for nobody, and connections. A server
 * that only programs use never spends what that takes, a third of a second and 60 MiB. To be called where somebody may come; the
 * first call counts.
 */
export function expectPeople(users: Pick<UserStore, 'find'>, sessions: Pick<SessionStore, 'any'>): () => void {
  let expected = false;
  const load = async () => {
    await users.find(NOBODY);
    await Promise.all(Array.from({ length: AT_ONCE }, () => sessions.any()));
  };
  return () => {
    if (expected) return;
    expected = true;
    setTimeout(() => load().catch(() => undefined), SOON_MILLIS).unref(); // who comes hears of what is wrong
  };
}

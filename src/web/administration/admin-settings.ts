import type { Deps } from '../../deps.ts';
import { SETTINGS, type Setting, type SettingsPart } from '../../oauth/model/setting.ts';
import { show } from '../frame/show.ts';
import { countOf, spanOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { ADMIN_SETTINGS, adminTabs } from './administration.ts';

/** What is set for the whole server, where that comes from, and under which secrets it keeps what is encrypted; nothing is changed here. */
export const adminSettings: Page = {
  name: 'admin-settings',
  path: ADMIN_SETTINGS,
  mount(app, deps) {
    app.get(adminSettings.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const text = request.words['admin-settings'];
      return show(request, reply, 'admin-settings', {
        title: text.title,
        current: 'administration',
        values: {
          tabs: adminTabs(request.words, 'settings'),
          parts: (Object.keys(SETTINGS) as SettingsPart[]).map((part) => ({
            id: part,
            heading: text.parts[part],
            settings: deps.settings
              .filter(({ name }) => SETTINGS[part].some((each) => each === name))
              .map((setting) => shownSetting(request.words, setting)),
            keys: part === 'secrets',
          })),
          ...(await masterKeysOf(request.words, deps)),
        },
      });
    });
  },
};

function shownSetting(words: Words, { name, value, source, secret }: Setting) {
  const text = words['admin-settings'];
  const seconds = name.endsWith('_SECONDS') && /^\d+$/.test(value) ? Number(value) : 0;
  return {
    name,
    meaning: text.meanings[name],
    value: value === '' || (secret && value === 'set') ? undefined : value,
    word: value === '' ? text.notSet : text.set,
    note: secret && value !== '' && value !== 'set' ? text.hidden : seconds > 0 ? spanOf(words, seconds) : undefined,
    source: text.sources[source],
    given: source !== 'default',
  };
}

async function masterKeysOf(words: Words, { masterKeys }: Pick<Deps, 'masterKeys'>) {
  const text = words['admin-settings'];
  const { ids, older } = await masterKeys.read();
  const waiting = older.filter(({ rows }) => rows.count > 0);
  const state = ids.length < 2 ? 'one' : waiting.length > 0 ? 'waiting' : 'done';
  return {
    secrets: ids.map((id, at) => ({ id, use: at === 0 ? text.first : text.older })),
    toDo: text.toDo[state],
    waiting: waiting.map(({ kind, rows: { count, exact } }) => ({
      what: text.sealed[kind],
      rows: exact ? countOf(words, count) : words.admin.moreThan(countOf(words, count)),
    })),
  };
}

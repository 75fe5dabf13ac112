import type { FastifyReply, FastifyRequest } from 'fastify';
import { addUser } from '../../accounts/add-user.ts';
import { canonicalEmail } from '../../accounts/email.ts';
import type { NewUserProblems } from '../../accounts/new-user.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import type { Notice } from '../frame/notice.ts';
import { isSameClick } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import { inLanguageOf } from '../mails/in-language.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { by, PEOPLE, pathOfPerson, requireRecentAdmin } from './administration.ts';
import { redirectWithLink } from './password-link.ts';

/** Makes an account for somebody, and a link with which they choose a password. */
export const adminPersonNew: Page = {
  name: 'admin-person-new',
  path: `${PEOPLE}/new`,
  mount(app, deps) {
    const post = formPage(app, adminPersonNew.path, {
      admit: requireAdmin,
      change: (request, reply) => requireRecentAdmin(request, reply, deps),
      view: (request, reply, _session, shown) => form(request, reply, deps, shown),
    });
    post(adminPersonNew.path, async (request, reply, session) => {
      const typed = typedIn(request);
      const result = await addUser({ ...typed, password: undefined }, by(request, session), deps);
      const user = result.kind === 'added' ? result.user : await sameClick(typed, deps);
      if (!user) {
        const wrong = result.kind === 'problems' ? result.problems : {};
        const notice = wrong.email === 'taken' ? await whoHas(request.words, typed, deps) : undefined;
        return form(request, reply, deps, { status: 422, wrong, notice });
      }
      const { id } = user;
      if (deps.mailbox && formOf(request).has('invite')) {
        // A double click invites once: whoever was added before the second has one already.
        if (result.kind === 'added') await inLanguageOf(request, deps.mailbox).add({ kind: 'invitation', userId: id });
        return reply.redirect(`${pathOfPerson(id)}?done=invited`, 303);
      }
      const shown = await redirectWithLink(request, reply, deps, session, { id, kind: 'added' });
      return shown || reply.redirect(pathOfPerson(id), 303); // disabled meanwhile
    });
  },
};

type Typed = ReturnType<typeof typedIn>;

function typedIn(request: FastifyRequest) {
  const fields = formOf(request);
  return {
    name: field(fields, 'name'),
    email: field(fields, 'email'),
    isAdmin: field(fields, 'administrator') === 'yes',
  };
}

/** Whom the first click of a double one added. */
async function sameClick(
  { name, email, isAdmin }: Typed,
  deps: Pick<Deps, 'users' | 'now'>,
): Promise<User | undefined> {
  const address = canonicalEmail(email);
  const user = 'canonical' in address ? await deps.users.findByEmail(address.canonical) : undefined;
  const same = user?.name === name.trim() && user.isAdmin === isAdmin && user.passwordChangedAt === undefined;
  return same && isSameClick(user.createdAt, deps.now()) ? user : undefined;
}

/** Leads to the account that has the address. */
async function whoHas(words: Words, { email }: Typed, deps: Pick<Deps, 'users'>): Promise<Notice | undefined> {
  const address = canonicalEmail(email);
  const user = 'canonical' in address ? await deps.users.findByEmail(address.canonical) : undefined;
  return (
    user && {
      kind: 'information',
      text: words['admin-person-new'].taken,
      link: { href: pathOfPerson(user.id), text: user.name },
    }
  );
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { mailbox }: Pick<Deps, 'mailbox'>,
  { status = 200, notice, wrong = {} }: Shown & { readonly wrong?: NewUserProblems },
) {
  const typed = typedIn(request);
  const text = request.words['admin-person-new'];
  return show(request, reply, 'admin-person-new', {
    title: text.title,
    status,
    current: 'administration',
    values: {
      notice,
      isAdmin: typed.isAdmin,
      lead: mailbox ? text.leadMail : text.lead,
      sendsMail: mailbox !== undefined,
      invite: request.method === 'POST' ? formOf(request).has('invite') : true,
      fields: {
        name: {
          id: 'name',
          label: text.name,
          hint: text.nameHint,
          required: true,
          value: typed.name,
          error: wrong.name && request.words.problems.name[wrong.name],
        },
        email: {
          id: 'email',
          label: text.email,
          hint: mailbox ? text.emailHintMail : text.emailHint,
          type: 'email',
          required: true,
          value: typed.email,
          error: wrong.email && request.words.problems.email[wrong.email],
        },
      } satisfies Fields,
    },
  });
}

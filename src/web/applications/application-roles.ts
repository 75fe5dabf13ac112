import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canonicalEmail } from '../../accounts/email.ts';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import { isRoleName, MOST_HOLDERS, MOST_ROLES, type RoleHolder } from '../../oauth/model/role.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { Keeper, OfClient, OwnApplication } from './keeper.ts';
import { APPLICATIONS, owners } from './own-application.ts';

/** What people and groups are at an application: its owner says so, and it learns it by the claim `roles`. */
export const applicationRoles: Page = {
  name: 'application-roles',
  path: `${APPLICATIONS}/:id/roles`,
  mount(app, deps) {
    const { admitAgain: change, ...keeper } = owners(deps);
    rolesPage(app, deps, applicationRoles.path, { ...keeper, change, scopes: 'edit', everyGroup: false });
  },
};

type RoleKeeper = Pick<Keeper, 'admit' | 'placeOf' | 'actor'> & {
  readonly change: Keeper['admit'];
  /** The page under that of the application where its scopes are chosen. */
  readonly scopes: string;
  /** May name any group, otherwise those that the application is for, and one's own; and sees whose an address is. */
  readonly everyGroup: boolean;
};

/** The page for whoever keeps the application. */
export function rolesPage(app: FastifyInstance, deps: Deps, path: string, keeper: RoleKeeper) {
  const post = formPage<OfClient, OwnApplication>(app, path, {
    admit: keeper.admit,
    change: keeper.change,
    view: (request, reply, { client }, shown) => page(request, reply, deps, keeper, client, shown),
    done: (words) => words['application-roles'].done,
  });
  const back = (request: FastifyRequest, reply: FastifyReply, client: Client, done: string) =>
    reply.redirect(`${keeper.placeOf(request.words, client).path}/roles?done=${done}`, 303);
  post(path, async (request, reply, { session, client }) => {
    const name = field(formOf(request), 'role-name').trim();
    const text = request.words['application-roles'];
    if (!isRoleName(name))
      return page(request, reply, deps, keeper, client, { status: 422, wrong: { name: text.nameWrong } });
    const added = await deps.roles.add(client.id, name, keeper.actor(request, session));
    if (added === 'too-many') {
      return page(request, reply, deps, keeper, client, { status: 409, wrong: { name: text.tooMany(MOST_ROLES) } });
    }
    return back(request, reply, client, 'added'); // also where it was there before
  });
  post(`${path}/remove`, async (request, reply, { session, client }) => {
    await deps.roles.remove(client.id, field(formOf(request), 'role'), keeper.actor(request, session));
    return back(request, reply, client, 'removed');
  });
  post(`${path}/give`, async (request, reply, { session, client }) => {
    const found = await holderTyped(request, { client, userId: session.user.id, everyGroup: keeper.everyGroup }, deps);
    if ('wrong' in found) return page(request, reply, deps, keeper, client, { status: 422, wrong: found.wrong });
    const given = await deps.roles.give(client.id, found.role, found.holder, keeper.actor(request, session));
    if (given === 'too-many') {
      const wrong = { email: request.words['application-roles'].tooManyHolders(MOST_HOLDERS) };
      return page(request, reply, deps, keeper, client, { status: 409, wrong });
    }
    return back(request, reply, client, 'given');
  });
  post(`${path}/take`, async (request, reply, { session, client }) => {
    const fields = formOf(request);
    const id = field(fields, 'holder');
    const holder =
      field(fields, 'kind') === 'group'
        ? ({ kind: 'group', id } as const)
        : ({ kind: 'person', email: id, emailCanonical: id } as const);
    await deps.roles.take(client.id, field(fields, 'role'), holder, keeper.actor(request, session));
    return back(request, reply, client, 'taken');
  });
}

type Wrong = { readonly name?: string; readonly role?: string; readonly email?: string; readonly group?: string };

/** Who is to have which role: a person by their address, or a group by its name. */
async function holderTyped(
  request: FastifyRequest,
  about: { readonly client: Client; readonly userId: string; readonly everyGroup: boolean },
  deps: Pick<Deps, 'groups' | 'roles'>,
): Promise<{ readonly role: string; readonly holder: RoleHolder } | { readonly wrong: Wrong }> {
  const fields = formOf(request);
  const text = request.words['application-roles'];
  const role = field(fields, 'role');
  if (!(await deps.roles.list(about.client.id)).some(({ name }) => name === role))
    return { wrong: { role: text.choose } };
  const [email, groupName] = [field(fields, 'email').trim(), field(fields, 'group').trim()];
  if ((email === '') === (groupName === '')) return { wrong: { email: text.oneOfTwo } };
  if (email !== '') {
    const address = canonicalEmail(email);
    if (!('canonical' in address)) return { wrong: { email: request.words.problems.email[address.problem] } };
    return { role, holder: { kind: 'person', email: address.email, emailCanonical: address.canonical } };
  }
  const group = await deps.groups.findByName(groupName);
  const known = about.everyGroup
    ? undefined
    : [...(await deps.groups.listOfClient(about.client.id)), ...(await deps.groups.listOwned(about.userId))];
  const mayName = group && (known === undefined || known.some(({ id }) => id === group.id));
  return mayName ? { role, holder: { kind: 'group', id: group.id } } : { wrong: { group: text.noGroup } };
}

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'roles'>,
  keeper: RoleKeeper,
  client: Client,
  { status = 200, notice, wrong = {} }: Shown & { readonly wrong?: Wrong },
) {
  const { current, path, crumbs } = keeper.placeOf(request.words, client);
  const text = request.words['application-roles'];
  const fields = formOf(request);
  const roles = await deps.roles.list(client.id);
  const all = {
    name: {
      id: 'role-name',
      label: text.name,
      hint: text.nameHint,
      example: 'editor',
      mono: true,
      value: field(fields, 'role-name').slice(0, 100),
      error: wrong.name,
    },
    role: { id: 'role', label: text.role, error: wrong.role },
    email: {
      id: 'email',
      label: text.email,
      hint: text.emailHint,
      type: 'email',
      value: field(fields, 'email').slice(0, 320),
      error: wrong.email,
    },
    group: {
      id: 'group',
      label: text.group,
      hint: keeper.everyGroup ? undefined : text.groupHint,
      value: field(fields, 'group').slice(0, 200),
      error: wrong.group,
    },
  } satisfies Record<string, Field | { readonly hint: undefined }>;
  return show(request, reply, 'application-roles', {
    title: text.title(client.name),
    status,
    current,
    values: {
      notice,
      path,
      breadcrumb: text.breadcrumb,
      crumbs,
      here: text.here,
      asksScope: !client.scopes.includes('roles') && {
        kind: 'information',
        text: text.asksScope,
        link: { href: `${path}/${keeper.scopes}`, text: text.chooseScope },
      },
      fields: all,
      chosen: field(fields, 'role'),
      roles: roles.map(({ name, people, groups }) => ({
        name,
        removeLabel: text.removeOne(name),
        holders: [
          ...people.map(({ email, emailCanonical, name }) => ({
            kind: 'person',
            id: emailCanonical,
            name: email,
            // Whether there is an account is no business of whoever keeps an application.
            detail: keeper.everyGroup ? (name ?? text.noAccount) : '',
          })),
          ...groups.map((group) => ({ kind: 'group', id: group.id, name: group.name, detail: text.isGroup })),
        ].map((holder) => ({ ...holder, takeLabel: text.takeOne(name, holder.name) })),
      })),
    },
  });
}

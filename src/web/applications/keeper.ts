import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Actor, Client } from '../../oauth/model/client.ts';
import type { Words } from '../words/index.ts';

/** A path with the client in it, as every page of one application has. */
export type OfClient = { Params: { id: string } };

/** An application, and who asks for its page. */
export type OwnApplication = { readonly session: Session; readonly client: Client };

/** A page on which something can be done about what was refused, by the end of its path. */
export type Step = 'edit' | 'advanced' | 'rotate-secret';

/** Where the pages about an application are: its owner's, or the administrators'. */
export type Place = {
  readonly current: 'applications' | 'administration';
  /** Of the page of the application; below it are the others. */
  readonly path: string;
  /** Of the list that it comes from. */
  readonly list: string;
  readonly crumbs: readonly { readonly path: string; readonly text: string }[];
  /** What can be done there about what was refused. */
  readonly steps: readonly Step[];
};

type Admit = (request: FastifyRequest<OfClient>, reply: FastifyReply) => Promise<OwnApplication | undefined>;

/** By whose right a page about an application changes it, and where such pages are. */
export type Keeper = {
  /** Who may see it; undefined: sent elsewhere. */
  readonly admit: Admit;
  /** The same for who just proved who they are. */
  readonly admitAgain: Admit;
  readonly placeOf: (words: Words, client: Pick<Client, 'id' | 'name'>) => Place;
  readonly actor: (request: FastifyRequest, session: Session) => Actor;
};

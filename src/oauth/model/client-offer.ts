import type { OwnerActor } from './client.ts';

/** Whom an application is offered to: whoever has this address, or a team, for which its managers answer. */
export type Receiver =
  | { readonly kind: 'person'; readonly email: string; readonly emailCanonical: string }
  | { readonly kind: 'team'; readonly teamId: string };

/** An offer that waits, for whoever made it. */
export type ClientOffer = {
  readonly id: string;
  /** The address, or the name of the team. */
  readonly to: string;
  readonly expiresAt: Date;
};

/** The same for whoever may accept it. */
export type OfferedClient = {
  readonly id: string;
  readonly client: { readonly id: string; readonly name: string; readonly homepage: string | undefined };
  /** What people call who owns it; undefined: nobody. */
  readonly from: string | undefined;
  /** The team that it is for; undefined: the person themselves. */
  readonly team: { readonly id: string; readonly name: string } | undefined;
  readonly expiresAt: Date;
};

/** `not-yours`: there is no such application, or it is not theirs to give; `privileged`: only an administrator gives it away; `same`: the owner. */
export type Offered = 'offered' | 'not-yours' | 'privileged' | 'same';

/** Applications on their way to another owner: nothing changes until it is accepted, within seven days. Each act is one transaction. */
export type ClientOfferStore = {
  /** In place of another offer of it. Only by its owner, or by a manager of the team that owns it. */
  offer(clientId: string, to: Receiver, by: OwnerActor): Promise<Offered>;
  find(clientId: string): Promise<ClientOffer | undefined>;
  withdraw(clientId: string, by: OwnerActor): Promise<boolean>;
  /** Those that this person may accept, the newest first. */
  listFor(userId: string): Promise<readonly OfferedClient[]>;
  /**
   * Exactly one caller wins, and owns it, or their team does; people are asked for consent again, and it is verified no more. `gone`:
   * it was withdrawn, or answered, or its owner may not give it any more; `too-many`: they own `most`.
   */
  accept(offerId: string, by: OwnerActor, most: number): Promise<{ readonly clientId: string } | 'gone' | 'too-many'>;
  decline(offerId: string, by: OwnerActor): Promise<boolean>;
};

import type { Client, ClientSettings } from './client.ts';
import type { ClientMetadata } from './client-metadata.ts';

/** What a document at its client_id says of a client, in order. */
export type ClientDocument = {
  /** The client_id: the address of the document. */
  readonly id: string;
  readonly settings: ClientSettings;
  readonly authMethods: readonly string[];
  readonly metadata: Partial<ClientMetadata>;
  /** Until when it counts without being read again. */
  readonly freshUntil: Date;
};

/** A client that people have allowed something, as its document was when it was last read. */
export type KeptDocument = { readonly client: Client; readonly readAt: Date; readonly freshUntil: Date };

/** Clients that documents describe: kept from the moment in which somebody allows one something. */
export type ClientDocumentStore = {
  /** One statement, never a cache. */
  find(id: string): Promise<KeptDocument | undefined>;
  /**
   * As the document is now; what administrators set stays. Twice with the same is once, from two instances too. An address that is
   * the client_id of another kind of client leaves it as it is.
   */
  keep(document: ClientDocument): Promise<void>;
};

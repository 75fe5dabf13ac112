import pg from 'pg';
import utils from 'pg/lib/utils.js';

/** A statement with a name of its own. `$1` is always the offset of the clock: write `now() + $1::interval`. */
export type Statement = { readonly name: string; readonly text: string };

type Column = { readonly name: string; readonly parse: (text: string) => unknown };
/** What pg gives to the classes of others that speak its protocol, as pg-cursor does. */
type Connection = {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string | undefined>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string }): void;
  sync(): void;
};

/**
 * The columns of each statement, as Postgres described them on this connection. There they stay as they are: what was
 * prepared before a column got another type fails (0A000), and is prepared anew on another connection.
 */
const described = new WeakMap<Connection, Map<string, readonly Column[]>>();
const asItIs = (value: unknown) => value;

/** A statement with its values, and what came of it. */
export class Execution<Row> {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly rows: Row[] = [];
  /** Of this one alone: what was sent with it may have succeeded. */
  failure: Error | undefined;
  #columns: readonly Column[] | undefined;

  constructor(statement: Statement, values: readonly unknown[]) {
    this.statement = statement;
    this.values = values;
  }

  /** Parsed once a connection, as with pg's own `name`. Whether it was sent: not where a value cannot be. */
  send(connection: Connection): boolean {
    const { name, text } = this.statement;
    let values: readonly unknown[];
    try {
      values = this.values.map((value) => utils.prepareValue(value));
    } catch (error) {
      this.failure = error as Error;
      return false;
    }
    if (connection.parsedStatements[name] === undefined && connection.submittedNamedStatements[name] === undefined) {
      connection.parse({ name, text });
      connection.submittedNamedStatements[name] = text;
    }
    connection.bind({ statement: name, values, valueMapper: asItIs });
    this.#columns = described.get(connection)?.get(name);
    if (!this.#columns) connection.describe({ type: 'P', name: '' });
    connection.execute({ portal: '' });
    return true;
  }

  takeColumns(fields: readonly { readonly name: string; readonly dataTypeID: number }[], connection: Connection) {
    const columns = fields.map(({ name, dataTypeID }) => ({ name, parse: pg.types.getTypeParser(dataTypeID, 'text') }));
    this.#columns = columns;
    const known = described.get(connection) ?? new Map<string, readonly Column[]>();
    described.set(connection, known.set(this.statement.name, columns));
  }

  takeRow(fields: readonly (string | null)[]) {
    const row: Record<string, unknown> = {};
    const columns = this.#columns ?? [];
    for (let at = 0; at < columns.length; at += 1) {
      const { name, parse } = columns[at] as Column;
      const text = fields[at] ?? null;
      row[name] = text === null ? null : parse(text);
    }
    this.rows.push(row as Row);
  }
}

type Done = (error: Error | undefined) => void;

/**
 * One or several executions for `client.query()`, in one round trip and one transaction: `done` hears when it is over, of an
 * error that undid them all. Each is parsed and described once a connection. Not to copy the statement, and
 * not to hear each time what columns it has, takes 20 us off each.
 */
export class Prepared {
  readonly executions: readonly Execution<unknown>[];
  readonly #done: Done;
  readonly #sent: Execution<unknown>[] = [];
  #at = 0;
  #connection: Connection | undefined;

  constructor(executions: readonly Execution<unknown>[], done: Done) {
    this.executions = executions;
    this.#done = done;
  }

  /** By which pg remembers what is parsed; of several each remembers its own. */
  get name(): string | undefined {
    return this.executions.length === 1 ? this.executions[0]?.statement.name : undefined;
  }

  get text(): string | undefined {
    return this.executions[0]?.statement.text;
  }

  /** pg leaves a callback alone that is there. */
  get callback(): Done {
    return this.#done;
  }

  submit(given: pg.Connection): null {
    const connection = given as unknown as Connection;
    this.#connection = connection;
    connection.stream.cork();
    for (const execution of this.executions) if (execution.send(connection)) this.#sent.push(execution);
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }) {
    if (this.#connection) this.#sent[this.#at]?.takeColumns(fields, this.#connection);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }) {
    this.#sent[this.#at]?.takeRow(fields);
  }

  handleCommandComplete() {
    this.#at += 1;
  }

  handleEmptyQuery() {}

  handleError(error: Error) {
    this.#done(error);
  }

  handleReadyForQuery() {
    this.#done(undefined);
  }
}

// In pipeline mode pg takes no class but its own, because others may leave a portal open behind them; this one never does.
Object.setPrototypeOf(Prepared.prototype, pg.Query.prototype);

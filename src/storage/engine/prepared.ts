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

/** The columns of each statement, as Postgres described them the first time. */
const described = new WeakMap<Statement, readonly Column[]>();
const asItIs = (value: unknown) => value;

/** A statement with its values, and what came of it. */
export class Execution<Row> {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly rows: Row[] = [];
  /** Of this one alone: what was sent with it may have succeeded. */
  failure: Error | undefined;

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
    if (!described.has(this.statement)) connection.describe({ type: 'P', name: '' });
    connection.execute({ portal: '' });
    return true;
  }

  takeColumns(fields: readonly { readonly name: string; readonly dataTypeID: number }[]) {
    const columns = fields.map(({ name, dataTypeID }) => ({ name, parse: pg.types.getTypeParser(dataTypeID, 'text') }));
    described.set(this.statement, columns);
  }

  takeRow(fields: readonly (string | null)[]) {
    const row: Record<string, unknown> = {};
    const columns = described.get(this.statement) ?? [];
    if (columns.length !== fields.length) {
      described.delete(this.statement); // its form has changed: no value may stand under another's name
      this.failure = new Error('a statement answered in another form than it was described in');
    }
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
 * error that undid them all. Each is parsed once a connection and described once a process. Not to copy the statement, and
 * not to hear each time what columns it has, takes 20 us off each.
 */
export class Prepared {
  readonly executions: readonly Execution<unknown>[];
  readonly #done: Done;
  readonly #sent: Execution<unknown>[] = [];
  #at = 0;

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
    connection.stream.cork();
    for (const execution of this.executions) if (execution.send(connection)) this.#sent.push(execution);
    connection.sync();
    connection.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }) {
    this.#sent[this.#at]?.takeColumns(fields);
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

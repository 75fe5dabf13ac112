type Pool = { query(text: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }> };
type Node = {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Node[];
};

/** How many rows, and entries of indexes, a statement reads: what it takes, whatever else the machine does. */
export async function rowsRead(pool: Pool, text: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await pool.query(`EXPLAIN (ANALYZE, TIMING off, FORMAT JSON) ${text}`, [...values]);
  const [plan] = (rows[0]?.['QUERY PLAN'] ?? []) as readonly { readonly Plan: Node }[];
  if (!plan) throw new Error(`no plan: ${text}`);
  return read(plan.Plan);
}

function read(node: Node): number {
  const scans = node['Relation Name'] !== undefined || node['Index Name'] !== undefined;
  const perLoop =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const own = scans ? perLoop * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, child) => sum + read(child), own);
}

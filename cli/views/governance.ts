import type { RecoveryRule, ServiceLevel } from '../../contracts/governance.js';
import { type Output, table, wrap } from '../output.js';

/** What is said of whatever somebody answers for. */
export interface Governed {
  title: string;
  owner: string;
  runbook: string;
  version?: string;
  slas?: ServiceLevel[];
  recovery?: RecoveryRule[];
}

export function showGoverned(name: string, one: Governed, output: Output): void {
  const { line, width, paint } = output;
  const { title, owner, runbook, version = '-', slas = [], recovery = [] } = one;
  line(paint('bold', `${name}: ${title}`));
  line(`  owner ${owner}, contract ${version}, runbook ${runbook}`);
  for (const sla of slas) line(`  ${limitOf(sla)}: from ${sla.from} to ${sla.to}`);
  for (const { trouble, by, how } of recovery)
    for (const text of wrap(`${trouble}: ${how} (${by})`, width, '  ')) line(text);
}

export function listGoverned(kind: string, all: [name: string, one: Governed][], output: Output): void {
  const rows = all.map(([name, { owner, version = '-', runbook, slas = [] }]) => [
    ...[name, owner, version, runbook],
    slas.map(limitOf).join(', '),
  ]);
  for (const text of table([kind, 'OWNER', 'CONTRACT', 'RUNBOOK', 'WITHIN'], rows, output)) output.line(text);
}

/** `verified 2m (p95, breach 15m)` */
function limitOf({ name, within, share, breach }: ServiceLevel): string {
  const more = [...(share === 'all' ? [] : [share]), ...(breach === undefined ? [] : [`breach ${breach}`])];
  return `${name} ${within}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
}

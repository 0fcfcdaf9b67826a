import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventGuarantees } from '../../contracts/event-guarantees.js';
import type { InterfaceContract } from '../../contracts/interfaces.js';
import { interfaces } from '../../contracts/interfaces.js';
import { processes } from '../../contracts/processes/index.js';
import { defaultSettings } from '../../landscape/defaults.js';
import { duration } from '../../landscape/durations.js';

const text = readFileSync(new URL('../../docs/governance.md', import.meta.url), 'utf8');
const ways = Object.entries(interfaces).flatMap(([capability, both]) =>
  Object.entries(both).map(([direction, contract]): [string, InterfaceContract] => [
    `${capability} ${direction}`,
    contract,
  ]),
);
const governed = [...ways.map(([, one]) => one), ...Object.values(processes)];

test('docs/governance.md lists every interface as its contract has it, and no others', () => {
  const rows = text.split('\n').filter((line) => / (in|out) \|/.test(line));
  expect(rows).toEqual(
    ways.map(([name, { owner, order, version, recovery }]) => {
      const means = recovery.map(({ by }) => by).join(', ');
      return `| ${name} | ${owner} | ${order} | ${version} | ${means} |`;
    }),
  );
});

test('every runbook of an interface is a section of docs/governance.md', () => {
  for (const [name, { runbook }] of ways) {
    const [page, section = ''] = runbook.split('#');
    expect([name, page, text.includes(`\n### ${section}\n`)]).toEqual([name, 'docs/governance.md', true]);
  }
});

test('whoever sends events has a way in', () => {
  for (const { from } of Object.values(eventGuarantees)) expect(interfaces[from]).toHaveProperty('in');
});

test('a way in is strictly ordered where one of its events is', () => {
  for (const [name, { order }] of ways) {
    const [capability, direction] = name.split(' ');
    const orders = Object.values(eventGuarantees).flatMap((one) => (one.from === capability ? one.order : []));
    if (direction === 'in') expect([name, order]).toEqual([name, orders.includes('strict') ? 'strict' : 'any']);
  }
});

test('service levels are durations of the landscape', () => {
  const limits = governed.flatMap(({ slas = [] }) => slas).flatMap(({ within, breach }) => [within, breach ?? within]);
  expect(limits.length).toBeGreaterThan(10);
  for (const limit of limits) expect([limit, duration.safeParse(limit).success]).toEqual([limit, true]);
});

test('settings that a rule names are there', () => {
  const named = governed
    .flatMap(({ recovery = [] }) => recovery)
    .flatMap(({ how }) => [...how.matchAll(/\b(production|shipping|receiving)\.(\w+)/g)]);
  expect(named.length).toBeGreaterThan(5);
  for (const [path, group = '', setting = ''] of named)
    expect([path, setting in (defaultSettings as unknown as Record<string, object>)[group]!]).toEqual([path, true]);
});

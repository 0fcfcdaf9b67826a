import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { actionRoles } from '../../contracts/actions.js';
import { processes } from '../../contracts/processes/index.js';

const text = readFileSync(new URL('../../docs/behaviour.md', import.meta.url), 'utf8');
const sectionOf = (title: string): string =>
  text.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
const firstCells = (section: string): string[] =>
  [...section.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = '']) => cell.trim());

test.each(Object.values(processes))(
  'docs/behaviour.md lists the states and steps of $title, and no others',
  ({ title, states, steps }) => {
    const cells = firstCells(sectionOf(title)).filter((cell) => cell !== 'state' && cell !== 'step');
    expect(cells).toEqual([...Object.keys(states), ...Object.keys(steps)]);
  },
);

test.each(Object.values(processes))(
  'docs/behaviour.md gives the meaning and the way back as the contract of $title has them',
  ({ title, states, steps }) => {
    const section = sectionOf(title);
    for (const [state, { meaning }] of Object.entries(states)) expect(section).toContain(`| ${state} | ${meaning} |`);
    for (const { undo, final } of Object.values(steps)) {
      if (undo) expect(section).toContain(`${undo.title} (${undo.class}`);
      if (final) expect(section).toContain(`not: ${final}`);
    }
  },
);

test('docs/behaviour.md names every action', () => {
  const cells = firstCells(sectionOf('What people may do')).flatMap((cell) => cell.split(', '));
  expect(cells.filter((cell) => cell !== 'action').sort()).toEqual(Object.keys(actionRoles).sort());
});

test('every runbook of a process is a section of docs/behaviour.md', () => {
  for (const { runbook, title } of Object.values(processes)) {
    expect(runbook).toBe(`docs/behaviour.md#${title.toLowerCase().replaceAll(' ', '-')}`);
    expect(sectionOf(title)).not.toBe('');
  }
});

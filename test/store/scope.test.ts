import { expect, it } from 'vitest';
import type { Scope } from '../../store/store.js';
import { message } from './message.js';
import { auditEntry, checkpoint, open, view } from './samples.js';

const at = (process: string, company: string, plant: string) => ({
  runId: `${process}/${company}/${plant}/200045`,
  company,
  plant,
});
const places = [
  at('ship-to-cash', '1000', '-'),
  at('ship-to-cash', '2000', '-'),
  at('outbound-delivery', '1000', 'P100'),
  at('outbound-delivery', '1000', 'P200'),
];

it.each<[Scope, number[]]>([
  [{}, [0, 1, 2, 3]],
  [{ plants: ['P100'] }, [2]],
  [{ plants: ['P100'], companies: ['1000'] }, [0, 2]],
  [{ plants: [], companies: ['2000', '1000'] }, [0, 1]],
  [{ plants: ['P200'], companies: ['*', "1000' OR '1'='1", '1'] }, [3]],
  [{ plants: [], companies: [] }, []],
])('shows of what spans plants only that of these companies, in every list: %j', async (scope, expected) => {
  const store = await open();
  for (const { runId, company, plant } of places) {
    const seen = view('200045', { company, plant });
    await store.facts.record({ ...checkpoint('200045', 1, { view: seen }), runId });
    await store.audit.append(auditEntry(runId, { plant }));
    await store.messages.receive([message(runId, { company, plant, target: runId })]);
  }
  // What concerns nobody's run is for those alone who see everything.
  await store.audit.append(auditEntry('system/SAP', { plant: '-' }));
  await store.messages.receive([message('unreadable', { company: '-', plant: '-' })]);
  const all = scope.plants === undefined;
  const wanted = expected.map((index) => places[index]?.runId ?? '');
  const { runs } = await store.facts.runs({ ...scope, limit: 9 });
  expect(runs.map(({ runId }) => runId).sort()).toEqual(wanted.toSorted());
  const { entries } = await store.audit.list({ ...scope, limit: 9 });
  expect(entries.map(({ subject }) => subject).sort()).toEqual([...wanted, ...(all ? ['system/SAP'] : [])].sort());
  const { messages } = await store.messages.list({ ...scope, limit: 9 });
  expect(messages.map(({ messageId }) => messageId).sort()).toEqual([...wanted, ...(all ? ['unreadable'] : [])].sort());
});

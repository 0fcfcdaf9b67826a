import { beforeAll, expect, test } from 'vitest';
import { confirmation, type Floor, pieces, startFloor } from '../setup/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await startFloor({ production: { continueAsNewAfterEvents: 10 } });
});

const runsOf = async (workflowId: string) => {
  const runs: string[] = [];
  for await (const run of floor.temporal.client.workflow.list({ query: `WorkflowId = '${workflowId}'` }))
    runs.push(run.status.name);
  return runs;
};

test('keeps order, totals and what it has seen over two new beginnings, and its view is read with no worker', async () => {
  floor.order('5000001', '1000');
  const run = floor.inventory('5000001');
  const ids = Array.from({ length: 25 }, (_, index) => `M${String(index + 1).padStart(2, '0')}`);
  for (const confirmationId of ids.slice(0, 11)) await floor.report('5000001', { confirmationId, yield: pieces('2') });
  await floor.until(run, (view) => view.progress?.yield === '22');
  for (const confirmationId of ids.slice(11)) await floor.report('5000001', { confirmationId, yield: pieces('2') });
  await floor.until(run, (view) => view.progress?.yield === '50');
  // A repeat of the first, long since carried over, and an old offset again.
  await floor.report('5000001', { confirmationId: 'M01', yield: pieces('2') });
  await floor.report('5000001', { confirmationId: 'M26', yield: pieces('2') }, 3);
  await floor.report('5000001', { confirmationId: 'M27', yield: pieces('2') });
  await floor.until(run, (view) => view.progress?.yield === '52' && view.state === 'IDLE');
  const posted = floor.sap.ledger().confirmations.filter((one) => one.orderNo === '5000001');
  expect(posted.map((one) => one.text)).toEqual([...ids, 'M27']);
  await expect
    .poll(async () => (await runsOf(run.workflowId)).filter((status) => status === 'CONTINUED_AS_NEW').length)
    .toBeGreaterThanOrEqual(2);

  await floor.stopWorkers();
  expect(await floor.view(run)).toMatchObject({
    state: 'IDLE',
    process: 'production-to-inventory',
    progress: { yield: '52', planned: '1000' },
  });
  expect((await floor.store.facts.run(run.workflowId))?.view.progress?.yield).toBe('52');
  const facts = await floor.store.facts.of(run.workflowId);
  expect(facts.filter(({ fact }) => fact.type === 'step' && fact.step === 'post confirmation')).toHaveLength(26);
  await floor.startWorkers();
});

test('keeps its place in the sequence over new beginnings: a gap stays one, and what is past is not posted again', async () => {
  floor.order('5000003', '1000');
  const run = floor.inventory('5000003');
  const tell = (...places: number[]) =>
    Promise.all(
      places.map((sequence) =>
        floor.report('5000003', { confirmationId: `S${sequence}`, yield: pieces('1'), sequence }),
      ),
    );
  for (let place = 1; place <= 11; place += 1) await tell(place);
  await floor.until(run, (view) => view.progress?.yield === '11');
  await expect.poll(() => runsOf(run.workflowId), { timeout: 10_000 }).toContain('CONTINUED_AS_NEW');
  for (const place of [13, 15, 14]) await tell(place);
  await floor.until(run, (view) => view.state === 'BLOCKED');
  await tell(3);
  await tell(12);
  await floor.until(run, (view) => view.progress?.yield === '15' && view.state === 'IDLE');
  const posted = floor.sap.ledger().confirmations.filter((one) => one.orderNo === '5000003');
  expect(posted.map((one) => one.text)).toEqual(Array.from({ length: 15 }, (_, index) => `S${index + 1}`));
});

test('takes a burst in one signal, one at a time and in its order', async () => {
  floor.order('5000002', '1000');
  const { client } = floor.temporal;
  const [policy] = floor.landscape.plants;
  const at = new Date().toISOString();
  const events = Array.from({ length: 12 }, (_, index) => ({
    offset: index + 1,
    messageId: `b${index}`,
    type: 'OperationConfirmed',
    source: '/mes/P100',
    occurredAt: at,
    receivedAt: at,
    data: confirmation('5000002', { confirmationId: `B${index}`, yield: pieces('1') }),
  }));
  const run = floor.inventory('5000002');
  const start = {
    workflowId: run.workflowId,
    taskQueue: 'processes',
    args: [{ company: '1000', plant: 'P100', orderNo: '5000002', policy }],
  };
  // The sender repeats a batch whose acknowledgement it did not see.
  for (const batch of [events.slice(0, 5), events.slice(0, 5), events.slice(3)]) {
    await client.workflow.signalWithStart('productionToInventory', { ...start, signal: 'events', signalArgs: [batch] });
  }
  await floor.until(run, (view) => view.progress?.yield === '12');
  expect(
    floor.sap
      .ledger()
      .confirmations.filter((one) => one.orderNo === '5000002')
      .map((one) => one.text),
  ).toEqual(events.map((one) => one.data.confirmationId));
});

import { beforeAll, describe, expect, test } from 'vitest';
import { type Floor, startFloor } from '../../setup/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await startFloor();
});

/** An order that the MES rejects at the door. */
async function rejected(orderNo: string) {
  floor.order(orderNo, '500', { operations: [{ operationNo: '0010', workCenter: 'WC-UNKNOWN', text: 'Assemble' }] });
  const run = await floor.start(orderNo);
  return { run, view: await floor.until(run, (view) => view.condition === 'EXCEPTION') };
}

describe('what people do to a run that is stuck', () => {
  test('shows what happened, who owns it and what may be done', async () => {
    const { view } = await rejected('2000001');
    expect(view).toMatchObject({
      state: 'MES_REJECTED',
      exceptionCount: 1,
      undoable: ['stage components', 'dispatch'],
    });
    const [exception] = view.exceptions;
    expect(exception).toMatchObject({ code: 'B-MES-REJECTED', owner: 'planner', choices: ['SEND_AGAIN'] });
    expect(exception?.actions).toContain('decide');
    expect(exception?.upstream?.code).toBe('UNKNOWN_WORKCENTER');
  });

  test('refuses what is not possible, and says what is', async () => {
    const { run, view } = await rejected('2000002');
    const refusal = await floor.act(run, 'skip').catch((error: unknown) => (error as Error).cause);
    expect(refusal).toMatchObject({ type: 'ACTION_NOT_ALLOWED', details: [{ revision: view.revision }] });
    const stale = await floor
      .act(run, 'cancel', { expectedRevision: view.revision - 1 })
      .catch((error: unknown) => (error as Error).cause);
    expect(stale).toMatchObject({ type: 'STALE_REVISION' });
    const choice = await floor
      .act(run, 'decide', { payload: { choice: 'PRAY' } })
      .catch((error: unknown) => (error as Error).cause);
    expect(choice).toMatchObject({ type: 'PAYLOAD_INVALID' });
    const viewer = { name: 'Vic', roles: ['viewer' as const] };
    const role = await floor.act(run, 'cancel', { actor: viewer }).catch((error: unknown) => (error as Error).cause);
    expect(role).toMatchObject({ type: 'ACTION_NOT_PERMITTED' });
    expect((await floor.view(run)).revision).toBe(view.revision);
  });

  test('a decision that does not help is answered so, and one that does goes on', async () => {
    const { run } = await rejected('2000003');
    const { actionId } = await floor.act(run, 'decide', { actionId: 'again-1', payload: { choice: 'SEND_AGAIN' } });
    await expect
      .poll(() => floor.store.facts.action(run.workflowId, actionId), { timeout: 10_000 })
      .toMatchObject({ outcome: 'done' });
    const view = await floor.until(run, (one) => one.condition === 'EXCEPTION');
    expect(view.exceptions[0]?.code).toBe('B-MES-REJECTED');
  });

  test('a cancel takes back what was done, newest first, and nothing is left in the other systems', async () => {
    const { run } = await rejected('2000004');
    await floor.act(run, 'cancel', { actionId: 'cancel-1' });
    const view = (await run.result()) as { state: string };
    expect(view.state).toBe('CANCELLED');
    const facts = (await floor.store.facts.of(run.workflowId)).map(({ fact }) => fact);
    expect(facts.filter((fact) => fact.type === 'undone').map((fact) => fact.step)).toEqual([
      'dispatch',
      'stage components',
    ]);
    expect(floor.wms.ledger().stagingRequests['2000004']).toMatchObject({ status: 'CANCELLED' });
    expect(await floor.store.facts.action(run.workflowId, 'cancel-1')).toMatchObject({ outcome: 'done' });
  });

  test('a hold stops the run at its next step, is seen, and a release lets it go on', async () => {
    floor.order('2000005');
    const run = await floor.start('2000005');
    await floor.until(run, (view) => view.state === 'AWAITING_ACK');
    await floor.act(run, 'hold');
    await floor.until(run, (view) => view.condition === 'ON_HOLD');
    await floor.event('2000005', 'OrderAccepted');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await floor.view(run)).toMatchObject({ state: 'AWAITING_ACK', condition: 'ON_HOLD', held: true });
    expect(floor.sap.ledger().orders.find((one) => one.orderNo.endsWith('2000005'))?.releasedByMes).toBe(false);
    await floor.act(run, 'release');
    await floor.until(run, (view) => view.state === 'ACKNOWLEDGED');
  });
});

import { describe, expect, it } from 'vitest';
import { message, target } from './message.js';
import { open } from './samples.js';

const other = 'production-to-inventory/1000/P100/1000999';
const ids = (messages: { messageId: string }[] | undefined) => messages?.map((one) => one.messageId);

describe('messages', () => {
  it('counts a message that comes twice', async () => {
    const store = await open();
    const [first] = await store.messages.receive([message('m1')]);
    const [second] = await store.messages.receive([message('m1', { receivedAt: '2026-03-02T09:00:00.000Z' })]);
    expect(first).toMatchObject({ outcome: 'new', status: 'pending' });
    expect(second).toEqual({ seq: first?.seq, outcome: 'duplicate', status: 'pending' });
    expect(await store.messages.get(first?.seq ?? 0)).toMatchObject({
      count: 2,
      lastSeenAt: '2026-03-02T09:00:00.000Z',
    });
    expect((await store.messages.pending({ targets: 9, perTarget: 9 })).get(target)).toHaveLength(1);
  });

  it('counts a message that comes twice in one batch', async () => {
    const store = await open();
    const receipts = await store.messages.receive([message('m1'), message('m1')]);
    expect(receipts.map((one) => one.outcome)).toEqual(['new', 'duplicate']);
  });

  it('takes the same id of two sources for two messages', async () => {
    const store = await open();
    const receipts = await store.messages.receive([message('m1'), message('m1', { source: 'mes-2' })]);
    expect(receipts.map((one) => one.outcome)).toEqual(['new', 'new']);
  });

  it('keeps the second content of the same id instead of dropping it', async () => {
    const store = await open();
    const second = message('m1', { hash: 'other', raw: 'other content' });
    const receipts = await store.messages.receive([message('m1'), second, second]);
    expect(receipts.map((one) => one.outcome)).toEqual(['new', 'conflict', 'conflict']);
    const { messages } = await store.messages.list({ status: 'conflict', limit: 10 });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      raw: 'other content',
      count: 2,
      reason: expect.stringContaining('C-DUP-CONFLICT'),
    });
    expect(ids((await store.messages.pending({ targets: 9, perTarget: 9 })).get(target))).toEqual(['m1']);
  });

  it('takes the second content when a person decides for it', async () => {
    const store = await open();
    const receipts = await store.messages.receive([message('m1'), message('m1', { hash: 'other' })]);
    await store.messages.requeue(receipts[1]?.seq ?? 0);
    const [again] = await store.messages.receive([message('m1', { hash: 'other' })]);
    expect(again).toMatchObject({ outcome: 'duplicate', status: 'pending' });
  });

  it('keeps a message byte for byte', async () => {
    const store = await open();
    const raw = 'ISA*00*\u0000\u001e~ÄÖ 鋼 🔩\r\n';
    const [receipt] = await store.messages.receive([message('m1', { raw })]);
    expect((await store.messages.get(receipt?.seq ?? 0))?.raw).toBe(raw);
  });

  it('leaves absent what was not given', async () => {
    const store = await open();
    const { target: _, event: __, ...unreadable } = message('m1', { status: 'quarantined', reason: 'C-SCHEMA /data' });
    const [receipt] = await store.messages.receive([unreadable]);
    const stored = await store.messages.get(receipt?.seq ?? 0);
    expect(stored).toEqual({ ...unreadable, seq: receipt?.seq, count: 1, lastSeenAt: unreadable.receivedAt });
  });

  it('refuses a pending message that nobody could be given, and nothing but that call', async () => {
    const store = await open();
    const { target: _, ...homeless } = message('m1');
    const [refused, taken] = await Promise.allSettled([
      store.messages.receive([message('m0'), homeless]),
      store.messages.receive([message('m2')]),
    ]);
    expect(refused?.status).toBe('rejected');
    expect(taken?.status).toBe('fulfilled');
    expect(ids((await store.messages.list({ limit: 10 })).messages)).toEqual(['m2']);
  });
});

describe('the order of a key', () => {
  it('is never handed out with a gap', async () => {
    const store = await open();
    await store.messages.receive(['m1', 'm2', 'm3', 'm4'].map((id) => message(id)));
    await store.messages.receive([message('n1', { target: other })]);
    const limits = { targets: 9, perTarget: 2 };
    const first = await store.messages.pending(limits);
    expect(ids(first.get(target))).toEqual(['m1', 'm2']);
    await store.messages.forwarded([first.get(target)?.[1]?.seq ?? 0], '2026-03-02T08:00:02.000Z');
    expect(ids((await store.messages.pending(limits)).get(target))).toEqual(['m1', 'm3']);
  });

  it('serves the targets that wait longest first', async () => {
    const store = await open();
    await store.messages.receive([message('m1'), message('m2'), message('n1', { target: other })]);
    expect([...(await store.messages.pending({ targets: 2, perTarget: 1 })).keys()]).toEqual([target, other]);
    const first = await store.messages.pending({ targets: 1, perTarget: 9 });
    expect([...first.keys()]).toEqual([target]);
    await store.messages.forwarded(first.get(target)?.map((one) => one.seq) ?? [], '2026-03-02T08:00:02.000Z');
    await store.messages.receive([message('m3')]);
    expect([...(await store.messages.pending({ targets: 9, perTarget: 9 })).keys()]).toEqual([other, target]);
  });

  it('puts a message that is requeued at the end, with a new offset', async () => {
    const store = await open();
    const receipts = await store.messages.receive([message('m1'), message('m2')]);
    const seq = receipts[0]?.seq ?? 0;
    await store.messages.setStatus(seq, 'orphan', 'no run yet');
    expect(ids(await store.messages.orphans(target))).toEqual(['m1']);
    expect(await store.messages.orphans(other)).toEqual([]);
    await store.messages.requeue(seq, { event: '{"mended":true}' });
    expect(await store.messages.orphans()).toEqual([]);
    const pending = (await store.messages.pending({ targets: 9, perTarget: 9 })).get(target);
    expect(pending?.map((one) => [one.messageId, one.offset])).toEqual([
      ['m2', 2],
      ['m1', 3],
    ]);
    expect(pending?.[1]).not.toHaveProperty('reason');
    expect(pending?.[1]?.event).toBe('{"mended":true}');
  });

  it('gives an offset to a message only when it becomes pending', async () => {
    const store = await open();
    const { target: _, ...unreadable } = message('m1', { status: 'quarantined' });
    const [receipt] = await store.messages.receive([unreadable]);
    const seq = receipt?.seq ?? 0;
    await expect(store.messages.requeue(seq)).rejects.toThrow(RangeError);
    await store.messages.requeue(seq, { target, type: 'OrderStarted', plant: 'P200' });
    expect(await store.messages.get(seq)).toMatchObject({
      status: 'pending',
      offset: 1,
      type: 'OrderStarted',
      plant: 'P200',
    });
  });

  it('does not queue again what another process has queued or forwarded meanwhile', async () => {
    const store = await open();
    const [receipt] = await store.messages.receive([message('m1')]);
    const seq = receipt?.seq ?? 0;
    await store.messages.requeue(seq);
    expect(await store.messages.get(seq)).toMatchObject({ status: 'pending', offset: 1 });
    await store.messages.forwarded([seq], '2026-03-02T08:00:02.000Z');
    await store.messages.requeue(seq);
    expect(await store.messages.get(seq)).toMatchObject({ status: 'forwarded', offset: 1 });
  });

  it('does not bring back a message that another process has forwarded meanwhile', async () => {
    const store = await open();
    const [receipt] = await store.messages.receive([message('m1')]);
    const seq = receipt?.seq ?? 0;
    await store.messages.forwarded([seq], '2026-03-02T08:00:02.000Z');
    await store.messages.setStatus(seq, 'orphan', 'no run yet');
    expect(await store.messages.get(seq)).toMatchObject({
      status: 'forwarded',
      forwardedAt: '2026-03-02T08:00:02.000Z',
    });
    await expect(store.messages.setStatus(99, 'dead', 'unknown')).rejects.toThrow(RangeError);
  });
});

describe('the list of messages', () => {
  it('gives every message once, page by page, newest first', async () => {
    const store = await open();
    await store.messages.receive(['m1', 'm2', 'm3', 'm4', 'm5'].map((id) => message(id)));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.messages.list({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...(ids(page.messages) ?? []));
      cursor = page.next;
      await store.messages.receive([message(`late ${seen.length}`)]);
    } while (cursor);
    expect(seen).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
  });

  it("shows nothing of another plant, and takes a plant's name for a value", async () => {
    const store = await open();
    await store.messages.receive([message('m1'), message('m2', { plant: 'P200' })]);
    const of = async (plants: string[]) => ids((await store.messages.list({ plants, limit: 9 })).messages);
    expect(await of(['P200'])).toEqual(['m2']);
    expect(await of([])).toEqual([]);
    expect(await of([`P100') OR ('1'='1`])).toEqual([]);
    expect(await store.messages.countByStatus(['P100'])).toEqual({ pending: 1 });
    expect(await store.messages.countByStatus()).toEqual({ pending: 2 });
  });

  it('refuses a cursor that it has not given out', async () => {
    const store = await open();
    const strange = Buffer.from('["1 OR 1=1"]').toString('base64url');
    for (const cursor of ['', 'x', 'bnVsbA', strange, 'A'.repeat(5_000)]) {
      await expect(store.messages.list({ limit: 2, cursor })).rejects.toThrow(RangeError);
    }
    for (const limit of [0, -1, 1.5, Number.NaN]) {
      await expect(store.messages.list({ limit })).rejects.toThrow(RangeError);
    }
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { EventSender } from '../../practice/event-sender.js';
import { type Receiver, startReceiver } from './event-receiver.js';

let receiver: Receiver;
let sender: EventSender;
beforeEach(async () => {
  receiver = await startReceiver();
  sender = new EventSender({
    source: '/mes/P100',
    plant: 'P100',
    zone: 'America/Chicago',
    target: receiver.target,
    retryMs: 5,
  });
});
afterEach(async () => {
  await sender.stop();
  await receiver.stop();
});

const happened = () => receiver.taken.map(({ subject, seq }) => `${subject}#${seq}`);

it('sends a CloudEvent that says where, when and in which order it happened', async () => {
  const { id } = sender.tell('OrderStarted', '1000123', { orderNo: '1000123' }, '2026-03-10T12:00:00Z');
  await sender.settled();
  expect(receiver.taken).toEqual([
    {
      specversion: '1.0',
      datacontenttype: 'application/json',
      id,
      source: '/mes/P100',
      type: 'OrderStarted',
      subject: '1000123',
      time: '2026-03-10T12:00:00Z',
      plant: 'P100',
      seq: 1,
      zone: 'America/Chicago',
      data: { orderNo: '1000123' },
    },
  ]);
});

it('sends again what was refused, and nothing of the same order overtakes it', async () => {
  receiver.state.refuse = 3;
  for (let report = 0; report < 5; report += 1) sender.tell('OperationConfirmed', '1000123', { report });
  await sender.settled();
  expect(happened()).toEqual(['1000123#1', '1000123#2', '1000123#3', '1000123#4', '1000123#5']);
  expect(receiver.state.asked).toBe(8);
});

it('does not let one order wait for another', async () => {
  for (const subject of ['A', 'B', 'C']) sender.tell('OrderStarted', subject, {});
  await sender.settled();
  expect(happened().sort()).toEqual(['A#1', 'B#1', 'C#1']);
});

it('sends the same event again under the same id', async () => {
  const { id } = sender.tell('OrderStarted', '1000123', {});
  sender.resend(id);
  await sender.settled();
  expect(receiver.taken.map((event) => event.id)).toEqual([id, id]);
});

it('keeps events back and lets them go in the wrong order', async () => {
  sender.hold('1000123');
  sender.tell('OrderStarted', '1000123', {});
  sender.tell('OrderCompleted', '1000123', {});
  sender.release('1000123', 'reversed');
  await sender.settled();
  expect(happened()).toEqual(['1000123#2', '1000123#1']);
});

it('keeps what happened before anybody listened', async () => {
  const early = new EventSender({ source: '/mes/P100', plant: 'P100', zone: 'America/Chicago', retryMs: 5 });
  early.tell('OrderStarted', '1000123', {});
  await early.settled();
  early.sendTo(receiver.target);
  await early.settled();
  expect(happened()).toEqual(['1000123#1']);
  await early.stop();
});

it('emits rubbish as it is, rightly signed', async () => {
  expect(await sender.emit('{"half')).toBe(202);
  expect(receiver.raw).toEqual(['{"half']);
});

import type { Inspection, UsageDecision } from '../../contracts/entities/inspection.js';
import { plantDay } from '../../decisions/plant-time.js';
import type { ReceiptLine } from '../../decisions/receipt-plan.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { accountsForAll, isSameDecision, splitsOf, type Split } from '../../decisions/usage-decision.js';
import { erp, now, quality, wms } from '../kit/index.js';
import { takeNews } from '../kit/news.js';
import type { OpenQuestion } from '../kit/questions.js';
import { negative, type About, type Inspected } from './about.js';
import { announce, cancelling, remember } from './bring-back.js';

/** Of what was received into quality stock, quality management says what it may be used for. */
export async function requestInspections(about: About, id: string, lines: readonly ReceiptLine[]): Promise<void> {
  const { kit, plant, inboundDeliveryNo, policy, order, inspections } = about;
  for (const [index, line] of lines.entries()) {
    if (line.status !== 'QUALITY') continue;
    const inspectionNo = `${inboundDeliveryNo}-${id}-${index + 1}`.replaceAll(' ', '-').slice(0, 40);
    const { item, lot, quantity } = line;
    const request = { plant, inspectionNo, inboundDeliveryNo, item, supplier: order.supplier, quantity };
    if (policy.systems.quality) {
      const call = quality.requestInspection({ ...request, ...(lot !== undefined && { lot }) });
      await kit.step('request inspection', call, { entity: inspectionNo });
    }
    inspections.push({ inspectionNo, line, requestedAt: now() });
  }
}

/** What the warehouse and quality management have to say of it. */
export const ofReceiving = ['UsageDecided', 'InboundProgressed'] as const;

/** Takes all of it. @returns the inspections that were named */
export async function newsOf({ kit }: About): Promise<Set<string>> {
  const news = await takeNews(kit.run, ofReceiving);
  return new Set(news.flatMap(({ data }) => ('inspectionNo' in data ? [data.inspectionNo] : [])));
}

const undecided = ({ inspections }: About): Inspected[] => inspections.filter(({ decision }) => !decision);

/** Until everything inspected is decided, and the books and the warehouse show it. */
export async function awaitDecisions(about: About, meanwhile: (decided: Set<string>) => Promise<void>): Promise<void> {
  const { kit, policy } = about;
  const from = policy.systems.quality?.id ?? 'quality';
  for (let looks = 0; ; looks += 1) {
    const decided = await newsOf(about);
    if (policy.systems.quality) for (const one of undecided(about)) await lookAt(about, one);
    await meanwhile(decided);
    if (undecided(about).length === 0) return;
    kit.enter('IN_INSPECTION');
    const answer = await kit.askAny(openQuestions(about), {
      what: 'the usage decision',
      from,
      until: () => kit.run.inbox.has(ofReceiving),
      recheckAt: Math.min(dueAt(about), Date.now() + recheckAfter(policy.receiving.decisionProbeMs, looks)),
    });
    if (answer) await decideByHand(about, answer.id, answer.choice);
  }
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** When the next of them is late; what is late already is on the desk. */
const dueAt = (about: About): number =>
  Math.min(
    NEVER,
    ...undecided(about)
      .map((one) => lateAt(about, one))
      .filter((at) => at > Date.now()),
  );

const lateAt = ({ policy }: About, { requestedAt }: Inspected): number =>
  Date.parse(requestedAt) + policy.receiving.decisionWithinMs;

function openQuestions(about: About): OpenQuestion[] {
  return undecided(about).flatMap((one): OpenQuestion[] => {
    const { inspectionNo, line } = one;
    const goods = `${line.quantity.value} ${line.quantity.uom} of ${line.item}${line.lot === undefined ? '' : `, lot ${line.lot}`}`;
    const impact = { orders: [about.purchaseOrderNo], quantity: line.quantity, confidence: 'EXACT' as const };
    if (!about.policy.systems.quality) {
      const question = { code: 'B-DECISION-DUE' as const, text: `${goods}: may they be used?` };
      return [
        { id: `inspection ${inspectionNo}`, question, step: 'read inspection', decision: 'no quality system', impact },
      ];
    }
    if (lateAt(about, one) > Date.now()) return [];
    const question = {
      code: 'B-DECISION-LATE' as const,
      text: `inspection ${inspectionNo} of ${goods} is not decided`,
    };
    return [{ id: `inspection ${inspectionNo}`, question, step: 'read inspection', impact }];
  });
}

async function decideByHand(about: About, id: string, choice: string): Promise<void> {
  const found = about.inspections.find(({ inspectionNo }) => id === `inspection ${inspectionNo}`);
  if (!found || (choice !== 'ACCEPT' && choice !== 'REJECT')) return;
  const { quantity } = found.line;
  const none = { value: '0', uom: quantity.uom };
  const [accepted, rejected] = choice === 'ACCEPT' ? [quantity, none] : [none, quantity];
  await carryOut(about, found, {
    code: choice,
    decidedAt: now(),
    decidedBy: 'desk',
    accepted,
    rejected,
    destroyed: none,
  });
}

async function lookAt(about: About, one: Inspected): Promise<void> {
  const found = await readInspection(about, one);
  if (!found?.decision) return;
  if (accountsForAll(found, found.decision)) {
    about.kit.settle('decision quantity');
    return carryOut(about, one, found.decision);
  }
  const { accepted, rejected, destroyed } = found.decision;
  const text = `inspection ${one.inspectionNo} of ${found.quantity.value}: ${accepted.value} accepted, ${rejected.value} rejected, ${destroyed.value} used up`;
  await about.kit.ask(
    'decision quantity',
    { code: 'B-UD-QUANTITY', text },
    {
      step: 'read inspection',
      until: () => about.kit.run.inbox.has(['UsageDecided']),
      recheckAt: Date.now() + about.policy.receiving.decisionProbeMs,
    },
  );
}

const readInspection = ({ kit, plant }: About, { inspectionNo }: Inspected): Promise<Inspection | null> =>
  kit.step('read inspection', quality.readInspection({ plant, inspectionNo }));

/** The warehouse first: nothing is to be promised from stock that cannot be picked (domain: statuses before allocation). */
async function carryOut(about: About, one: Inspected, decision: UsageDecision): Promise<void> {
  for (const split of splitsOf(decision)) {
    await changeStatus(about, one, split);
    await postSplit(about, one, split);
    if (split.type === 'QUALITY_BLOCK') await giveBack(about, one, split);
  }
  one.decision = decision;
  about.kit.settle(`inspection ${one.inspectionNo}`);
}

async function changeStatus(
  { kit, plant }: About,
  { inspectionNo, line }: Inspected,
  { type, quantity }: Split,
): Promise<void> {
  const to = { QUALITY_RELEASE: 'UNRESTRICTED', QUALITY_BLOCK: 'RETURN', SAMPLE: 'SAMPLE' } as const;
  const { item, lot } = line;
  const change = {
    plant,
    reference: `${inspectionNo}-${type}`.slice(0, 60),
    item,
    quantity,
    from: 'QUALITY',
    to: to[type],
  } as const;
  await kit.step('change stock status', wms.changeStockStatus({ ...change, ...(lot !== undefined && { lot }) }), {
    entity: `${inspectionNo} ${type}`,
  });
}

async function postSplit(about: About, { inspectionNo, line }: Inspected, { type, quantity }: Split): Promise<void> {
  const { kit, plant, policy } = about;
  const entity = `${inspectionNo} ${type}`;
  const day = plantDay(now(), policy.zone);
  const { item, location, lot } = line;
  await announce(about, 'post decision', cancelling(about, entity));
  const call = erp.postGoodsMovement({
    ...{ plant, documentDate: day, postingDate: day, text: inspectionNo },
    movements: [{ line: '1', type, item, quantity, location, ...(lot !== undefined && { lot }) }],
  });
  remember(about, entity, (await kit.step('post decision', call, { entity })).documents);
}

/** What was rejected goes back: out of blocked stock, for the order that brought it. */
async function giveBack(about: About, { inspectionNo, line }: Inspected, { quantity }: Split): Promise<void> {
  const { kit, plant, policy, purchaseOrderNo } = about;
  const entity = `${inspectionNo} return`;
  const day = plantDay(now(), policy.zone);
  const { item, location, lot, purchaseOrderLine } = line;
  await announce(about, 'return to supplier', cancelling(about, entity));
  const call = erp.postGoodsMovement({
    ...{ plant, documentDate: day, postingDate: day, text: inspectionNo },
    movements: [
      {
        ...{ line: '1', type: 'RETURN_SUPPLIER', item, quantity, location, status: 'BLOCKED' },
        ...{ purchaseOrder: { number: purchaseOrderNo, line: purchaseOrderLine }, ...(lot !== undefined && { lot }) },
      },
    ],
  });
  remember(about, entity, (await kit.step('return to supplier', call, { entity })).documents);
  about.posted.set(entity, negative([{ ...line, quantity }]));
}

/** A decision is final: a different one of the same goods is a person's to settle, and moves nothing. */
export async function refuseOtherDecisions(about: About, named: ReadonlySet<string>): Promise<void> {
  const { kit } = about;
  for (const one of about.inspections) {
    const { decision, refused, inspectionNo } = one;
    if (!decision || !named.has(inspectionNo)) continue;
    const other = (await readInspection(about, one))?.decision;
    if (!other || isSameDecision(other, decision) || (refused && isSameDecision(other, refused))) continue;
    one.refused = other;
    const text = `inspection ${inspectionNo} was decided with ${decision.accepted.value} accepted, and says ${other.accepted.value} now`;
    for (let choice = 'RETRY'; choice === 'RETRY'; ) {
      choice = await kit.ask(
        'decision changed',
        { code: 'B-UD-FINAL', text },
        {
          step: 'read inspection',
          decision: 'decision changed',
          retry: false,
        },
      );
    }
  }
}

import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { SalesOrder } from '../contracts/entities/sales-order.js';
import { idSegment, runId, type RunKey } from '../contracts/ids.js';
import type { DeliveryReport } from '../contracts/processes/outbound-delivery.js';
import type { ShipToCashInput, shipToCash } from '../contracts/processes/ship-to-cash.js';
import { initialView, VIEW_MEMO, WORKFLOW_TASK_TIMEOUT } from '../contracts/start.js';
import type { Fulfilment } from '../contracts/view.js';
import { decimal } from '../decisions/arithmetic.js';
import type { OrderLineQuantity } from '../decisions/open-lines.js';
import { erp, now, type openRun } from './kit/index.js';
import { tell } from './kit/peers.js';
import { outboundDelivery } from './outbound-delivery.js';

type Kit = ReturnType<typeof openRun<typeof shipToCash>>;

/** The deliveries of a sales order: each is a run of its own, and says how it stands. */
export class Deliveries {
  readonly #kit: Kit;
  readonly #input: ShipToCashInput;
  /** By number, in the order in which they were created. */
  readonly #reports = new Map<string, DeliveryReport>();
  readonly #answered = new Set<string>();
  #created = 0;
  heard = 0;

  constructor(kit: Kit, input: ShipToCashInput) {
    this.#kit = kit;
    this.#input = input;
  }

  get reports(): DeliveryReport[] {
    return [...this.#reports.values()];
  }

  /** Each has said its last word. */
  get areClosed(): boolean {
    return this.reports.every(({ progress }) => progress === 'CLOSED' || progress === 'CANCELLED');
  }

  hear(report: DeliveryReport): void {
    this.#reports.set(report.deliveryNo, report);
    this.heard += 1;
  }

  /** Creates a delivery in the ERP and its run. A cancel takes both back. */
  async create(plant: string, lines: OrderLineQuantity[]): Promise<void> {
    const { step, note } = this.#kit;
    const { salesOrderNo } = this.#input;
    this.#created += 1;
    const entity = `${plant} ${this.#created}`;
    let made: string | undefined;
    const known = [...this.#reports.keys()];
    const { deliveryNo } = await step('create delivery', erp.createDelivery({ salesOrderNo, plant, lines, known }), {
      entity,
      undo: { entity, by: () => this.#takeBack(made) },
    });
    made = deliveryNo;
    note({ type: 'number', at: now(), kind: 'delivery', number: deliveryNo });
    const runOf = runId(keyOf(this.#input.company, plant, deliveryNo));
    note({ type: 'related', at: now(), runId: runOf, what: 'delivery' });
    // Until it speaks for itself.
    if (!this.#reports.has(deliveryNo)) this.hear(this.#unheard(plant, deliveryNo, lines));
    await this.#start(plant, deliveryNo);
  }

  async change(deliveryNo: string, lines: OrderLineQuantity[]): Promise<void> {
    const report = this.#reports.get(deliveryNo);
    if (report) await tell(report.runId, { type: 'change', lines });
  }

  /** One that was cancelled for itself, and nobody has said what becomes of its goods. */
  unansweredCancel(): DeliveryReport | undefined {
    return this.reports.find(({ progress, deliveryNo }) => progress === 'CANCELLED' && !this.#answered.has(deliveryNo));
  }

  unansweredRefusal(what: 'cancel' | 'change'): DeliveryReport | undefined {
    return this.reports.find(({ refused, deliveryNo }) => refused?.what === what && !this.#answered.has(deliveryNo));
  }

  answered(deliveryNo: string): void {
    this.#answered.add(deliveryNo);
  }

  forgetRefusals(): void {
    for (const [deliveryNo, { refused: _, ...report }] of this.#reports) this.#reports.set(deliveryNo, report);
  }

  /** In one unit where all lines have it, else in lines. */
  fulfilment({ lines }: SalesOrder): Fulfilment {
    const wanted = lines.filter(({ rejected }) => !rejected);
    const units = new Set(wanted.map(({ quantity }) => quantity.uom));
    const [unit = 'EA'] = units;
    const shippedOf = (line: string) =>
      this.reports
        .flatMap((report) => report.lines.filter(({ salesOrderLine }) => salesOrderLine === line))
        .reduce((sum, { shipped }) => sum.plus(shipped.value), decimal(0));
    const sum = (values: string[]) => values.reduce((total, one) => total.plus(one), decimal(0)).toFixed();
    const shipped =
      units.size <= 1
        ? sum(wanted.map(({ line }) => shippedOf(line).toFixed()))
        : String(wanted.filter(({ line, quantity }) => shippedOf(line).gte(quantity.value)).length);
    const ordered = units.size <= 1 ? sum(wanted.map(({ quantity }) => quantity.value)) : String(wanted.length);
    return { ordered, picked: shipped, shipped, uom: units.size <= 1 ? unit : 'lines' };
  }

  /** Undo of a delivery: its own run undoes what it has done, or says that the goods have left. */
  async #takeBack(deliveryNo: string | undefined): Promise<void> {
    const { run, pause, settle } = this.#kit;
    const report = deliveryNo === undefined ? undefined : this.#reports.get(deliveryNo);
    if (!report || deliveryNo === undefined) return;
    const isOver = () => {
      const { progress, refused } = this.#reports.get(deliveryNo) ?? report;
      return progress === 'CLOSED' || progress === 'CANCELLED' || refused?.what === 'cancel';
    };
    if (!isOver()) await tell(report.runId, { type: 'cancel', by: run.id });
    while (!isOver()) {
      await pause(isOver, { what: `delivery ${deliveryNo} to be taken back`, from: report.runId });
    }
    settle(`delivery ${deliveryNo}`);
    this.answered(deliveryNo);
  }

  async #start(plant: string, deliveryNo: string): Promise<void> {
    const { company, plants } = this.#input;
    const policy = plants[plant];
    if (!policy) throw new RangeError(`the landscape has no plant ${plant}`);
    const key = keyOf(company, plant, deliveryNo);
    try {
      await startChild(outboundDelivery, {
        workflowId: runId(key),
        args: [{ company, plant, deliveryNo, policy, requestedBy: this.#kit.run.id }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
        memo: { [VIEW_MEMO]: initialView(key, 'CREATED', now()) },
      });
    } catch (failure) {
      // The ERP's own event was quicker: it is the same run.
      if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
    }
  }

  #unheard(plant: string, deliveryNo: string, lines: OrderLineQuantity[]): DeliveryReport {
    return {
      runId: runId(keyOf(this.#input.company, plant, deliveryNo)),
      deliveryNo,
      plant,
      progress: 'OPEN',
      lines: lines.map((line) => ({ ...line, shipped: { value: '0', uom: line.quantity.uom } })),
    };
  }
}

const keyOf = (company: string, plant: string, deliveryNo: string): RunKey => ({
  process: 'outbound-delivery',
  company,
  plant,
  key: idSegment(deliveryNo),
});

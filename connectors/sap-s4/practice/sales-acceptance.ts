import type { FreightAccrual } from '../../../contracts/ports.js';
import type { Prepared } from '../../../practice/acceptance-bench.js';
import type { LedgerDelivery, LedgerJournalEntry, SapPlant } from './index.js';

const PLANT = 'P100';
const LINE = '000010';
const pieces = (value: string) => ({ value, uom: 'EA' });

/** What must be there before each posting of sales is tried, and how often the ledger has it. */
export class SalesBench {
  readonly #plant: SapPlant;

  constructor(plant: SapPlant) {
    this.#plant = plant;
  }

  /** A delivery of five pumps, as far as it is to be. */
  delivery(state: 'CREATED' | 'PICKED' | 'ISSUED' = 'CREATED'): string {
    const plant = this.#plant;
    const deliveryNo = plant.createDelivery(plant.addSalesOrder({ quantity: '5' }));
    if (state !== 'CREATED') plant.pick(deliveryNo);
    if (state === 'ISSUED') plant.postGoodsIssue(deliveryNo);
    return deliveryNo;
  }

  billing(): string {
    return this.#plant.bill(this.delivery('ISSUED'));
  }

  createDelivery(): Prepared {
    const salesOrderNo = this.#plant.addSalesOrder({ quantity: '5' });
    const lines = [{ salesOrderLine: LINE, quantity: pieces('5') }];
    return {
      message: { salesOrderNo, plant: PLANT, lines, known: [] },
      documents: () => this.#ledger().deliveries.filter((one) => one.salesOrderNo === salesOrderNo).length,
    };
  }

  changeDelivery(): Prepared {
    const deliveryNo = this.delivery();
    return {
      message: { plant: PLANT, deliveryNo, lines: [{ line: LINE, quantity: pieces('4') }] },
      documents: () => this.#count(deliveryNo, ({ lines }) => lines[0]?.quantity === '4'),
    };
  }

  setPicked(): Prepared {
    const deliveryNo = this.delivery();
    return {
      message: { plant: PLANT, deliveryNo, lines: [{ line: LINE, quantity: pieces('5') }] },
      documents: () => this.#count(deliveryNo, ({ lines }) => lines[0]?.picked === '5'),
    };
  }

  deleteDelivery(): Prepared {
    const deliveryNo = this.delivery();
    return {
      message: { plant: PLANT, deliveryNo },
      documents: () => this.#count(deliveryNo, ({ deleted }) => deleted),
    };
  }

  postGoodsIssue(): Prepared {
    const deliveryNo = this.delivery('PICKED');
    return {
      message: { plant: PLANT, deliveryNo, actualDate: '2026-03-10' },
      documents: () => this.#moved(deliveryNo, '601'),
    };
  }

  reverseGoodsIssue(): Prepared {
    const deliveryNo = this.delivery('ISSUED');
    return {
      message: { plant: PLANT, deliveryNo, date: '2026-03-11' },
      documents: () => this.#moved(deliveryNo, '602'),
    };
  }

  accrual(): FreightAccrual {
    const deliveryNo = this.delivery('ISSUED');
    const cost = { amount: '412.50', currency: 'USD' };
    return {
      plant: PLANT,
      deliveryNo,
      reference: `L-${deliveryNo}/1`,
      carrier: 'ACME',
      cost,
      postingDate: '2026-03-10',
    };
  }

  accrueFreight(): Prepared {
    const message = this.accrual();
    return { message, documents: () => this.#posted(message, '61003000') };
  }

  /** @param accrue posts the accrual that is taken back */
  async reverseFreightAccrual(accrue: (message: FreightAccrual) => Promise<unknown>): Promise<Prepared> {
    const accrual = this.accrual();
    await accrue(accrual);
    return { message: { ...accrual, date: '2026-03-11' }, documents: () => this.#posted(accrual, '21120000') };
  }

  bill(): Prepared {
    const deliveryNo = this.delivery('ISSUED');
    return {
      message: { deliveryNos: [deliveryNo], billingDate: '2026-03-12' },
      documents: () => this.#ledger().billingDocuments.filter((one) => one.deliveryNos.includes(deliveryNo)).length,
    };
  }

  cancelBilling(): Prepared {
    const billingDocumentNo = this.billing();
    return {
      message: { billingDocumentNo, date: '2026-03-13' },
      documents: () => this.#ledger().billingDocuments.filter((one) => one.cancels === billingDocumentNo).length,
    };
  }

  rejectLines(): Prepared {
    const salesOrderNo = this.#plant.addSalesOrder({ quantity: '5' });
    const order = () => this.#ledger().salesOrders.find((one) => one.salesOrderNo === salesOrderNo);
    return {
      message: { salesOrderNo, lines: [LINE], reason: 'the customer has cancelled' },
      documents: () => order()?.lines.filter(({ rejection }) => rejection !== '').length ?? 0,
    };
  }

  #ledger() {
    return this.#plant.ledger();
  }

  #count(deliveryNo: string, is: (delivery: LedgerDelivery) => boolean): number {
    return this.#ledger().deliveries.filter((one) => one.deliveryNo === deliveryNo && is(one)).length;
  }

  #moved(deliveryNo: string, type: string): number {
    const documents = this.#ledger().materialDocuments.map(({ movements }) => movements[0]);
    return documents.filter((first) => first?.delivery === deliveryNo && first.type === type).length;
  }

  #posted({ deliveryNo }: FreightAccrual, debited: string): number {
    const isDebit = ({ items }: LedgerJournalEntry): boolean =>
      items.some(({ account, side }) => account === debited && side === 'DEBIT');
    return this.#ledger().journalEntries.filter((one) => one.items[0]?.text.includes(deliveryNo) && isDebit(one))
      .length;
  }
}

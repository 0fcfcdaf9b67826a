import { ConnectorError } from '../../contracts/errors.js';
import type { Erp, FreightAccrual, Posted } from '../../contracts/ports.js';
import { fieldsOf, listOf } from './entities.js';
import { referenceOf } from './external-keys.js';
import { messageTrouble } from './errors.js';
import { type JournalEntry, journalEntryXml, readConfirmation } from './journal-entry.js';
import { quoted, services } from './odata.js';
import { accountingItem } from './sales-entities.js';
import type { SapSession } from './session.js';

const TEXT_LENGTH = 25;

/** Freight expense is debited, and what the carrier will bill is credited; the load and its tender round name it. */
export const accrueFreight = (sap: SapSession): Erp['accrueFreight'] => ({
  async send(message, { signal }) {
    const { expense, accrual } = sap.config.freightAccounts;
    return post(sap, entryOf(sap, message, 'accrual', message.postingDate, expense, accrual), signal);
  },
  find: (message, { signal }) => findBy(sap, accrualReference(message), signal),
});

/** By the opposite entry, under a reference of its own. An accrual that never was counts as reversed. */
export const reverseFreightAccrual = (sap: SapSession): Erp['reverseFreightAccrual'] => ({
  async send(message, { signal }) {
    const accrued = await findBy(sap, accrualReference(message), signal);
    if (!accrued) return { documents: [] };
    const reversed = await findBy(sap, reversalReference(message), signal);
    if (reversed) return reversed;
    const { expense, accrual } = sap.config.freightAccounts;
    return post(sap, entryOf(sap, message, 'reversal', message.date, accrual, expense), signal);
  },
  find: (message, { signal }) => findBy(sap, reversalReference(message), signal),
});

/** Both are found from the message alone: whoever takes the accrual back knows no more of it. */
const nameOf = ({ deliveryNo, reference }: FreightAccrual): string => `${deliveryNo}|${reference}`;
const accrualReference = (message: FreightAccrual): string => referenceOf(`freight accrual|${nameOf(message)}`);
const reversalReference = (message: FreightAccrual): string => referenceOf(`freight reversal|${nameOf(message)}`);

function entryOf(
  { config }: SapSession,
  message: FreightAccrual,
  kind: 'accrual' | 'reversal',
  postingDate: string,
  debit: string,
  credit: string,
): JournalEntry {
  const text = `Freight ${message.deliveryNo} ${message.carrier}`;
  return {
    reference: kind === 'accrual' ? accrualReference(message) : reversalReference(message),
    companyCode: config.companyCode,
    documentType: config.freightAccounts.documentType,
    user: config.user,
    postingDate,
    headerText: `${kind === 'reversal' ? 'Rev. ' : ''}${text}`.slice(0, TEXT_LENGTH),
    itemText: `${text} ${message.reference}`,
    currency: message.cost.currency,
    items: [
      { account: debit, amount: message.cost.amount, side: 'DEBIT' },
      { account: credit, amount: message.cost.amount, side: 'CREDIT' },
    ],
  };
}

async function post(sap: SapSession, entry: JournalEntry, signal: AbortSignal): Promise<Posted> {
  const reply = await sap.soap(sap.config.journalEntryPath, journalEntryXml(entry), signal);
  const confirmation = readConfirmation({ system: sap.system, write: true }, reply);
  const { number, year, messages } = confirmation;
  if (number) return posted(sap, [{ AccountingDocument: number, FiscalYear: year }]);
  // Without a number nothing was posted; the log says why.
  const troubles = messages.flatMap((one) => messageTrouble(sap.system, one, sap.config.errorCodes) ?? []);
  const decisive = troubles.find(({ code }) => code !== 'B-REJECTED') ?? troubles[0];
  const text = troubles.map((one) => one.upstream?.text ?? one.text).join('; ');
  const { system } = sap;
  throw new ConnectorError({
    ...(decisive ?? { code: 'B-REJECTED', applied: 'no', upstream: { system, status: 200 } }),
    text: `${system}: ${text || 'posted no journal entry, and does not say why'}`.slice(0, 500),
  });
}

async function findBy(sap: SapSession, reference: string, signal: AbortSignal): Promise<Posted | null> {
  const parameters = {
    $filter: `CompanyCode eq ${quoted(sap.config.companyCode)} and DocumentReferenceID eq ${quoted(reference)}`,
    $select: fieldsOf(accountingItem).join(','),
  };
  const set = 'A_OperationalAcctgDocItemCube';
  const found = await sap.read(services.accountingItems, set, parameters, listOf(accountingItem), signal);
  return found && found.length > 0 ? posted(sap, found) : null;
}

/** Of several items of one document, the document once. */
function posted({ system }: SapSession, items: { AccountingDocument: string; FiscalYear: string }[]): Posted {
  const documents = new Map(items.map((one) => [one.AccountingDocument, one.FiscalYear]));
  return { documents: [...documents].map(([number, year]) => ({ system, type: 'JOURNAL_ENTRY', number, year })) };
}

import { Decimal } from 'decimal.js';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { PlantJournalEntry } from './sales-state.js';
import type { PlantState } from './state.js';

const FIRST_NUMBER = 100_000_001;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: true,
  isArray: (name) => name === 'Item',
});
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });

type Node = Record<string, unknown>;

const at = (node: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((below, name) => (below as Node | undefined)?.[name], node);
function text(node: unknown, name: string): string {
  const value = at(node, name);
  return typeof value === 'string' ? value : '';
}

/** Posts the entry that a SOAP message asks for, and answers 200 whatever comes of it: the log says what. */
export function answerJournalEntry(state: PlantState, xml: string): string {
  const request = at(
    parser.parse(xml),
    'Envelope',
    'Body',
    'JournalEntryBulkCreateRequest',
    'JournalEntryCreateRequest',
  );
  const entry = at(request, 'JournalEntry');
  const made = entryOf(state, entry);
  const problem = problemOf(state, made);
  if (problem) return confirmation(undefined, [['609(RW)', '3', 'Error in document: BKPFF'], problem]);
  state.sales.journalEntries.push(made);
  return confirmation(made, [
    ['605(RW)', '1', `Document posted successfully: BKPFF ${made.number}${made.companyCode}`],
  ]);
}

function entryOf(state: PlantState, entry: unknown): PlantJournalEntry {
  const postingDate = text(entry, 'PostingDate');
  return {
    number: String(FIRST_NUMBER + state.sales.journalEntries.length),
    year: postingDate.slice(0, 4),
    reference: text(entry, 'DocumentReferenceID'),
    companyCode: text(entry, 'CompanyCode'),
    documentType: text(entry, 'AccountingDocumentType'),
    postingDate,
    text: text(entry, 'DocumentHeaderText'),
    items: ((at(entry, 'Item') ?? []) as unknown[]).map((item) => {
      const amount = at(item, 'AmountInTransactionCurrency');
      return {
        account: text(item, 'GLAccount'),
        side: text(item, 'DebitCreditCode') === 'H' ? 'CREDIT' : 'DEBIT',
        amount: new Decimal(text(amount, '#text') || '0').abs(),
        currency: text(amount, '@currencyCode'),
        text: text(item, 'DocumentItemText'),
      };
    }),
  };
}

type LogItem = [type: string, severity: string, note: string];

function problemOf(
  state: PlantState,
  { companyCode, items, reference, text: header }: PlantJournalEntry,
): LogItem | undefined {
  if (companyCode !== state.company) return ['165(F5)', '3', `Company code ${companyCode} does not exist`];
  if (reference.length > 16 || header.length > 25) return ['001(SOAP)', '3', 'A value is too long'];
  const total = items.reduce(
    (sum, { side, amount }) => (side === 'DEBIT' ? sum.plus(amount) : sum.minus(amount)),
    new Decimal(0),
  );
  if (!total.isZero() || items.length < 2)
    return ['702(F5)', '3', `Balance in transaction currency ${total.toFixed(2)}`];
  return undefined;
}

function confirmation(made: PlantJournalEntry | undefined, log: LogItem[]): string {
  return builder.build({
    'soap-env:Envelope': {
      '@xmlns:soap-env': 'http://schemas.xmlsoap.org/soap/envelope/',
      'soap-env:Header': '',
      'soap-env:Body': {
        'n0:JournalEntryBulkCreateConfirmation': {
          '@xmlns:n0': 'http://sap.com/xi/SAPSCORE/SFIN',
          JournalEntryCreateConfirmation: {
            JournalEntryCreateConfirmation: {
              AccountingDocument: made?.number.padStart(10, '0') ?? '0000000000',
              CompanyCode: made?.companyCode ?? '',
              FiscalYear: made?.year ?? '0000',
            },
            Log: {
              MaximumLogItemSeverityCode: made ? '1' : '3',
              Item: log.map(([TypeID, SeverityCode, Note]) => ({ TypeID, SeverityCode, Note })),
            },
          },
          Log: '',
        },
      },
    },
  });
}

/** `A_OperationalAcctgDocItemCubeType`, one for each item. */
export const accountingItemsJson = (entries: PlantJournalEntry[]) =>
  entries.flatMap((one) =>
    one.items.map((item, index) => ({
      CompanyCode: one.companyCode,
      FiscalYear: one.year,
      AccountingDocument: one.number.padStart(10, '0'),
      AccountingDocumentItem: String(index + 1).padStart(3, '0'),
      DocumentReferenceID: one.reference,
      GLAccount: item.account,
      DebitCreditCode: item.side === 'CREDIT' ? 'H' : 'S',
    })),
  );

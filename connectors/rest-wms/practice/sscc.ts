/** A serial shipping container code of this warehouse: extension digit, company prefix, serial and check digit. */
export function sscc(serial: number): string {
  const digits = `30614141${String(serial).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}

/** Modulo 10, weights 3 and 1 from the left of 17 digits (GS1 General Specifications, check digit calculation). */
function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

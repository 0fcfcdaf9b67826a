/** With leading zeros and without them a number is the same. */
export const unpadded = (number: string): string => number.replace(/^0+(?=.)/, '');

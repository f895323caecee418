/** Whether the format of an access log makes one line: it may end with a new line, and has no other. */
export function isOneLine(format: string): boolean {
  return !/[\r\n]/.test(format.replace(/\r?\n$/, ''));
}

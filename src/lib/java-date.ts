/** `Thu Jan 01 00:00:00 UTC 1970`, as `java.util.Date` prints it. @param ms since the epoch */
export function javaDate(ms: number): string {
  const [day, date, month, year, time] = new Date(ms).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}

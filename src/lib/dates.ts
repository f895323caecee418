const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `22/Nov/2026:18:30:05 +0000`: Common Log Format, as `$context.requestTime` shows it. */
export function clfDate(ms: number): string {
  const d = new Date(ms);
  const two = (n: number) => (n < 10 ? `0${n}` : `${n}`);
  return (
    `${two(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}` +
    `:${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} +0000`
  );
}

/** A date rendered once a second however often it is asked for. */
export function perSecond(render: (ms: number) => string): (ms: number) => string {
  let second = -1;
  let text = '';
  return (ms) => {
    const now = Math.floor(ms / 1000);
    if (now !== second) {
      second = now;
      text = render(now * 1000);
    }
    return text;
  };
}

/** `Sun, 22 Nov 2026 18:30:05 GMT`, the HTTP `Date` header. */
export function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}

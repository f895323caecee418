/** The same text in memory of its own: one that was cut from a longer text keeps all of that alive. For who keeps it for long. */
export function ownText(text: string): string {
  // V8 copies what is shorter than this, and cuts nothing so short from a longer text (SlicedString::kMinLength).
  if (text.length < 13) return text;
  const own = Buffer.from(text).toString();
  // UTF-8 has no half of a pair.
  return own === text ? own : text;
}

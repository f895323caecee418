// As much of XML as these messages need: elements that hold text alone. For more than that, put an XML parser into the zip.

const CHARACTERS = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function textOf(xml, name) {
  const found = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?>([^<]*)</(?:[\\w.-]+:)?${name}\\s*>`).exec(xml);
  return found?.[1].replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, entity) => {
    if (entity !== undefined) return CHARACTERS[entity] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

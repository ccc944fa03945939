// How a person's data is shown to those who need not know it: the only place that decides what is left of a name or a number.

/** `王小明` → `王**`, `John Smith` → `J**`: also the length of a name says something. */
export function maskName(name: string): string {
  const [first] = name.trim();
  return first === undefined ? '**' : `${first}**`;
}

/** `138 1234 5678` → `138****5678`; of shorter numbers less is left, of the shortest nothing. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  const local = digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
  if (local.length >= 11) return `${local.slice(0, 3)}****${local.slice(-4)}`;
  return local.length >= 7 ? `****${local.slice(-4)}` : '****';
}

const MOBILE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g;
const E_MAIL = /[\w.+-]+@([\w-]+\.[\w.-]*\w)/g;

/** Free text with the mobile numbers and addresses that somebody typed into it masked; the rest stays. */
export const maskText = (text: string): string =>
  text.replaceAll(MOBILE, (number) => maskPhone(number)).replaceAll(E_MAIL, (_, host: string) => `***@${host}`);

/** `maskText` on every text of a JSON value, keys left alone. */
export function maskValue(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskValue(inner)]));
}

/** A customer's personal fields, masked; what is not known is null. */
export function maskPerson({ name, phone }: { name?: string | null; phone?: string | null }): {
  name: string | null;
  phone: string | null;
} {
  return { name: name ? maskName(name) : null, phone: phone ? maskPhone(phone) : null };
}

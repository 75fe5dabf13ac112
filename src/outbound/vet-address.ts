import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What may be reached although it is special-use: names, `name:port`, addresses and ranges, as OUTBOUND_ALLOW has them. */
export type Allowed = { readonly hosts: ReadonlySet<string>; readonly ranges: readonly Range[] };
type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

// Special-use blocks that the package calls unicast, from IANA's registries for IPv4 and IPv6.
const MORE_SPECIAL = ['192.88.99.0/24', '3fff::/20', '2001::/23', '2620:4f:8000::/48'].map((range) =>
  ipaddr.parseCIDR(range),
);
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3'); // RFC 4291 §2.4: nothing else is global unicast

/** Entries that are neither address nor range are names. */
export function readAllowed(entries: readonly string[]): Allowed {
  const isRange = (entry: string) => ipaddr.isValidCIDR(entry) || ipaddr.isValid(entry);
  return {
    hosts: new Set(entries.filter((entry) => !isRange(entry) || !entry.includes('/')).map((entry) => hostOf(entry))),
    ranges: entries.filter(isRange).map(toRange),
  };
}

/** Whether the host of this address is named, with its port or with every port. */
export function isNamed(url: URL, { hosts }: Allowed): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return hosts.has(url.hostname) || hosts.has(`${url.hostname}:${port}`);
}

/** Whether a connection to this IP address is permitted: global unicast, or in a range that is allowed (RFC 6890 §2.2). */
export function mayReach(address: string, { ranges }: Pick<Allowed, 'ranges'>): boolean {
  const ip = read(address);
  if (!ip) return false;
  if (ranges.some((range) => within(ip, range))) return true;
  if (ip.range() !== 'unicast' || MORE_SPECIAL.some((range) => within(ip, range))) return false;
  return ip.kind() === 'ipv4' || within(ip, GLOBAL_IPV6);
}

export function isLoopback(address: string): boolean {
  return read(address)?.range() === 'loopback';
}

function read(address: string) {
  if (isIP(address) === 0) return undefined; // the package takes `10.1` and `0x7f000001` too
  return ipaddr.process(address); // IPv4 in IPv6 (::ffff:0:0/96) is the IPv4 that is connected to
}

function within(ip: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Range): boolean {
  return ip.kind() === network.kind() && ip.match(network, bits);
}

function toRange(entry: string): Range {
  if (entry.includes('/')) return ipaddr.parseCIDR(entry);
  const ip = ipaddr.parse(entry);
  return [ip, ip.kind() === 'ipv4' ? 32 : 128];
}

/** As a URL has it: lower case, IPv6 in brackets. */
function hostOf(entry: string): string {
  return ipaddr.IPv6.isValid(entry) ? new URL(`https://[${entry}]`).hostname : entry.toLowerCase();
}

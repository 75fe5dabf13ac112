import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Where a request comes from. What a trusted proxy forwards is believed only if it is an address (S133). */
export function addressOf(request: FastifyRequest): string {
  const address = withoutPort(request.ip);
  return isIP(address) === 0 ? (request.socket.remoteAddress ?? '') : address;
}

/** Whether an address, as it stands in `X-Forwarded-For`, is one of these addresses and ranges. */
export function trustedProxies(list: readonly string[]): (forwarded: string) => boolean {
  const trusted = new BlockList();
  for (const entry of list) {
    const [network = '', bits] = entry.split('/');
    if (bits === undefined) trusted.addAddress(network, familyOf(network));
    else trusted.addSubnet(network, Number(bits), familyOf(network));
  }
  return (forwarded) => {
    const address = withoutPort(forwarded);
    return isIP(address) !== 0 && trusted.check(address, familyOf(address));
  };
}

/** Azure and IIS write `203.0.113.9:54321` and `[2001:db8::1]:443`. */
function withoutPort(forwarded: string): string {
  return /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(forwarded)?.slice(1).find(Boolean) ?? forwarded;
}

function familyOf(address: string) {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

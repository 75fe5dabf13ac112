import type { dialects as English } from '../en/dialects.ts';

/** The dialects by their names, for whoever keeps an application that has one. */
export const dialects: typeof English = {
  heading: 'Dialekt',
  lead: 'Diese Anwendung spricht, wie es im Dokument eines anderen Dienstes steht, nicht wie OAuth 2.0 es vorsieht. Ein Administrator dieses Servers hat das für eine Zeit erlaubt. Stellen Sie sie auf das um, was unten steht: Dann braucht niemand mehr den Dialekt.',
  leadEnded:
    'Die Anwendung sprach, wie es im Dokument eines anderen Dienstes steht. Stattdessen muss sie das Folgende tun.',
  until: (day: string) => `Bis ${day}.`,
  noEnd: 'Ohne Ende.',
  ended: (name: string, day: string) =>
    `Der Dialekt ${name} der Anwendung endete mit dem ${day}: Anfragen, die ihn brauchen, werden abgelehnt.`,
  uses: (count: string) =>
    count === '1'
      ? 'Eine Anfrage der letzten 30 Tage brauchte ihn.'
      : `${count} Anfragen der letzten 30 Tage brauchten ihn.`,
  unused: 'Keine Anfrage der letzten 30 Tage brauchte ihn.',
  warning: (name: string) =>
    `Die Anwendung benutzt den Dialekt ${name}, und was er erlaubt, ist nicht Standard. Unten steht, was stattdessen zu benutzen ist.`,
  does: 'Was sie tut',
  instead: 'Was stattdessen zu benutzen ist',
  all: {
    'community-maps': {
      about:
        'Ein Code-Flow mit redirect_url und response_type=token und ein Token-Endpunkt unter /oauth2/access_token.',
      differences: [
        {
          does: 'Sie nennt die Adresse, zu der Personen zurückkommen, redirect_url.',
          instead: 'redirect_uri',
          note: 'Am Autorisierungsendpunkt und am Token-Endpunkt.',
        },
        { does: 'Sie verlangt response_type=token und bekommt einen Code.', instead: 'response_type=code' },
        { does: 'Sie tauscht den Code unter /oauth2/access_token.', instead: 'POST /oauth2/token' },
        {
          does: 'Das Dokument hat keinen state: Einer Person, die sich anmeldet, kann die Antwort einer anderen untergeschoben werden.',
          instead: 'state',
          note: 'Zufällig, in der Sitzung behalten und verglichen, wenn die Person zurück ist.',
        },
        {
          does: 'Das Dokument hat kein PKCE: Ein Code in fremden Händen kann benutzt werden. Deshalb werden Personen jedes Mal gefragt.',
          instead: 'code_challenge, code_verifier',
          note: 'S256; jede aktuelle Bibliothek kann das.',
        },
      ],
    },
    'op-api': {
      about: 'Client Credentials unter /auth/v2/accesstoken, mit Antworten, deren Zahlen Text sind.',
      differences: [
        { does: 'Sie verlangt Tokens unter /auth/v2/accesstoken.', instead: 'POST /oauth2/token' },
        {
          does: 'Sie sendet grant_type in der Adresse.',
          instead: 'grant_type',
          note: 'Im Body, mit allem anderen.',
        },
        {
          does: 'Sie liest BearerToken, einen Status und Zahlen, die Text sind.',
          instead: '"token_type": "Bearer"',
          note: 'Und expires_in als Zahl, und scope nur, wo es einen gibt.',
        },
        {
          does: 'Sie bekommt für Client Credentials ein Refresh-Token.',
          instead: 'grant_type=client_credentials',
          note: 'Ein neues Token zu verlangen kostet nicht mehr, als eines zu erneuern.',
        },
      ],
    },
    openstreetmap: {
      about:
        'Programme für OpenStreetMap: iD und alles, was osm-auth benutzt, JOSM, Apps. Auch für Anwendungen ohne Geheimnis.',
      differences: [
        {
          does: 'osm-auth und iD senden den Code und was dazugehört in der Adresse der Token-Anfrage.',
          instead: 'grant_type, client_id, redirect_uri, code, code_verifier',
          note: 'Im Body. Adressen werden in Logs geschrieben; diesen Code verbraucht die Anfrage, die ihn zeigt.',
        },
        {
          does: 'JOSM belegt seine Anfrage mit einem code_verifier von 36 Zeichen.',
          instead: 'code_verifier',
          note: 'Mit 43 bis 128 Zeichen (RFC 7636 §4.1).',
        },
        {
          does: 'Sie verlangt kein neues Token, wenn ihr eigenes abgelaufen ist.',
          instead: 'grant_type=refresh_token',
          note: 'Dann taugt ein Token in fremden Händen für eine Stunde, nicht für immer.',
        },
      ],
      endless:
        'Die Programme dieser Anwendung können ein Token nicht erneuern: Personen müssen sich jedes Mal neu anmelden, wenn eines abläuft. Ein Administrator sollte die Access-Tokens so einstellen, dass sie leben, bis sie widerrufen werden.',
    },
  },
};

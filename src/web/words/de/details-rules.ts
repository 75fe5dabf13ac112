import type { detailsRuleTexts as English } from '../en/details-rules.ts';
import type { RuleText } from '../en/rules.ts';

/** What the documentation says about refusals of authorization details; a part of rules.ts. */
export const detailsRuleTexts: Readonly<Record<keyof typeof English, RuleText>> = {
  'details-malformed': {
    group: 'authorize',
    what: 'Der Parameter authorization_details ist keine lesbare Liste: kein JSON, kein Array von Objekten, ein Objekt ohne type, ein Feld, das doppelt vorkommt, oder zu viel davon.',
    why: 'Wonach eine Person gefragt wird, muss auf eine einzige Art zu lesen sein und kurz genug, um gelesen zu werden.',
    fix: [
      'Senden Sie ein JSON-Array, einmal als Formularwert kodiert, mit einem Objekt für jede Sache, die Sie verlangen.',
    ],
    example: 'authorization_details=[{"type":"payment_initiation","amount":"12.00","creditor":"Openfield"}]',
  },
  'details-type-not-registered': {
    group: 'authorize',
    what: 'Eines der authorization_details hat einen Typ, den niemand registriert hat oder den diese Anwendung nicht verlangen darf.',
    why: 'Nur bei einem registrierten Typ weiß der Server, was er bedeutet und wie er es einer Person sagt.',
    fix: [
      'Vergleichen Sie mit authorization_details_types_supported in den Metadaten: type wird Zeichen für Zeichen verglichen.',
      'Bitten Sie einen Administrator, die Anwendung den Typ verlangen zu lassen: latchkey app set CLIENT_ID --authorization-details-type TYPE.',
    ],
  },
  'details-not-of-type': {
    group: 'authorize',
    what: 'Eines der authorization_details hat einen registrierten Typ und ist nicht so, wie dessen Schema es sagt. Die Antwort nennt die Stelle.',
    why: 'Personen werden in den Worten des Typs gefragt. Was er nicht kennt, könnte ihnen nicht gesagt werden.',
    fix: ['Fragen Sie den Betreiber der API nach dem Schema des Typs und lassen Sie weg, was nicht darin steht.'],
  },
  'details-wider-than-granted': {
    group: 'token',
    what: 'Die Token-Anfrage nennt authorization_details, die nicht zu den erteilten gehören.',
    why: 'Am Token-Endpunkt wird niemand mehr gefragt. Er kann weniger geben, als erlaubt wurde, und sonst nichts.',
    fix: [
      'Lassen Sie den Parameter weg, um alles Erteilte zu bekommen, oder senden Sie einen Teil davon genau so, wie ihn die Token-Antwort zeigt.',
      'Für andere Details schicken Sie die Person durch eine neue Autorisierungsanfrage.',
    ],
  },
  'details-not-here': {
    group: 'any',
    what: 'Die Anfrage enthält authorization_details auf einem Weg, auf dem keine Person danach gefragt wird: ein anderer Grant, ein Gerät oder ein response_type mit Tokens darin.',
    why: 'Sie zu übergehen hieße, etwas anderes zu geben, als verlangt wurde.',
    fix: ['Senden Sie sie an den Autorisierungsendpunkt oder pushen Sie sie, mit response_type=code.'],
  },
};

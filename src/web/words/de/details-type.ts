import type { DetailsTypeProblem } from '../../../oauth/details-type.ts';

/** What is wrong with a kind of authorization details, and what to do. */
export function detailsTypeSentence(problem: DetailsTypeProblem): string {
  switch (problem.id) {
    case 'details-type-malformed':
      return 'Ein Typ hat höchstens 128 ASCII-Zeichen, ohne Leerzeichen, Anführungszeichen und Backslashes: payment_initiation oder eine Adresse von Ihnen.';
    case 'details-sentence-missing':
      return 'Der Satz hat höchstens 300 Zeichen: Personen lesen ihn, wenn sie gefragt werden, etwa „{amount} an {creditor} zahlen“.';
    case 'details-sentence-malformed':
      return `Im Satz ist ${problem.at} kein Feld der Details: Schreiben Sie {name} oder {outer.inner} und keine andere geschweifte Klammer.`;
    case 'details-schema-no-object':
      return 'Das Schema ist ein Objekt: {"properties":{"amount":{"type":"string"}},"required":["amount"]}.';
    case 'details-schema-too-large':
      return `Das Schema hat höchstens ${problem.most} Zeichen.`;
    case 'details-schema-malformed':
      return `Das Schema entspricht nicht JSON Schema 2020-12: ${problem.why}`;
  }
}

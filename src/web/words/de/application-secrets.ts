import type { applicationSecrets as English } from '../en/application-secrets.ts';

/** The secrets of an application. */
export const applicationSecrets: typeof English = {
  title: (name: string) => `Geheimnisse von ${name}`,
  lead: 'Wer eines dieser Geheimnisse hat, kann als diese Anwendung auftreten. Geben Sie jedem Ort, an dem sie läuft, ein eigenes, damit Sie eines ohne die anderen beenden können. Gespeichert sind nur Hashes: Niemand kann ein Geheimnis nachsehen.',
  live: 'Gültige Geheimnisse',
  name: {
    label: 'Name',
    hint: 'Wo es benutzt wird, damit Sie später wissen, welches Sie beenden wollen.',
    example: 'Produktion 2026',
  },
  expires: {
    label: 'Endet',
    hint: 'Der letzte Tag, an dem es gilt (UTC). Leer: Es gilt, bis Sie es beenden. Zwei Wochen vorher erfahren Sie es, hier und per E-Mail, wenn dieser Server welche verschickt.',
  },
  expiresWrong: 'Wählen Sie einen Tag ab heute, höchstens zehn Jahre voraus, oder keinen.',
  add: 'Geheimnis hinzufügen',
  addButton: 'Hinzufügen',
  full: 'Es gibt vier Geheimnisse mit Namen, und mehr können es nicht sein. Beenden Sie eines, dann können Sie ein neues hinzufügen.',
  tooMany: 'Es gibt schon vier Geheimnisse mit Namen: Beenden Sie zuerst eines. Nichts wurde hinzugefügt.',

  made: 'Ihr neues Geheimnis. Bewahren Sie es jetzt auf',
  madeOnce:
    'Es wird nur dieses eine Mal gezeigt: Wir speichern nur seinen Hash. Ein Klick wählt es ganz aus. Legen Sie es dort ab, wo Ihr Server seine Geheimnisse aufbewahrt, niemals in einem Browser oder einer App.',
  value: 'Client-Geheimnis',

  called: 'Geheimnis',
  created: 'Erstellt',
  used: 'Zuletzt benutzt',
  ends: 'Endet',
  action: 'Aktion',
  never: 'nie',
  noEnd: 'nie',
  main: 'Hauptgeheimnis',
  mainHint: 'Das, welches „Geheimnis erneuern“ ersetzt.',
  replaced: 'Ersetztes Geheimnis',
  soon: 'Endet bald',
  leaked: 'In einer Adresse gesehen',
  handedOn: 'Dem früheren Eigentümer bekannt',
  none: 'Die Anwendung hat kein gültiges Geheimnis. Fügen Sie hier eines hinzu, oder erneuern Sie es: Beides gibt ihr eines.',
  end: 'Jetzt beenden',
  endOne: (name: string, hint: string) => `Jetzt beenden: ${name} (…${hint})`,
  endHint:
    'Beenden lässt sich nicht rückgängig machen: Was das Geheimnis noch benutzt, wird von da an abgelehnt. „Zuletzt benutzt“ ist auf fünf Minuten genau.',

  done: { ended: 'Das Geheimnis ist beendet: Es gilt nicht mehr.' },
};

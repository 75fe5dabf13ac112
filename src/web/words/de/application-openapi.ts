import type { applicationOpenapi as English } from '../en/application-openapi.ts';

export const applicationOpenapi: typeof English = {
  title: (name: string) => `Eine API für ${name} beschreiben`,
  lead: 'Fügen Sie das in die Beschreibung Ihrer API ein, damit Swagger UI und Generatoren Personen anmelden können. Es enthält die Grant-Typen und Scopes dieser Anwendung.',
  variants: 'Form',
  versions: 'OpenAPI',
  addresses: 'Adressen',
  addressNames: { absolute: 'Vollständig', relative: 'Relativ' },
  addressHints: {
    absolute: 'Vollständige Adressen gelten, wo auch immer Ihre API läuft.',
    relative: 'Relative Adressen sind für eine API, die unter demselben Origin läuft wie dieser Server.',
    always: 'OpenAPI 2.0 kennt nur vollständige Adressen.',
  },
  formats: 'Format',
  formatNames: { yaml: 'YAML', json: 'JSON' },

  scheme: (issuer: string) => `Registrieren Sie Anwendungen unter ${issuer}/oauth2/applications`,
  define: 'Das Security-Scheme definieren',
  defineLead: 'Den Namen oauth2 können Sie ändern.',
  defineLead2: 'OpenAPI 2.0 hat eine Definition für jeden Flow. Deren Namen können Sie ändern.',
  referTo:
    'Alles, was dieser Server bietet, gleich für welche Anwendung, hat eine eigene Beschreibung, auf die Sie verweisen können:',
  require: 'Sagen, was Operationen brauchen',
  requireAll: 'Das verlangt auf der obersten Ebene ein Token für jede Operation, gleich mit welchen Scopes.',
  requireScope:
    'Eine Operation kann Scopes verlangen. Ihre API muss trotzdem das Token jeder Anfrage prüfen: siehe „Beispiel“.',
  copyAll: 'was jede Operation braucht',
  copyOne: 'was eine Operation braucht',
  requireNothing:
    'Diese Anwendung hat keine Scopes, also gibt es keine zu verlangen. Ihre API muss trotzdem das Token jeder Anfrage prüfen.',
  whole: 'Eine ganze Beschreibung',
  wholeLead: 'Klein, aber vollständig: um zu sehen, dass es geht, bevor Sie Ihre eigene ändern.',
  sampleApi: 'Ihre API',
  sampleOperation: 'Was diese Operation tut',
  sampleAnswer: 'Erfolg',
  none: 'Nichts zu beschreiben',
  noFlows: (version: string) =>
    `OpenAPI ${version} hat keinen Flow für die Grant-Typen dieser Anwendung. Wenn sie Personen mit Codes auf Geräten anmeldet, wählen Sie 3.2.`,

  swagger: 'Swagger UI',
  swaggerLead: 'Sein Knopf „Authorize“ meldet Personen mit PKCE an und holt seine Tokens von Ihrer Seite aus.',
  swaggerRegister: 'Registrieren Sie zuerst die Adresse seiner Datei als Redirect-URI:',
  swaggerEdit: 'Redirect-URIs bearbeiten',
  swaggerSecret:
    'Diese Anwendung ist vertraulich, und ein Geheimnis gehört nicht in eine Seite: Geben Sie es zum Ausprobieren selbst in das Feld ein, und registrieren Sie für andere eine, die nicht vertraulich ist.',

  server: (host: string) => `OAuth 2.0 von ${host}`,
  refer: (at: string) =>
    `Keine eigene API, sondern das Security-Scheme für Beschreibungen von APIs: Verweisen Sie darauf mit {"$ref": "${at}"}.`,
  copy: 'Keine eigene API, sondern die Security-Schemes für Beschreibungen von APIs: Kopieren Sie die, die Ihre braucht.',
};

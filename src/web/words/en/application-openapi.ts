export const applicationOpenapi = {
  title: (name: string) => `Describe an API for ${name}`,
  lead: 'Paste this into the description of your API, so that Swagger UI and generators can sign in. It has the grant types and scopes of this application.',
  variants: 'Form',
  versions: 'OpenAPI',
  addresses: 'Addresses',
  addressNames: { absolute: 'Complete', relative: 'Relative' },
  addressHints: {
    absolute: 'Complete addresses work wherever your API is served.',
    relative: 'Relative addresses are for an API that is served at the same origin as this server.',
    always: 'OpenAPI 2.0 knows complete addresses only.',
  },
  formats: 'Format',
  formatNames: { yaml: 'YAML', json: 'JSON' },

  scheme: (issuer: string) => `Register applications at ${issuer}/oauth2/applications`,
  define: 'Define the security scheme',
  defineLead: 'The name oauth2 is yours to change.',
  defineLead2: 'OpenAPI 2.0 has one definition for each flow. Their names are yours to change.',
  referTo: 'Everything that this server offers, whatever the application, has a description of its own to refer to:',
  require: 'Say what operations need',
  requireAll: 'This, at the top level, asks for a token for every operation, whatever its scopes.',
  requireScope: 'An operation can ask for scopes. Your API still has to check the token of each request: see Example.',
  copyAll: 'what every operation needs',
  copyOne: 'what one operation needs',
  requireNothing:
    'This application has no scopes, so there are none to ask for. Your API still has to check the token of each request.',
  whole: 'A whole description',
  wholeLead: 'Small, but complete: to see that it works before you change your own.',
  sampleApi: 'Your API',
  sampleOperation: 'What this operation does',
  sampleAnswer: 'It worked',
  none: 'Nothing to describe',
  noFlows: (version: string) =>
    `OpenAPI ${version} has no flow for the grant types of this application. Where it signs people in with codes on devices, choose 3.2.`,

  swagger: 'Swagger UI',
  swaggerLead: 'Its button Authorize signs people in with PKCE, and gets its tokens from your page.',
  swaggerRegister: 'Register the address of its file as a redirect URI first:',
  swaggerEdit: 'Edit the redirect URIs',
  swaggerSecret:
    'This application is confidential, and a secret does not belong into a page: type it into the field to try things out yourself, and for others register one that is not confidential.',

  server: (host: string) => `OAuth 2.0 of ${host}`,
  refer: (at: string) =>
    `Not an API of its own, but the security scheme for descriptions of APIs: refer to it with {"$ref": "${at}"}.`,
  copy: 'Not an API of its own, but the security schemes for descriptions of APIs: copy those that yours needs.',
};

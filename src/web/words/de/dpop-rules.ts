import type { dpopRuleTexts as English } from '../en/dpop-rules.ts';
import type { RuleText } from '../en/rules.ts';

/** What the documentation says about refusals of DPoP proofs; a part of rules.ts. */
export const dpopRuleTexts: Readonly<Record<keyof typeof English, RuleText>> = {
  'dpop-proof-missing': {
    group: 'token',
    what: 'Die Anfrage hat keinen Header DPoP. Sie verlangt Tokens einer Anwendung, deren Tokens an einen Schlüssel gebunden sind, oder zeigt ein solches Token.',
    why: 'Ein Token, das an einen Schlüssel gebunden ist, nützt niemandem, der es findet. Das gilt nur, wenn jede Anfrage beweist, dass ihr Absender den Schlüssel hat.',
    fix: [
      'Erstellen Sie einmal ein Schlüsselpaar und für jede Anfrage einen damit signierten Proof und senden Sie ihn im Header DPoP. Die meisten Bibliotheken haben dafür eine Option namens dpop.',
      'Eine API nimmt das Token unter dem Schema DPoP an, nicht Bearer: Authorization: DPoP und das Token.',
    ],
    example: 'DPoP: eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2Ii...',
  },
  'dpop-proof-repeated': {
    group: 'token',
    what: 'Die Anfrage hat zwei Header DPoP oder einen mit zwei Proofs darin.',
    why: 'Es wäre unklar, an welchen Schlüssel die Tokens gebunden sind.',
    fix: ['Senden Sie einen. Suchen Sie nach einem Proxy oder einer Bibliothek, die zu Ihrem einen zweiten hinzufügt.'],
  },
  'dpop-proof-malformed': {
    group: 'token',
    what: 'Der DPoP-Proof ist nicht lesbar, nicht mit dem Schlüssel in seinem Header signiert, oder ihm fehlt etwas. Was es war, steht hinter „Received“.',
    why: 'Der Proof sagt, wer den Schlüssel hat. Jedes seiner Felder verschließt einen Weg, auf dem ihn jemand anderes hätte erstellen können.',
    fix: [
      'Lassen Sie ihn eine Bibliothek erstellen: ein JWT, dessen Header typ dpop+jwt, alg und jwk hat, nur den öffentlichen Schlüssel, und dessen Claims jti, htm, htu und iat sind.',
      'Signieren Sie mit einem aus dpop_signing_alg_values_supported in den Metadaten. RS256 gehört nicht dazu: Benutzen Sie ES256, oder PS256 mit einem RSA-Schlüssel.',
      'Setzen Sie kein privates Feld (d, p, q) in jwk. Wurde eines gesendet, ist dieser Schlüssel anderen bekannt: Erstellen Sie einen neuen.',
    ],
    example: '{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"...","y":"..."}}',
  },
  'dpop-proof-elsewhere': {
    group: 'token',
    what: 'Der Proof wurde für eine andere Methode oder Adresse erstellt als die der Anfrage, mit der er kam.',
    why: 'Ein Proof, den jemand aufgezeichnet hat, darf keine andere Tür öffnen.',
    fix: [
      'Erstellen Sie für jede Anfrage einen Proof. htm ist ihre Methode, in Großbuchstaben; htu ihre Adresse ohne die Query, wie die Metadaten sie nennen.',
      'Wenn ein Proxy von Ihnen die Anfrage an eine andere Adresse weiterleitet, erstellen Sie den Proof für die Adresse dieses Servers.',
    ],
    example: '"htm":"POST","htu":"https://auth.example.com/oauth2/token"',
  },
  'dpop-proof-other-token': {
    group: 'token',
    what: 'Der Proof hat kein ath oder das eines anderen Access-Tokens.',
    why: 'Damit lässt sich ein Proof, der für ein Token erstellt wurde, nicht mit einem anderen benutzen.',
    fix: ['Setzen Sie ath auf den SHA-256-Hash des Access-Tokens, das Sie senden, in base64url ohne Padding.'],
  },
  'dpop-proof-used': {
    group: 'token',
    what: 'Ein Proof mit diesem jti kam schon einmal an diese Adresse.',
    why: 'Ein Proof zählt einmal, damit niemand etwas damit anfangen kann, der einen aufzeichnet.',
    fix: [
      'Erstellen Sie für jede Anfrage einen neuen Proof mit zufälligem jti, auch wenn eine Anfrage erneut gesendet wird.',
      'Suchen Sie nach einer HTTP-Bibliothek, die Anfragen von selbst mit denselben Headern wiederholt.',
    ],
  },
  'dpop-proof-not-now': {
    group: 'token',
    what: 'Der Proof hat keine nonce, und sein iat liegt mehr als eine Minute zurück oder mehr als zehn Sekunden in der Zukunft.',
    why: 'Ein Proof gilt für einen Moment. Wessen Uhr falsch geht, zeigt durch eine nonce dieses Servers, dass der Proof gerade erst erstellt wurde.',
    fix: [
      'Nehmen Sie den Wert des Headers DPoP-Nonce aus der Antwort, setzen Sie ihn als Claim nonce in einen neuen Proof und senden Sie die Anfrage noch einmal. Bibliotheken, die DPoP kennen, tun das.',
      'Stellen Sie die Uhr des Rechners: Dann muss niemand zweimal fragen.',
    ],
    example: '"nonce":"der Wert von DPoP-Nonce"',
  },
  'dpop-nonce-missing': {
    group: 'token',
    what: 'Der Proof hat keine nonce, und dieser Server will in jedem eine.',
    why: 'Eine nonce zeigt, dass der Proof gerade erst erstellt wurde und nicht im Voraus von jemandem, der den Schlüssel für einen Moment hatte.',
    fix: [
      'Nehmen Sie den Wert des Headers DPoP-Nonce aus der Antwort, setzen Sie ihn als Claim nonce in einen neuen Proof und senden Sie die Anfrage noch einmal.',
      'Behalten Sie die nonce der letzten Antwort für die nächste Anfrage: Jede Antwort bringt eine.',
    ],
    example: '"nonce":"der Wert von DPoP-Nonce"',
  },
  'dpop-nonce-stale': {
    group: 'token',
    what: 'Die nonce im Proof ist älter als einige Minuten, oder ein anderer Server hat sie ausgegeben.',
    why: 'Nur eine nonce, die gerade erst ausgegeben wurde, zeigt, dass der Proof gerade erst erstellt wurde.',
    fix: [
      'Nehmen Sie den Wert des Headers DPoP-Nonce aus der Antwort, setzen Sie ihn in einen neuen Proof und senden Sie die Anfrage noch einmal.',
      'Halten Sie die nonces verschiedener Server auseinander: Eine API hat ihre eigene.',
    ],
    example: '"nonce":"der Wert von DPoP-Nonce"',
  },
  'dpop-jkt-malformed': {
    group: 'authorize',
    what: 'Die Autorisierungsanfrage hat ein dpop_jkt, das kein Thumbprint eines Schlüssels ist.',
    why: 'Es sagt, mit welchem Schlüssel der Code getauscht werden darf. Ein Wert, den kein Schlüssel hat, ergäbe einen Code, den niemand benutzen kann.',
    fix: [
      'Senden Sie den Thumbprint des öffentlichen Schlüssels (RFC 7638 §3, mit SHA-256) in base64url oder lassen Sie dpop_jkt weg.',
    ],
    example: 'dpop_jkt=0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
  },
  'dpop-jkt-other': {
    group: 'authorize',
    what: 'Eine Anfrage wurde mit dem Proof eines Schlüssels (Header DPoP) und dem Thumbprint eines anderen (dpop_jkt) gepusht.',
    why: 'Der Code der Anfrage ist für einen einzigen Schlüssel, und hier sind zwei genannt.',
    fix: [
      'Lassen Sie dpop_jkt weg, wenn Sie mit der gepushten Anfrage einen Proof senden: Es zählt der Schlüssel des Proofs.',
    ],
  },
  'bound-tokens-by-code': {
    group: 'authorize',
    what: 'Die Anfrage verlangt ein Access-Token in der Antwort des Autorisierungsendpunkts, und die Tokens dieser Anwendung sind an einen Schlüssel oder ein Zertifikat gebunden.',
    why: 'Ein weitergeleiteter Browser beweist keinen Schlüssel. Das Token wäre für alle brauchbar, die es finden, und das hat die Anwendung ausgeschlossen.',
    fix: ['Senden Sie response_type=code und tauschen Sie den Code mit einem Proof.'],
    example: 'response_type=code',
  },
};

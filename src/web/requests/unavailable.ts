/** What Retry-After says when the database cannot do it now, in seconds (S154, S155). */
export const RETRY_SECONDS = 5;

/** The same where only an answer was lost: while the server still knows the request again. */
export const RETRY_LOST_SECONDS = 2;

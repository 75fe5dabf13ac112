-- Where all keys are rotated the Ed25519 key comes after the others. Empty: published when it was made, as the release before does.
ALTER TABLE "signing_keys" ADD COLUMN "published_at" TIMESTAMPTZ(3);

-- Applications ask for more than scopes can say (RFC 9396): administrators register which kinds of that there are.

-- CreateTable
CREATE TABLE "authorization_details_types" (
    "type" TEXT NOT NULL,
    "schema" JSONB NOT NULL,
    "sentence" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "authorization_details_types_pkey" PRIMARY KEY ("type")
);

-- What Prisma's schema cannot say.
ALTER TABLE "authorization_details_types" ADD CONSTRAINT "authorization_details_types_schema_check" CHECK (jsonb_typeof("schema") = 'object');

-- Applications that are to know people by different subjects get digests, which nobody can work out without this value.

-- CreateTable
CREATE TABLE "subject_salts" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "salt" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "subject_salts_pkey" PRIMARY KEY ("one")
);

-- What Prisma's schema cannot say.
ALTER TABLE "subject_salts" ADD CONSTRAINT "subject_salts_one_check" CHECK ("one");

INSERT INTO "subject_salts" DEFAULT VALUES;

#!/bin/sh
# Run once by the image of Postgres, when its volume is empty: the owner of the tables, and the role of the server, which owns
# nothing. Neither is a superuser. What the server may do is granted by "latchkey migrate".
set -eu
psql --quiet --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
  --set=database="$POSTGRES_DB" --set=owner_password="$OWNER_PASSWORD" --set=server_password="$SERVER_PASSWORD" <<'SQL'
CREATE ROLE latchkey_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE latchkey_server LOGIN PASSWORD :'server_password';
ALTER DATABASE :"database" OWNER TO latchkey_owner;
SQL

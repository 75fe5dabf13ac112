#!/bin/sh
# Run once by the image of Postgres, when its volume is empty: the role of the server, which owns nothing.
# What it may do is granted by "latchkey migrate".
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set=password="$SERVER_PASSWORD" <<'SQL'
CREATE ROLE latchkey_server LOGIN PASSWORD :'password';
SQL

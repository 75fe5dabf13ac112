# Latchkey. Migrations are a step of their own: docker-compose.yml shows it.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json prisma.config.ts ./
COPY prisma ./prisma
COPY scripts ./scripts
COPY src ./src
RUN npm run build && find dist -name '*.map' -delete

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/prune-packages.mjs ./scripts/prune-packages.mjs
# Without the embedded Postgres (optional) and Prisma's command line (peer): the image is for a database of its own.
RUN npm ci --omit=dev --omit=optional --omit=peer && node scripts/prune-packages.mjs node_modules

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY prisma/migrations ./prisma/migrations
COPY public ./public
COPY views ./views
# The documents that are pages too.
COPY docs/integrating.md docs/applications.md docs/libraries.md docs/compatibility.md docs/oauth1.md ./docs/
COPY docs/applications ./docs/applications
COPY scripts/latchkey.mjs scripts/check-health.mjs ./scripts/
COPY --from=build /app/dist ./dist
# The account "node", by number: Kubernetes sees that it is not root. Nothing is written: run it with a read-only file system.
USER 1000:1000
EXPOSE 3000
# Whether it lives: what restarts the unhealthy must not do so because the database is away. Whoever sends requests asks /readyz.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "scripts/check-health.mjs", "healthz"]
CMD ["node", "dist/main.js"]

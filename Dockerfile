# The API with the built SPA. PostgreSQL is another container (docker-compose.yml).

FROM node:24-slim AS dependencies
WORKDIR /boxoffice
COPY package.json package-lock.json .npmrc ./
# The lockfile names the workspace's packages, so npm wants to see their manifests.
COPY apps/api/package.json apps/api/
COPY apps/api-e2e/package.json apps/api-e2e/
COPY apps/web/package.json apps/web/
COPY apps/web-e2e/package.json apps/web-e2e/
COPY libs/contracts/package.json libs/contracts/
COPY libs/testing/package.json libs/testing/
COPY tools/package.json tools/

FROM dependencies AS build
RUN npm ci
COPY nx.json tsconfig.base.json ./
COPY apps/api apps/api
COPY apps/web apps/web
COPY libs/contracts libs/contracts
# Nx runs each build on the Node that it was started with; the image's own is the right one.
RUN NX_DAEMON=false npx nx run-many -t build -p contracts api web

FROM dependencies AS production
# Neither tools nor the embedded PostgreSQL nor a second Node: those are optional packages.
RUN npm ci --omit=dev --omit=optional

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3001 \
    WEB_ROOT=/boxoffice/web
WORKDIR /boxoffice
COPY --from=production /boxoffice/node_modules node_modules
COPY --from=build /boxoffice/libs/contracts/package.json libs/contracts/
COPY --from=build /boxoffice/libs/contracts/dist libs/contracts/dist
COPY --from=build /boxoffice/apps/api/package.json apps/api/
COPY --from=build /boxoffice/apps/api/dist apps/api/dist
COPY --from=build /boxoffice/apps/web/dist/browser web
USER node
EXPOSE 3001
# The API answers 503 while its database is away, and fetch() fails when nothing listens.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that it is the one that SIGTERM reaches.
CMD ["node", "--max-semi-space-size=8", "--no-allocation-site-pretenuring", "apps/api/dist/main.js"]
